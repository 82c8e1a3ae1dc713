"""Every page and the whole cast: nobody is led to a closed door, nothing breaks, and in a real browser nothing keeps anybody out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from openmso.foundation.rules.sides import Post
from tests.stories.crawl import Opened, cast_of, signed_in, walked
from tests.stories.house import House

pytestmark = pytest.mark.slow

LOOKERS = ("operator", "medical-director", "rn", "hr", "counsel", "auditor")
"""One of each kind of desk; the others see the same pages."""


WIDTHS = (1440, 390)
"""A desk's screen and a phone's."""


def email(post: str) -> str:
    return f"{post}@demo.example"


@pytest.fixture(scope="session")  # one walk for all: between these tests a process may do others
def browsers(demonstration: House) -> Mapping[str, requests.Session]:
    """Everybody of the cast, signed in."""
    return {one: signed_in(demonstration.address, one) for one in cast_of(demonstration.address)}


@pytest.fixture(scope="session")
def opened(
    demonstration: House, browsers: Mapping[str, requests.Session]
) -> Mapping[str, Mapping[str, Opened]]:
    """Every page that each of them is led to; of the lookers also every kind of question to a page."""
    lookers = {email(one) for one in LOOKERS}
    return {
        name: walked(demonstration.address, browser, asking=name in lookers)
        for name, browser in browsers.items()
    }


def test_one_of_every_post_is_on_the_sign_in_page(demonstration: House) -> None:
    assert {one.partition("@")[0] for one in cast_of(demonstration.address)} == {
        post.value.replace("_", "-") for post in Post
    }


def test_nobody_is_led_to_a_door_that_is_closed_to_them(
    opened: Mapping[str, Mapping[str, Opened]],
) -> None:
    closed = [
        (who, path, one.status)
        for who, pages in opened.items()
        for path, one in pages.items()
        if one.status != requests.codes.ok
    ]
    assert not closed


def test_every_page_has_one_heading_and_no_id_twice(opened: Mapping[str, Mapping[str, Opened]]) -> None:
    wrong = []
    for who, pages in opened.items():
        for path, one in pages.items():
            links = one.links
            if links is None or not links.is_page:
                continue
            twice = [id for id, count in Counter(links.ids).items() if count > 1]
            if links.titles != 1 or twice:
                wrong.append((who, path, links.titles, twice))
    assert not wrong


def test_no_page_breaks_for_anybody_whoever_was_led_there(
    demonstration: House,
    browsers: Mapping[str, requests.Session],
    opened: Mapping[str, Mapping[str, Opened]],
) -> None:
    """A kind of page that one of them was led to is opened by each of the others: shown, refused or not there."""
    kinds = {one.name: path for pages in opened.values() for path, one in pages.items()}
    broken = []
    for who, browser in browsers.items():
        known = {one.name.partition("?")[0] for one in opened[who].values()}
        for name, path in kinds.items():
            if name.partition("?")[0] not in known:
                answer = browser.get(demonstration.address + path, timeout=60)
                if answer.status_code not in (200, 403, 404):
                    broken.append((who, path, answer.status_code))
    assert not broken


def test_the_cast_has_desks_to_work_at(opened: Mapping[str, Mapping[str, Opened]]) -> None:
    """A walk that finds nothing would find nothing wrong."""
    assert min(len(pages) for pages in opened.values()) >= 6


def look(page: Page, address: str, path: str, said: list[str]) -> list[str]:
    """Open a page as it is drawn; what keeps somebody out of it, on a desk and on a phone."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 844})
    page.goto(address + path)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: must be scrolled sideways at {width}")
        for one in Axe().run(page).response["violations"]:
            places = [node["html"][:160] for node in one["nodes"]][:3]
            found.append(f"{path}: {one['id']}: {one['help']} at {width}: {places}")
    found += [f"{path}: {one}" for one in said]
    said.clear()
    return found


@pytest.fixture(scope="session")
def looked_at(opened: Mapping[str, Mapping[str, Opened]]) -> Mapping[str, list[str]]:
    """Who looks at which pages: each kind of page is looked at by whoever sees the most of it, and everybody at where they begin."""
    best: dict[str, tuple[int, str, str]] = {}
    for post in LOOKERS:
        for path, one in opened[email(post)].items():
            if one.links is not None and one.links.is_page:
                best[one.name] = max(best.get(one.name, (0, "", "")), (len(one.text), post, path))
    return {post: ["/", *(path for _, who, path in best.values() if who == post)] for post in LOOKERS}


@pytest.mark.parametrize("post", LOOKERS)
def test_in_a_browser_every_page_is_open_to_everybody_and_says_no_error(
    chromium: Browser, demonstration: House, looked_at: Mapping[str, list[str]], post: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{demonstration.address}/accounts/login/")
    page.locator("form", has=page.locator(f'[value="{email(post)}"]')).get_by_role("button").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    found = [wrong for path in looked_at[post] for wrong in look(page, demonstration.address, path, said)]
    context.close()
    assert not found
