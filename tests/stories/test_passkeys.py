"""Passkeys in a real browser, with an authenticator that the browser emulates: registered, signed in with, and proved with.

Nothing is mocked: the page's script, the browser's WebAuthn, the server and its database are what they are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.stories.house import PASSWORD, House


@dataclass
class Desk:
    """A page of a fresh browser, its authenticator, and what the page complained about."""

    page: Page
    devtools: CDPSession
    authenticator: str
    complaints: list[str] = field(default_factory=list)

    def credentials(self) -> list[dict[str, object]]:
        """The passkeys on the authenticator."""
        found: list[dict[str, object]] = self.devtools.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.authenticator}
        )["credentials"]
        return found

    def verifies(self, *, is_verified: bool) -> None:
        """Whether the authenticator recognizes its owner: finger or PIN."""
        self.devtools.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.authenticator, "isUserVerified": is_verified}
        )


@pytest.fixture
def desk(chromium: Browser, house: House) -> Iterator[Desk]:
    context = chromium.new_context(base_url=house.address)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    one = Desk(page, devtools, made["authenticatorId"])
    page.on("console", lambda said: one.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    yield one
    context.close()


def arrives(page: Page, path: str) -> None:
    """Wait until the page is there; a path inside a query is not it."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def begins_work(page: Page) -> None:
    """Wait until the page is the desk at which their only seat begins."""
    page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/accounts/"))


def sign_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def register(page: Page) -> None:
    """Set up a passkey, proving with the password that one may."""
    page.goto("/accounts/2fa/webauthn/add/")
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    arrives(page, "/accounts/2fa/recovery-codes/")


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    arrives(page, "/accounts/login/")


def test_rosa_registers_a_passkey_signs_in_with_it_alone_and_proves_who_she_is_for_a_signature(
    desk: Desk, house: House
) -> None:
    page = desk.page
    sign_in(page, "rosa")
    begins_work(page)
    register(page)
    assert [one["rpId"] for one in desk.credentials()] == ["localhost"]
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    begins_work(page)
    page.goto("/seats/")
    assert page.get_by_text("You work on the clinical side").is_visible()

    page.goto("/step-up/?purpose=sign:protocol 7&next=/seats/")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use a security key").click()
    arrives(page, "/seats/")
    proofs = house.as_owner(
        "SELECT purpose, method, spent_at FROM foundation_stepup JOIN foundation_user u ON u.id = user_id WHERE email = 'rosa@example.com'"
    )
    assert proofs == [("sign:protocol 7", "passkey", None)]
    assert desk.complaints == []


def test_with_a_passkey_the_password_is_half_the_way_and_an_authenticator_of_somebody_else_no_way(
    desk: Desk, chromium: Browser, house: House
) -> None:
    page = desk.page
    sign_in(page, "olga")
    register(page)
    sign_out(page)
    sign_in(page, "olga")
    page.goto("/seats/")
    assert "/accounts/2fa/authenticate/" in page.url
    page.get_by_role("button", name="Use a security key").click()
    begins_work(page)

    stranger = chromium.new_context(base_url=house.address)
    other = stranger.new_page()
    sign_in(other, "olga")
    other.goto("/seats/")
    assert "/accounts/2fa/authenticate/" in other.url
    stranger.close()


def test_a_passkey_without_finger_or_pin_signs_nobody_in(desk: Desk) -> None:
    page = desk.page
    sign_in(page, "ada")
    register(page)
    sign_out(page)
    desk.verifies(is_verified=False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_timeout(1500)
    page.goto("/seats/")
    assert "/accounts/login/" in page.url
    desk.verifies(is_verified=True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    begins_work(page)


def test_every_page_of_signing_in_runs_under_its_strict_policy(desk: Desk) -> None:
    page = desk.page
    for path in ("/accounts/login/", "/accounts/password/reset/", "/accounts/logout/"):
        page.goto(path)
    sign_in(page, "mia")
    begins_work(page)
    for path in (
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
    ):
        page.goto(path)
        assert page.get_by_role("heading", level=1).count() == 1, path
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.goto("/accounts/2fa/totp/activate/")
    assert page.get_by_role("img").count() == 1  # the square for the app, as a picture inside the page
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # our style arrived
    assert desk.complaints == []
