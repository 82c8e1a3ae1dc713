"""Cassandra owns a practice and part of its business. To work on the other side she proves who she is and says why; it is kept for ever."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.house import House
from tests.stories.person import at_the_desk_of, proves_by_password

pytestmark = pytest.mark.slow

OWNER = "physician-owner"
CROSSINGS = """
SELECT c.to_side FROM foundation_crossing c JOIN foundation_user u ON u.id = c.user_id
WHERE u.email = 'physician-owner@demo.example' ORDER BY c.at
"""


def test_the_owner_crosses_with_a_proof_and_a_reason_and_the_page_wears_the_other_side(
    chromium: Browser, demonstration: House
) -> None:
    with at_the_desk_of(chromium, demonstration.address, OWNER) as page:
        expect(page.locator("body.side-clinical")).to_be_visible()
        page.goto("/seats/")
        page.get_by_role("link", name="Cross to the business side").click()
        proves_by_password(page)
        expect(page.get_by_role("heading", name="Cross to the business side")).to_be_visible()
        page.get_by_role(
            "button", name="Cross the line"
        ).click()  # without a reason the browser holds it back
        expect(page.get_by_role("heading", name="Cross to the business side")).to_be_visible()
        assert sides(demonstration) == []
        page.get_by_label("Why?").fill("the lease of the second site is to be signed")
        page.get_by_role("button", name="Cross the line").click()
        expect(page.locator("body.side-business")).to_be_visible()
        expect(page.locator(".top")).to_contain_text("business side")
        assert sides(demonstration) == ["business"]
        page.goto("/seats/")
        page.get_by_role("link", name="Cross to the clinical side").click()
        proves_by_password(page)  # a proof is good for one crossing
        page.get_by_label("Why?").fill("back to the patients")
        page.get_by_role("button", name="Cross the line").click()
        expect(page.locator("body.side-clinical")).to_be_visible()
        assert sides(demonstration) == ["business", "clinical"]


def sides(house: House) -> list[object]:
    """The sides that the owner crossed to, in order, as the database keeps them."""
    return [row[0] for row in house.as_owner(CROSSINGS)]


def test_in_another_window_a_crossing_takes_effect_at_once(chromium: Browser, demonstration: House) -> None:
    """Who crossed in one window is on no side in the other until they take their seat again."""
    with at_the_desk_of(chromium, demonstration.address, OWNER) as page:
        other = page.context.browser
        assert other is not None
        with at_the_desk_of(other, demonstration.address, OWNER) as elsewhere:
            page.goto("/seats/")
            page.get_by_role("link", name="Cross to the business side").click()
            proves_by_password(page)
            page.get_by_label("Why?").fill("the budget")
            page.get_by_role("button", name="Cross the line").click()
            expect(page.locator("body.side-business")).to_be_visible()
            elsewhere.goto("/sites/")
            expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Where do you work now?")
        page.goto("/seats/")
        page.get_by_role("link", name="Cross to the clinical side").click()
        proves_by_password(page)
        page.get_by_label("Why?").fill("done")
        page.get_by_role("button", name="Cross the line").click()
        expect(page.locator("body.side-clinical")).to_be_visible()
