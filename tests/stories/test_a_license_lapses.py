"""A nurse's license ends on a day that everybody can see coming, and is suspended on one that nobody could: open boards show it by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.crawl import signed_in
from tests.stories.house import House
from tests.stories.person import at_the_desk_of

pytestmark = pytest.mark.slow

WITHOUT_AUTHORITY = ("Barred", "Absent")


class Nurse(NamedTuple):
    """The nurse of the cast: their license, and a site at which they are engaged."""

    person: str
    license: str
    until: date
    site: str


@pytest.fixture
def hr(demonstration: House) -> Iterator[requests.Session]:
    """HR, who keeps the licenses, by the API with the session of their browser."""
    with signed_in(demonstration.address, "hr@demo.example") as browser:
        yield browser


def ask(house: House, browser: requests.Session, path: str) -> Any:
    answer = browser.get(f"{house.address}/api/v1/{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(house: House, browser: requests.Session, path: str, body: dict[str, str], version: str) -> None:
    said = {
        "X-Why": "the board of nursing told us",
        "If-Match": version,
        "X-CSRFToken": str(browser.cookies["openmso-csrf"]),
        "Referer": f"{house.address}/",
    }
    answer = browser.post(f"{house.address}/api/v1/{path}", json=body, headers=said, timeout=30)
    assert answer.status_code == 200, answer.text


SEATED = "SELECT person FROM foundation_seat WHERE person <> ''"
TODAY = datetime.now(ZoneInfo("America/Los_Angeles")).date()
"""A day that has begun at every site of the demonstration."""


def able(house: House, browser: requests.Session, site: str, on: date) -> set[str]:
    """Who of a site has some authority on a day."""
    lines = ask(house, browser, f"oversight/board/{site}?on={on.isoformat()}")["lines"]
    good = {"held", "conditional"}
    return {one["person"] for one in lines if good & {square["standing"] for square in one["squares"]}}


@pytest.fixture
def nurse(demonstration: House, hr: requests.Session) -> Nurse:
    """One who is not of the cast, and whose license is the first of their papers that ends."""
    cast = {row[0] for row in demonstration.as_owner(SEATED)}
    for kept in ask(demonstration, hr, "structure/sites")["items"]:
        site, state = kept["record"]["id"], kept["record"]["state"]
        for person in sorted(able(demonstration, hr, site, TODAY) - cast):
            for one in ask(demonstration, hr, f"workforce/licenses?person={person}")["items"]:
                record, until = (
                    one["record"],
                    date.fromisoformat(one["record"]["span"]["until"] or "9999-12-31"),
                )
                if (record["role"], record["state"]) == ("RN", state) and person in able(
                    demonstration, hr, site, min(until, date(2099, 1, 1)) - timedelta(days=1)
                ):
                    return Nurse(person, record["id"], until, site)
    raise AssertionError("the demonstration has no such nurse")


def cells(page: Page, who: Nurse) -> Locator:
    return page.locator(f'a.cell[href*="person={who.person}&"]')


def words(page: Page, who: Nurse) -> set[str]:
    return {text.split()[-1] for text in cells(page, who).locator(".cell-word").all_inner_texts()}


def test_the_day_a_license_ends_is_seen_from_before(
    chromium: Browser, demonstration: House, nurse: Nurse
) -> None:
    last = nurse.until - timedelta(days=1)
    with at_the_desk_of(chromium, demonstration.address, "operator") as page:
        page.goto(f"/sites/{nurse.site}/?on={last.isoformat()}")
        expect(page.locator(".band").first).to_contain_text("not at today")
        assert words(page, nurse) & {"Held", "Conditional"}
        page.goto(f"/sites/{nurse.site}/?on={nurse.until.isoformat()}")
        assert words(page, nurse) <= set(WITHOUT_AUTHORITY)
        cells(page, nurse).first.click()
        expect(page.locator("main")).to_contain_text("license")


def test_a_suspension_shows_on_an_open_board_by_itself(
    chromium: Browser, demonstration: House, nurse: Nurse, hr: requests.Session
) -> None:
    house = demonstration
    with at_the_desk_of(chromium, house.address, "clinic-manager") as page:
        page.goto(f"/sites/{nurse.site}/")
        assert words(page, nurse) & {"Held", "Conditional"}
        found = hr.get(f"{house.address}/api/v1/workforce/licenses/{nurse.license}", timeout=30)
        post(
            house,
            hr,
            "workforce/suspend-license",
            {"id": nurse.license, "on": TODAY.isoformat()},
            found.headers["ETag"],
        )
        for one in cells(page, nurse).all():  # nobody reloads the page
            expect(one.locator(".cell-word")).to_contain_text("arred")
        expect(page.locator("#live-said")).to_contain_text("license")
