"""The front door in production: TLS or nothing, strict cookies, a second factor before any seat, no demonstration."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings

from tests.architecture.tree import ROOT
from tests.stories.house import PASSWORD, House, database, peopled, served

OVER_TLS = {"X-Forwarded-Proto": "https"}
"""As the proxy says it."""


@pytest.fixture(scope="module")
def hospital(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not str(settings.DATABASES["default"]["HOST"]).startswith("/"):
        pytest.skip("in production a server elsewhere is spoken to over verified TLS only; this one is not")
    environment = database(
        "hospital",
        OPENMSO_PRODUCTION="1",
        OPENMSO_SECRET_KEY="x" * 50,
        OPENMSO_HOSTS="localhost,127.0.0.1",
        OPENMSO_TLS="proxy",
    )
    seats = peopled(environment)
    with served(environment, tmp_path_factory.mktemp("hospital") / "log") as address:
        yield House(address, environment, seats)


def get(house: House, path: str, **headers: str) -> requests.Response:
    return requests.get(house.address + path, headers=headers, allow_redirects=False, timeout=20)


def test_without_tls_there_is_nothing_but_the_way_to_it(hospital: House) -> None:
    answer = get(hospital, "/accounts/login/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https{hospital.address.removeprefix('http')}/accounts/login/"
    assert "Set-Cookie" not in answer.headers


def test_over_tls_cookies_are_for_this_host_and_tls_only(hospital: House) -> None:
    answer = get(hospital, "/accounts/login/", **OVER_TLS)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.headers["Set-Cookie"]
    assert cookies.startswith("__Host-openmso")
    for wanted in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert wanted in cookies
    assert "Domain" not in cookies


def test_under_another_name_it_does_not_answer(hospital: House) -> None:
    assert get(hospital, "/accounts/login/", Host="evil.example", **OVER_TLS).status_code == 400


def test_nobody_takes_a_seat_before_they_have_a_second_factor(hospital: House) -> None:
    with requests.Session() as browser:
        jar: dict[str, str] = {}

        def ask(method: str, path: str, data: dict[str, str] | None = None) -> requests.Response:
            # Over plain HTTP the library would keep secure cookies to itself.
            given = {
                **OVER_TLS,
                "Cookie": "; ".join(f"{k}={v}" for k, v in jar.items()),
                "Referer": f"https{hospital.address[4:]}/",
            }
            answer = browser.request(
                method, hospital.address + path, data=data, headers=given, allow_redirects=False, timeout=20
            )
            jar.update({one.name: one.value or "" for one in answer.cookies})
            browser.cookies.clear()
            return answer

        def token(page: requests.Response) -> str:
            return page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

        form = {"login": "rosa@example.com", "password": PASSWORD}
        signed_in = ask(
            "POST", "/accounts/login/", {**form, "csrfmiddlewaretoken": token(ask("GET", "/accounts/login/"))}
        )
        assert signed_in.headers["Location"] == "/"
        assert ask("GET", "/").headers["Location"] == "/seats/"
        page = ask("GET", "/seats/")
        assert "set up a second factor" in page.text
        seat = {"seat": hospital.seats["rosa"], "side": "clinical", "csrfmiddlewaretoken": token(page)}
        assert ask("POST", "/seats/take/", seat).headers["Location"] == "/accounts/2fa/"
        assert "You work on" not in ask("GET", "/seats/").text


def test_over_the_demonstration_it_does_not_start(hospital: House, tmp_path: Path) -> None:
    hospital.as_owner("UPDATE foundation_user SET is_demo = true WHERE email = 'mia@example.com'")
    done = subprocess.run(
        [sys.executable, "-c", "import openmso.web.wsgi"],
        env={**os.environ, **hospital.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "whose passwords everybody knows" in done.stderr
    hospital.as_owner("UPDATE foundation_user SET is_demo = false")
