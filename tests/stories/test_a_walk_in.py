"""A walk-in at a clinic, on the nurse's phone: stopped for what is wanting, mended, treated lawfully; and what could not wait, with the glass broken."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.acting import on_the_floor
from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of

pytestmark = pytest.mark.slow


def a_new_patient(page: Page, given: str, site: str) -> str:
    """Enter somebody and take their intake; their code."""
    page.goto("/patients/new/")
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill("Quill")
    page.get_by_label("Born on").fill("1988-05-04")
    page.get_by_label("Where do they come?").select_option(site)
    page.get_by_role("button", name="Enter them").click()
    page.get_by_role("link", name="Intake", exact=True).click()
    page.get_by_label("Drugs they take").fill("ibuprofen")
    page.get_by_label("Pregnant or nursing?").select_option("no")
    page.get_by_label("I went through it with the patient").check()
    page.get_by_role("button", name="Write it down").click()
    return urlsplit(page.url).path.split("/")[2]


def arrives(page: Page, visit: str, patient: str) -> None:
    """Say whose visit it is, and check them in."""
    page.goto(f"/visit/{visit}/")
    page.get_by_label("Whose visit is it?").fill(patient)
    page.get_by_role("button", name="It is theirs").click()
    page.get_by_role("link", name="The gate").click()
    page.get_by_role("button", name="They are here: check in").click()


def fill(page: Page) -> None:
    """What was given."""
    for label, value in (
        ("Product", "onabotulinumtoxinA"),
        ("Lot", "C1234"),
        ("Expires on", "2035-01-31"),
        ("Glabella", "20"),
    ):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("After-care was given and explained").check()
    for box in page.get_by_label("It is so:").all():  # what the law wants attested
        box.check()


def test_a_walk_in_is_stopped_mended_and_treated_and_what_cannot_wait_breaks_the_glass(
    chromium: Browser, demonstration: House
) -> None:
    there = on_the_floor(demonstration, "floor", visits=2)
    first, second = there["visits"]
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        mara = a_new_patient(page, "Mara", there["site"])
        arrives(page, first, mara)
        expect(page.get_by_role("heading", level=1)).to_contain_text("once this is shown")
        page.get_by_role("link", name="Treat", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Stop: Mara Quill")
        fill(page)
        page.get_by_role("button", name="Sign").click()
        expect(page.locator("main")).to_contain_text("the gate says stop for 1 of 1")
        on_the_floor(demonstration, "examine", patient=mara, physician=there["physician"], site=there["site"])
        page.get_by_role("link", name="let them sign").click()
        page.get_by_label("Name, as they write it").fill("Mara Quill")
        page.get_by_role("button", name="They sign").click()
        page.get_by_role("link", name="The visit").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("It may go ahead")
        expect(page.locator("main")).not_to_contain_text("has not signed")
        page.get_by_role("link", name="Treat", exact=True).click()
        fill(page)
        page.get_by_role("button", name="Sign").click()
        expect(page.locator("main")).to_contain_text("onabotulinumtoxinA, lot C1234")
        page.get_by_role("link", name="The gate").click()
        page.get_by_role("button", name="The visit is over").click()
        expect(page.locator("main")).to_contain_text("done")

        noor = a_new_patient(page, "Noor", there["site"])
        arrives(page, second, noor)
        page.get_by_role("link", name="Treat", exact=True).click()
        fill(page)
        page.get_by_text("Break the glass", exact=True).click()
        page.get_by_label("Why could it not wait?").fill("The link to the physician broke down halfway.")
        page.get_by_role("button", name="Sign").click()
        expect(page.locator("main")).to_contain_text("tell the director within an hour")
        page.goto("/glass/")
        page.locator("a.tap").first.click()
        expect(page.locator("main")).to_contain_text("The link to the physician broke down halfway.")
        page.get_by_role("button", name="I told the director").click()
        on_the_floor(demonstration, "judge", physician=there["physician"])
        page.reload()
        expect(page.locator("main")).to_contain_text("justified")
