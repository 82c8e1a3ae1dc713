"""`grants.txt` is the picture of the wall for those who review a change to it: who may do what to which table.

After a meant change: `openmso up && openmso wall --text > tests/architecture/grants.txt`, and read the difference.
"""

import pytest

from openmso.foundation.picture import grants, picture
from tests.architecture.tree import TESTS

KEPT = TESTS / "architecture" / "grants.txt"
KEYS = "openmso_passkey"
BEFORE_SIGNING_IN = (  # of no network, closed to every side
    "account_",
    "auth_",
    "axes_",
    "django_",
    "foundation_user",
    "mfa_",
    "openmso_cache",
    "socialaccount_",
    "usersessions_",
)
QUEUE = "procrastinate_"  # its own role's, and no side's

pytestmark = pytest.mark.django_db


def test_the_wall_stands_as_it_was_reviewed() -> None:
    assert picture() == KEPT.read_text(encoding="utf-8")


def part(title: str) -> list[str]:
    """The lines of one part of the live picture."""
    parts = picture().split("# ")
    return next(one for one in parts if one.startswith(title)).splitlines()[1:]


def test_every_table_of_a_network_has_forced_row_security() -> None:
    unsecured = part("tables without forced row security")
    assert unsecured
    assert all(name.startswith((*BEFORE_SIGNING_IN, QUEUE)) or name == KEYS for name in unsecured)
    assert not [one for one in grants() if one.table == KEYS and one.role]


def test_every_table_of_a_network_leaves_events_but_the_events_and_seals_themselves_and_answers_given_once() -> (
    None
):
    silent = part("tables whose writes leave no event")
    assert [name for name in silent if not name.startswith((*BEFORE_SIGNING_IN, QUEUE))] == [
        "evidence_event",
        "evidence_seal",
        "foundation_answered",
        KEYS,
    ]


def test_the_public_has_no_right_to_any_table_and_the_role_that_signs_in_to_none_of_a_network() -> None:
    assert not [one for one in grants() if one.role == "PUBLIC"]
    tables = {one.table for one in grants() if one.role == "openmso_app"}
    assert tables
    assert all(name.startswith(BEFORE_SIGNING_IN) for name in tables)
    assert tables.isdisjoint({"auth_permission", "django_migrations", "django_content_type"})


def test_the_role_that_signs_in_makes_no_user_and_changes_nothing_of_one_but_how_they_sign_in() -> None:
    may = {
        one.verb: one.columns
        for one in grants()
        if (one.table, one.role) == ("foundation_user", "openmso_app")
    }
    assert may == {"select": (), "update": ("last_login", "password")}


def test_a_backup_holds_every_row_of_every_table_but_the_keys_by_which_the_product_signs() -> None:
    assert part("tables that a backup would not hold whole") == [KEYS]


def test_the_queue_is_the_workers_and_no_sides() -> None:
    on_queue = {one.role for one in grants() if one.table.startswith(QUEUE)}
    assert on_queue == {"openmso_worker"}
    assert {one.table[: len(QUEUE)] for one in grants() if one.role == "openmso_worker"} == {QUEUE}


def test_no_role_has_powers_over_the_server() -> None:
    assert "WITH POWERS" not in picture()
