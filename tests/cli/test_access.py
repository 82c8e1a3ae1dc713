"""`openmso access` seats the first people, and says in a sentence what it does not do."""

from __future__ import annotations

import re

import psycopg
import pytest

from tests.cli.conftest import NETWORKS, Said
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests

LOGIN_ONLY = {"OPENMSO_OWNER_URL": ""}


@pytest.fixture(scope="module")
def seated(installed: Installation) -> Installation:
    """An installation with the network `seated`."""
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "seated", "--yes").code == 0
    return installed


def seat(run: Installation, email: str, post: str, *more: str) -> Said:
    return run("access", "seat", "seated", email, post, "--why", "the founding", *more, **LOGIN_ONLY)


def test_the_first_people_of_both_sides_are_seated_and_shown(seated: Installation) -> None:
    assert "nobody yet" in seated("access", "seats", "seated").out
    assert seat(seated, "olga@example.com", "mso_owner", "--at", "mso", "--name", "Olga").code == 0
    said = seat(
        seated,
        "ada@example.com",
        "physician_owner",
        "--at",
        "austin-pllc",
        "--person",
        "ada",
        "--until",
        "2099-01-01",
    )
    assert said.code == 0
    shown = seated("access", "seats", "seated", **LOGIN_ONLY).out
    assert re.search(r"olga@example\.com +mso_owner +mso ", shown)
    assert re.search(r"ada@example\.com +physician_owner +austin-pllc +ada +\S+–2099-01-01", shown)
    identity = said.out.split()[-1]
    assert (
        seated("access", "end", "seated", identity, "--why", "she left", **LOGIN_ONLY).out
        == "the seat has ended\n"
    )
    assert "ada@example.com" not in seated("access", "seats", "seated").out
    again = seated("access", "end", "seated", identity, "--why", "again")
    assert (again.code, "has ended" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("email", "post", "said"),
    [
        ("olga", "mso_owner", "is no email"),
        ("olga@example.com", "boss", "there is no post 'boss'"),
        ("olga@example.com", "", "there is no post"),
    ],
)
def test_what_is_no_email_or_post_is_refused(seated: Installation, email: str, post: str, said: str) -> None:
    answer = seat(seated, email, post)
    assert (answer.code, said in answer.err) == (2, True)


def test_a_person_is_one_user_and_a_seat_ends_after_it_begins(seated: Installation) -> None:
    assert seat(seated, "rosa@example.com", "rn", "--person", "rosa").code == 0
    for email, more, said in (
        ("zoe@example.com", ("--person", "rosa"), "rosa signs in as another user"),
        ("zoe@example.com", ("--until", "2020-01-01"), "ends after it begins"),
    ):
        answer = seat(seated, email, "rn", *more)
        assert (answer.code, said in answer.err) == (2, True), answer
    assert seated("access", "link", "zoe@example.com").code == 2  # nobody was entered


def test_what_is_not_there_is_said_to_be_so(seated: Installation) -> None:
    for arguments, said in (
        (("seats", "nowhere"), "there is no network 'nowhere'"),
        (("link", "nobody@example.com"), "nobody signs in as nobody@example.com"),
        (("deactivate", "nobody@example.com"), "nobody signs in as nobody@example.com"),
        (("end", "seated", "x", "--why", "y"), "'x' is no id of a seat"),
    ):
        answer = seated("access", *arguments)
        assert (answer.code, said in answer.err) == (2, True), answer


def test_a_seat_wants_a_reason(seated: Installation) -> None:
    answer = seated("access", "seat", "seated", "zoe@example.com", "rn")
    assert answer.code == 2
    assert "--why" in answer.err
    assert "zoe@example.com" not in seated("access", "seats", "seated").out


def test_deactivating_is_the_owners(seated: Installation) -> None:
    assert seat(seated, "max@example.com", "billing").code == 0
    refused = seated("access", "deactivate", "max@example.com", **LOGIN_ONLY)
    assert (refused.code, "OPENMSO_OWNER_URL" in refused.err) == (2, True)
    assert seated("access", "deactivate", "MAX@example.com").code == 0
    with psycopg.connect(seated.environment["OPENMSO_OWNER_URL"]) as owner:
        ask = "SELECT is_active FROM foundation_user WHERE email = 'max@example.com'"
        assert owner.execute(ask).fetchone() == (False,)
    assert seated("access", "link", "max@example.com").code == 2
