"""The organization's identity provider signs in those who are entered here, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.stories.house import PASSWORD, House
from tests.stories.provider import CLIENT, Provider


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def to_provider(browser: requests.Session, house: House) -> str:
    """Click "sign in with Lone Star Identity"; where it leads."""
    page = browser.get(f"{house.address}/accounts/login/", timeout=20).text
    assert "Lone Star Identity" in page
    found = re.search(r'href="([^"]*/oidc/sso/login/[^"]*)"', page)
    assert found
    confirm = browser.get(house.address + found[1], timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', confirm.text)
    assert token
    answer = browser.post(
        confirm.url,
        {"csrfmiddlewaretoken": token[1]},
        headers={"Referer": confirm.url},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def back(browser: requests.Session, at_provider: str) -> requests.Response:
    """Be signed in there, and come back."""
    return browser.get(at_provider, timeout=20)


def is_in(browser: requests.Session, house: House) -> bool:
    return browser.get(f"{house.address}/seats/", allow_redirects=False, timeout=20).status_code == 200


def seats(browser: requests.Session, house: House) -> str:
    return browser.get(f"{house.address}/seats/", timeout=20).text


def round_trip(
    browser: requests.Session, house: House, provider: Provider, **claims: Any
) -> requests.Response:
    provider.signs_in(**claims)
    return back(browser, to_provider(browser, house))


NINA = {"sub": "nina-at-the-provider", "email": "nina@example.com", "email_verified": True}


def test_nina_signs_in_by_the_provider_and_next_time_by_who_she_is_there(
    house: House, provider: Provider, browser: requests.Session
) -> None:
    answer = round_trip(browser, house, provider, **NINA)
    assert not urlsplit(answer.url).path.startswith("/accounts/"), answer.text
    assert "np at austin-pllc" in seats(browser, house)
    with requests.Session() as later:
        renamed = round_trip(later, house, provider, **{**NINA, "email": "somebody.else@example.com"})
        assert renamed.status_code == 200
        assert "np at austin-pllc" in seats(later, house)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "1", "email": "stranger@example.com", "email_verified": True},
        {"sub": "2", "email": "rosa@example.com", "email_verified": False},
        {"sub": "3", "email": "rosa@example.com"},
        {"sub": "4"},
        {"sub": "5", "email": "", "email_verified": True},
    ],
    ids=["who is not entered", "unverified", "nothing said of verification", "no email", "an empty email"],
)
def test_nobody_else_gets_in_and_nobody_is_made(
    house: House, provider: Provider, browser: requests.Session, claims: dict[str, Any]
) -> None:
    before = house.as_owner("SELECT count(*) FROM foundation_user")
    round_trip(browser, house, provider, **claims)
    assert not is_in(browser, house)
    assert house.as_owner("SELECT count(*) FROM foundation_user") == before
    assert house.as_owner("SELECT 1 FROM socialaccount_socialaccount WHERE uid = %s", [claims["sub"]]) == []


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another client"}, {"iss": "https://evil.example"}, {"exp": 1_700_000_000}],
    ids=["for another client", "from another issuer", "over"],
)
def test_a_token_that_is_not_for_us_is_refused(
    house: House, provider: Provider, browser: requests.Session, claims: dict[str, Any]
) -> None:
    round_trip(browser, house, provider, **{**NINA, **claims})
    assert not is_in(browser, house)


def test_what_somebody_else_began_ends_nowhere(
    house: House, provider: Provider, browser: requests.Session
) -> None:
    """A link back with a code of the attacker's must not sign the victim in as the attacker."""
    provider.signs_in(**NINA)
    with requests.Session() as attacker:
        planted = attacker.get(to_provider(attacker, house), allow_redirects=False, timeout=20).headers[
            "Location"
        ]
    browser.get(planted, timeout=20)
    assert not is_in(browser, house)


def test_a_code_of_the_provider_signs_in_once(
    house: House, provider: Provider, browser: requests.Session
) -> None:
    provider.signs_in(**NINA)
    link = browser.get(to_provider(browser, house), allow_redirects=False, timeout=20).headers["Location"]
    browser.get(link, timeout=20)
    assert is_in(browser, house)
    browser.cookies.clear()
    browser.get(link, timeout=20)
    assert not is_in(browser, house)


def test_what_is_asked_of_the_provider_is_what_it_needs_to_know(
    house: House, browser: requests.Session
) -> None:
    asked = parse_qs(urlsplit(to_provider(browser, house)).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["redirect_uri"] == [f"{house.address}/accounts/oidc/sso/login/callback/"]
    assert set(asked["scope"][0].split()) == {"openid", "email", "profile"}
    assert PASSWORD not in str(asked)


def test_a_deactivated_user_does_not_get_in_by_the_provider(
    house: House, provider: Provider, browser: requests.Session
) -> None:
    house.as_owner("UPDATE foundation_user SET is_active = false WHERE email = 'max@example.com'")
    round_trip(browser, house, provider, sub="max", email="max@example.com", email_verified=True)
    assert not is_in(browser, house)
    house.as_owner("UPDATE foundation_user SET is_active = true WHERE email = 'max@example.com'")
