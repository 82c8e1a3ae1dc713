"""Settings come from the environment, and production does not start with those of a demonstration."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

KEYS = (
    "DATABASE_URL",
    "OPENMSO_OWNER_URL",
    "OPENMSO_HOME",
    "OPENMSO_PRODUCTION",
    "OPENMSO_SECRET_KEY",
    "OPENMSO_HOSTS",
    "OPENMSO_TLS",
    "OPENMSO_OIDC_ISSUER",
    "OPENMSO_SMTP_URL",
)
SECRET = "a" * 50
OWN = {
    "OPENMSO_SECRET_KEY": SECRET,
    "OPENMSO_HOSTS": "mso.example",
    "OPENMSO_TLS": "proxy",
    "DATABASE_URL": "postgresql://openmso_app:x@db/mso?sslmode=verify-full",
}
"""What production needs."""


def settled(show: str, **environment: str) -> tuple[int, str]:
    """Exit code of a process that reads the settings, and what it prints of them."""
    clean = {name: value for name, value in os.environ.items() if name not in KEYS}
    program = f"from openmso.web import settings as s; print({show})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout or done.stderr).strip()


def test_without_a_url_the_embedded_server_of_the_home_is_used_by_two_roles() -> None:
    shown = "[(one['USER'], one['HOST']) for one in s.DATABASES.values()]"
    code, said = settled(shown, OPENMSO_HOME="/srv/mso")
    assert code == 0
    assert said == "[('openmso_app', '/srv/mso/postgres'), ('postgres', '/srv/mso/postgres')]"


def test_with_one_url_there_is_no_connection_of_the_owner() -> None:
    url = "postgresql://openmso_app:s%40fe@db.example:6432/mso"
    code, said = settled(
        "list(s.DATABASES), s.DATABASES['default']['PASSWORD'], s.EMBEDDED", DATABASE_URL=url
    )
    assert (code, said) == (0, "['default'] s@fe False")


def test_the_owners_url_is_the_second_connection() -> None:
    code, said = settled(
        "s.DATABASES['owner']['USER'], s.DATABASES['owner']['PORT']",
        DATABASE_URL="postgresql://openmso_app@db.example/mso",
        OPENMSO_OWNER_URL="postgresql://olga@db.example:6432/mso",
    )
    assert (code, said) == (0, "olga 6432")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"OPENMSO_SECRET_KEY": SECRET},
        {"OPENMSO_HOSTS": "mso.example"},
        {"OPENMSO_SECRET_KEY": "short", "OPENMSO_HOSTS": "mso.example"},
        {**OWN, "DATABASE_URL": ""},
        {**OWN, "DATABASE_URL": "postgresql://postgres@db/mso"},
        {**OWN, "OPENMSO_TLS": ""},
        {**OWN, "OPENMSO_TLS": "perhaps"},
        {**OWN, "OPENMSO_OIDC_ISSUER": "http://identity.example"},
    ],
    ids=[
        "nothing",
        "no hosts",
        "no secret",
        "short secret",
        "embedded database",
        "another user",
        "nobody ends TLS",
        "an unknown end of TLS",
        "an identity provider without TLS",
    ],
)
def test_production_refuses_what_suits_a_demonstration(given: dict[str, str]) -> None:
    code, said = settled("'started'", OPENMSO_PRODUCTION="1", **given)
    assert code == 1
    assert "UnsafeSettingsError: " in said


def test_production_starts_with_settings_of_its_own() -> None:
    code, said = settled(
        "s.DEBUG, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECOND_FACTOR_REQUIRED",
        OPENMSO_PRODUCTION="1",
        **OWN,
    )
    assert (code, said) == (0, "False ['mso.example'] True True True")


def test_only_behind_a_proxy_of_our_own_are_its_headers_believed() -> None:
    shown = "s.SECURE_PROXY_SSL_HEADER, s.ALLAUTH_TRUSTED_PROXY_COUNT"
    assert settled(shown, **{**OWN, "OPENMSO_TLS": "direct"}) == (0, "None 0")
    assert settled(shown, **OWN) == (0, "('HTTP_X_FORWARDED_PROTO', 'https') 1")


def test_the_product_never_signs_in_as_anybody_but_the_role_that_owns_nothing() -> None:
    code, said = settled("'started'", DATABASE_URL="postgresql://postgres@db/mso")
    assert code == 1
    assert "DATABASE_URL signs in as postgres; it must be openmso_app" in said


@pytest.mark.parametrize("query", ["", "?sslmode=prefer", "?sslmode=require", "?sslmode=disable"])
@pytest.mark.parametrize("which", ["DATABASE_URL", "OPENMSO_OWNER_URL"])
def test_production_speaks_to_no_database_that_somebody_on_the_way_could_be(which: str, query: str) -> None:
    role = "openmso_app" if which == "DATABASE_URL" else "mso_owner"
    given = {**OWN, which: f"postgresql://{role}:secret@db/mso{query}"}
    code, said = settled("s.PRODUCTION", OPENMSO_PRODUCTION="1", **given)
    assert (code, "sslmode=verify-full" in said, "secret" in said) == (1, True, False)


def test_production_may_speak_through_a_socket_of_the_machine() -> None:
    given = {**OWN, "DATABASE_URL": "postgresql://openmso_app@/mso?host=/run/postgresql"}
    assert settled("s.PRODUCTION", OPENMSO_PRODUCTION="1", **given) == (0, "True")


def test_what_a_url_says_of_tls_reaches_the_driver_and_what_nobody_knows_is_refused() -> None:
    url = "postgresql://openmso_app@db/mso?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    shown = "s.DATABASES['default']['OPTIONS']"
    assert settled(shown, DATABASE_URL=url)[1] == str(
        {"options": "-c timezone=UTC", "sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    )
    code, said = settled(shown, DATABASE_URL="postgresql://openmso_app@db/mso?ssmode=verify-full")
    assert (code, "says ssmode" in said) == (1, True)
