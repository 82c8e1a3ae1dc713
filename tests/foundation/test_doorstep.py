"""The role that signs in can sign people in, and nothing else. In SQL, over a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company, company, today, user_named
from tests.foundation.test_wall import signed_in
from tests.foundation.walls import on

SIGNING_IN = (
    "account_emailaddress",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_session",
    "foundation_user",
    "mfa_authenticator",
    "openmso_cache",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
)


@pytest.fixture
def login(db: None) -> Iterator[psycopg.Connection]:
    with signed_in() as connection:
        yield connection


def refused(login: psycopg.Connection, statement: str, table: str = "", side: Side | None = None) -> bool:
    """Whether the role, or the side it has become, has no right to this; what it may do is undone.

    `{}` in the statement is the table, or the column.
    """
    try:
        with login.transaction(force_rollback=True):
            if side is not None:
                login.execute(on("SET LOCAL ROLE {}", side.database_role))
            login.execute(on(statement, table))
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


@pytest.mark.parametrize("table", SIGNING_IN)
def test_it_reads_the_tables_of_signing_in(login: psycopg.Connection, table: str) -> None:
    assert not refused(login, "SELECT * FROM {}", table)


@pytest.mark.parametrize("table", SIGNING_IN)
def test_it_empties_none_of_them_at_once(login: psycopg.Connection, table: str) -> None:
    assert refused(login, "TRUNCATE {}", table)


@pytest.mark.parametrize(
    "column", ["email", "name", "is_active", "is_staff", "is_superuser", "is_demo", "id", "joined_at"]
)
def test_it_changes_nothing_of_a_user_but_how_they_sign_in(login: psycopg.Connection, column: str) -> None:
    assert refused(login, "UPDATE foundation_user SET {} = DEFAULT", column)
    assert not refused(login, "UPDATE foundation_user SET password = password, last_login = now()")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO foundation_user (email) VALUES ('a@example.com')",
        "DELETE FROM foundation_user",
        "DELETE FROM account_emailaddress",
        "DELETE FROM axes_accesslog",
        "UPDATE axes_accesslog SET username = 'nobody'",
        "DELETE FROM axes_accessfailurelog",
        "UPDATE axes_accessfailurelog SET username = 'nobody'",
        "INSERT INTO socialaccount_socialapp (name) VALUES ('x')",
        "DELETE FROM socialaccount_socialaccount",
        "SELECT 1 FROM account_emailconfirmation",
        "SELECT 1 FROM auth_permission",
        "SELECT 1 FROM auth_group",
        "SELECT 1 FROM django_content_type",
        "SELECT 1 FROM django_migrations",
        "SELECT 1 FROM foundation_user_groups",
        "SELECT openmso_user('a@example.com', '')",
    ],
)
def test_what_signing_in_does_not_take_is_refused(login: psycopg.Connection, statement: str) -> None:
    assert refused(login, statement)


@pytest.mark.parametrize("side", list(Side))
def test_a_side_looks_up_no_seats_or_tokens_of_others(login: psycopg.Connection, side: Side) -> None:
    for ask in ("SELECT openmso_seats(uuidv7(), '2026-01-01')", "SELECT openmso_token('x')"):
        assert refused(login, ask, side=side)
        assert not refused(login, ask)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("table", [name for name in SIGNING_IN if name != "foundation_user"])
def test_no_side_reads_the_tables_of_signing_in(login: psycopg.Connection, side: Side, table: str) -> None:
    assert refused(login, "SELECT 1 FROM {}", table, side)


@pytest.mark.django_db(transaction=True)
def test_it_learns_the_seats_of_one_user_and_no_table_of_them() -> None:
    lone_star: Company = company()
    zoe = user_named("zoe")
    with signed_in() as login:
        ask = "SELECT post, slug, crossed_to FROM openmso_seats(%s, %s)"
        assert login.execute(ask, [lone_star.users["rosa"].id, today()]).fetchall() == [
            ("rn", "lone-star", "")
        ]
        assert login.execute(ask, [zoe.id, today()]).fetchall() == []
        for table in ("foundation_seat", "foundation_crossing", "foundation_token", "foundation_stepup"):
            assert refused(login, "SELECT 1 FROM {}", table)
