"""A nurse on the clinic floor asks on a phone: may I, now, for this patient? Two taps; then what the bedside shows; and what stops it is said."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of

pytestmark = pytest.mark.slow


def choose(page: Page, label: str, other_than: str = "") -> str:
    """Choose the first real answer of a list, or the first other than one; what was chosen."""
    box = page.locator(".bedside").get_by_label(label, exact=True)
    for option in box.locator("option").all():
        said = option.inner_text()
        if (
            option.get_attribute("value")
            and said not in ("", other_than)
            and "nobody" not in said
            and "no exam" not in said
        ):
            box.select_option(label=said)
            return said
    raise AssertionError(f"nothing can be chosen for {label}")


def tap_what_hangs_on_conditions(page: Page) -> None:
    """The first service that stands conditional."""
    page.locator("a.tap", has=page.locator(".s-conditional")).first.click()


def test_the_second_tap_answers_and_says_what_the_bedside_must_show(
    chromium: Browser, demonstration: House
) -> None:
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        assert urlsplit(page.url).path == "/check/"  # where a nurse begins
        tap_what_hangs_on_conditions(page)
        expect(page.locator(".verdict")).to_contain_text("May go ahead if this is shown")
        expect(page.get_by_role("heading", name="To be shown at the bedside")).to_be_visible()
        links = page.locator(".chain .hoop .kind").all_inner_texts()
        named = [one.lower() for one in links]
        assert named[0] == "law"
        assert {"license", "competency", "supervision"} <= set(named)
        box = page.locator(".verdict").bounding_box()
        assert box is not None
        assert box["y"] < 844, "the verdict is not on the first screen of the phone"


def test_what_the_bedside_shows_is_asked_without_a_word_in_the_address(
    chromium: Browser, demonstration: House
) -> None:
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        tap_what_hangs_on_conditions(page)
        before = page.url
        page.locator(".bedside").get_by_label("The patient", exact=True).select_option(
            label="has not consented"
        )
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".verdict")).to_contain_text("with what was told of the bedside")
        expect(page.locator(".verdict")).to_contain_text("Stop")
        assert page.url == before


def test_what_the_bedside_shows_is_no_longer_asked_for_and_what_only_others_can_settle_stays(
    chromium: Browser, demonstration: House
) -> None:
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        page.locator("a.tap", has_text="Neurotoxin").click()
        form = page.locator(".bedside")
        for label in ("Exam by", "Supervisor", "Order for this patient by", "First visit"):
            if form.get_by_label(label, exact=True).count():
                choose(page, label)
        for label, value in (("who is", "on_site"), ("How", "in_person")):
            if form.get_by_label(label, exact=True).count():
                form.get_by_label(label, exact=True).select_option(value)
        for tick in form.locator('input[type="checkbox"]').all():
            tick.check()
        form.get_by_label("The patient", exact=True).select_option(label="has consented")
        choose(page, "The patient is in")  # the state of the site stands first
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".verdict")).to_contain_text("with what was told of the bedside")
        still = " ".join(page.locator(".why li").all_inner_texts())
        assert "exam" not in still
        assert "supervisor" not in still
        # In this state counsel has not confirmed the law: no word at the bedside makes up for that.
        assert "counsel confirms" in still
        expect(page.locator(".verdict")).to_contain_text("May go ahead if this is shown")


def test_a_stop_names_who_mends_it_and_who_may_do_it_instead(chromium: Browser, demonstration: House) -> None:
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        page.locator("a.tap", has=page.locator(".s-barred, .s-absent")).first.click()
        expect(page.locator(".verdict")).to_contain_text("Stop")
        expect(page.locator("main")).to_contain_text("Mended by")
        expect(page.get_by_role("heading", name="Who here may do it instead")).to_be_visible()
        expect(page.locator(".hoop-broken").first).to_be_visible()
