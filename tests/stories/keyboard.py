"""Somebody who works without a mouse: what has the focus, and how it is reached."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def reach(page: Page, what: Locator, *, key: str = "Tab", most: int = 12) -> None:
    """Press a key until this has the focus. Fails where it takes more than so many."""
    for _ in range(most):
        page.keyboard.press(key)
        if what.evaluate("one => one === document.activeElement"):
            return
    here = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{key} {most} times does not reach {what}; the focus is at {here}")


def opens(page: Page, what: Locator, *, key: str = "Tab", most: int = 12) -> None:
    """Reach a link or button, press Enter on it, and wait for the page it leads to."""
    reach(page, what, key=key, most=most)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def finds(page: Page, typed: str, name: str) -> None:
    """Go to a page by the search box, which opens on `/`."""
    page.keyboard.press("/")
    page.keyboard.type(typed)
    found = page.locator("[data-found]").get_by_role("link", name=name, exact=True)
    found.wait_for()
    opens(page, found, key="ArrowDown")


def skips(page: Page) -> None:
    """Go past all that stands before the page itself: the first Tab of a page offers it."""
    reach(page, page.get_by_role("link", name="Skip to the page"), most=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
