"""Somebody at a real browser: signed in by a click on the sign-in page of the demonstration, at any width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from openmso.launch.actions import PASSWORD
from tests.stories.house import House

WIDE, PHONE = 1280, 390
SIDEWAYS = """
const look = () => {
  if (document.documentElement.scrollWidth > innerWidth) console.error(`${location.pathname} must be scrolled sideways`);
};
addEventListener("load", look);
addEventListener("toggle", look, true);
"""
"""Complains of a page that is wider than the screen, when it is there and when something on it is unfolded."""

AUTHENTICATOR: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone's own authenticator, as the browser plays it."""


@contextmanager
def at_the_desk_of(chromium: Browser, address: str, post: str, *, width: int = WIDE) -> Iterator[Page]:
    """A page of a fresh browser at which a member of the cast is signed in. Fails if the page complained of anything."""
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 844})
    context.add_init_script(SIDEWAYS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/accounts/login/")
    page.locator("form", has=page.locator(f'[value="{post}@demo.example"]')).get_by_role("button").click()
    page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/accounts/"))
    yield page
    context.close()
    # A refusal (403, 422) is an answer; the browser calls it an error of loading.
    assert [one for one in complaints if "status of 4" not in one] == []


def proves_by_password(page: Page) -> None:
    """Go on, and type the password again, where the page asks to prove who one is."""
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


@contextmanager
def with_a_passkey(page: Page, house: House, post: str) -> Iterator[None]:
    """Somebody of the cast has a passkey in this browser, as signing asks for; afterwards they have none, and sign in as before."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    before = page.url
    page.goto("/accounts/2fa/webauthn/add/")
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/accounts/2fa/recovery-codes/")
    page.goto(before)
    try:
        yield
    finally:
        house.as_owner(
            "DELETE FROM mfa_authenticator USING foundation_user u WHERE u.id = user_id AND u.email = %s",
            [f"{post}@demo.example"],
        )


def proves_by_passkey(page: Page) -> None:
    """Go on, and touch the passkey, where the page asks to prove who one is."""
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use a security key").click()
