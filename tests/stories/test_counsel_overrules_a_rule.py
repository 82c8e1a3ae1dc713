"""Counsel reads a state's law otherwise than the pack: writes it down, looks at what it would change, states it, and boards follow; then takes it back."""

from __future__ import annotations

from datetime import date

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.stories.crawl import signed_in
from tests.stories.house import House
from tests.stories.person import at_the_desk_of, proves_by_passkey, with_a_passkey

pytestmark = pytest.mark.slow

TODAY = date.today()  # noqa: DTZ011 - the demonstration begins on the machine's day
PROCEDURE = "neuromodulator_injection"


def standings(house: House, browser: requests.Session, state: str) -> dict[tuple[str, str], str]:
    """How nurses stand for services of the procedure at the sites of a state, by person and service."""
    api = f"{house.address}/api/v1"
    found: dict[tuple[str, str], str] = {}
    for kept in browser.get(f"{api}/structure/sites", timeout=30).json()["items"]:
        site = kept["record"]
        if site["state"] != state:
            continue
        board = browser.get(f"{api}/oversight/board/{site['id']}?on={TODAY.isoformat()}", timeout=30).json()
        services = {one["id"] for one in board["services"] if PROCEDURE in one["procedures"]}
        for line in board["lines"]:
            licenses = browser.get(f"{api}/workforce/licenses?person={line['person']}", timeout=30).json()
            if {one["record"]["role"] for one in licenses["items"]} == {"RN"}:
                found |= {
                    (line["person"], one["service"]): one["standing"]
                    for one in line["squares"]
                    if one["service"] in services
                }
    return found


def text(state: str) -> str:
    """No nurse of the state injects neurotoxin, from today on."""
    return "\n".join(
        (
            f"jurisdiction: {state}",
            "delegation.rule:",
            f"  {PROCEDURE}:",
            "    RN:",
            "    - value: {leave: prohibited}",
            f"      since: {TODAY.isoformat()}",
            '      cite: "opinion of counsel"',
            "",
        )
    )


def write(page: Page, said: str) -> None:
    page.goto("/law/overlays/new/")
    page.get_by_label("What the law is, in the shape of the pack").fill(said)
    page.get_by_label("Why", exact=True).fill("the board of nursing wrote to us")


def test_counsel_states_it_and_takes_it_back(chromium: Browser, demonstration: House) -> None:
    house = demonstration
    with signed_in(house.address, "operator@demo.example") as operator:
        state = next(
            one
            for one in ("FL", "TX", "GA", "NC", "AZ", "CO")
            if set(standings(house, operator, one).values()) & {"held", "conditional"}
        )
        before = standings(house, operator, state)
        with (
            at_the_desk_of(chromium, house.address, "counsel") as page,
            with_a_passkey(page, house, "counsel"),
        ):
            write(page, text(state))
            page.get_by_role("button", name="What would it change here?").click()
            expect(page.locator("#impact")).to_contain_text("concerned")
            assert standings(house, operator, state) == before  # looking changes nothing
            page.get_by_role("button", name="State it as the law here").click()
            proves_by_passkey(page)
            expect(page.get_by_label("What the law is, in the shape of the pack")).to_have_value(text(state))
            page.get_by_role("button", name="State it as the law here").click()
            expect(page.locator(".messages")).to_contain_text("Stated")
            after = standings(house, operator, state)
            assert after.keys() == before.keys()
            assert not set(after.values()) & {"held", "conditional"}
            page.get_by_label("Why").fill("the board withdrew its letter")
            page.get_by_role("button", name="Withdraw").click()
            expect(page.locator(".messages")).to_contain_text("Withdrawn")
            assert standings(house, operator, state) == before


def test_what_cannot_be_read_is_told_by_its_line_and_stays_typed(
    chromium: Browser, demonstration: House
) -> None:
    with at_the_desk_of(chromium, demonstration.address, "counsel") as page:
        write(page, text("FL").replace("prohibited", "forbiden"))
        page.get_by_role("button", name="State it as the law here").click()
        box = page.get_by_label("What the law is, in the shape of the pack")
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(page.locator("main")).to_contain_text("5")  # its line
        assert "forbiden" in box.input_value()


def test_nobody_else_states_law(chromium: Browser, demonstration: House) -> None:
    with at_the_desk_of(chromium, demonstration.address, "operator") as page:
        page.goto("/law/overlays/new/")
        expect(page.get_by_role("button", name="What would it change here?")).to_be_visible()
        assert page.get_by_role("button", name="State it as the law here").count() == 0
        expect(page.locator("main")).to_contain_text("Counsel alone states law")


def test_what_was_typed_outlives_the_end_of_the_session(chromium: Browser, demonstration: House) -> None:
    with at_the_desk_of(chromium, demonstration.address, "counsel") as page:
        write(page, text("FL"))
        kept = page.context.cookies()
        page.context.clear_cookies()
        page.get_by_role("button", name="State it as the law here").click()
        page.wait_for_load_state()
        page.context.add_cookies(
            [
                {"name": one["name"], "value": one["value"], "domain": one["domain"], "path": one["path"]}
                for one in kept
            ]
        )
        page.goto("/law/overlays/new/")
        assert page.get_by_label("What the law is, in the shape of the pack").input_value() == text("FL")
