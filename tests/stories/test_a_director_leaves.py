"""What if somebody on whom much hangs left? The operator asks before it happens; nothing is written by asking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.stories.crawl import signed_in
from tests.stories.house import House
from tests.stories.person import at_the_desk_of

pytestmark = pytest.mark.slow

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011 - the demonstration begins on the machine's day


def leant_on(house: House, browser: requests.Session) -> tuple[str, str]:
    """The person on whom most hangs on the day, and a site at which something goes dark without them."""
    asked = f"{house.address}/api/v1/oversight/reliance?on={DAY.isoformat()}"
    answer = browser.get(asked, timeout=60).json()
    listed = answer["items"] if isinstance(answer, dict) else answer
    one = next(one for one in listed if one["kind"].lower() == "person")
    return one["record"], one["sites"][0]


def board(house: House, browser: requests.Session, site: str) -> str:
    asked = f"{house.address}/api/v1/oversight/board/{site}?on={DAY.isoformat()}"
    return browser.get(asked, timeout=60).text


def test_what_would_go_dark_is_shown_before_anybody_leaves(chromium: Browser, demonstration: House) -> None:
    house = demonstration
    with signed_in(house.address, "operator@demo.example") as operator:
        person, site = leant_on(house, operator)
        before = board(house, operator, site)
        with at_the_desk_of(chromium, house.address, "operator") as page:
            page.goto("/whatif/")
            page.get_by_label("Who").select_option(person)
            page.get_by_label("Gone from").fill(DAY.isoformat())
            page.get_by_role("button", name="What if?").first.click()
            expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
            expect(page.get_by_role("heading", name="Services that would go dark")).to_be_visible()
            at_site = page.locator(f'a[href^="/sites/{site}/"]')
            expect(at_site.first).to_be_visible()
            assert "Nothing is written" in page.locator("main").inner_text()
        assert board(house, operator, site) == before


def test_a_day_that_is_none_is_told_beside_its_field(chromium: Browser, demonstration: House) -> None:
    with signed_in(demonstration.address, "operator@demo.example") as operator:
        person, _ = leant_on(demonstration, operator)
        with at_the_desk_of(chromium, demonstration.address, "operator") as page:
            page.goto(f"/whatif/?record={person}&since=yesterday")
            expect(page.get_by_label("Gone from")).to_have_attribute("aria-invalid", "true")
            assert page.get_by_role("heading", name="What it would do").count() == 0
