"""Passes: what the product signs the database takes, by the keys that the owner wrote; and checking costs once a statement."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from openmso.foundation import door, passes
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import PassRefusedError, acting, pass_of, seeing
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db

NEW, OLD = "a new secret " * 5, "an old secret " * 5


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


@pytest.fixture
def keys_back() -> Iterator[None]:
    """Whatever a test wrote into the table of keys goes with its transaction; what the processes remember, too."""
    yield
    passes._key.cache_clear()


def asked(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found: list[tuple[object, ...]] = cursor.fetchall()
    return found


def test_a_pass_says_who_where_and_why_and_is_signed_by_hmac_sha_256(by: Actor) -> None:
    given = passes.signed({"network": str(by.network), "side": "system", "why": 'ü "quoted"\n'}, process=7)
    # RFC 2104 and 5869, with another implementation than that of the code: PostgreSQL's sha256 over what the owner wrote.
    found = asked(
        "SELECT encode(sha256(outside || sha256(inside || convert_to("  # noqa: S608 - of the test
        f"$said${given[80:]}$said$, 'UTF8'))), 'hex') FROM openmso_passkey WHERE id = '{given[:16]}'"
    )
    assert found == [(given[16:80],)]
    assert json.loads(given[80:])["why"] == 'ü "quoted"\n'


@pytest.mark.parametrize("why", ["ü", "'; DROP TABLE", '"', "\\", "a\nb", "x" * 5000, "{}", "a\u2028b"])
def test_any_reason_goes_through_and_comes_out_as_it_was(why: str, by: Actor) -> None:
    with acting(by, why=why):
        assert asked("SELECT openmso_pass('any') ->> 'why'") == [(why,)]


def test_of_other_secrets_the_database_takes_those_the_owner_wrote(
    by: Actor, settings: Settings, keys_back: None
) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    with pytest.raises(PassRefusedError, match="openmso up"), acting(by, why="too early"):
        pass
    passes.write_keys()
    for serving in (NEW, OLD):
        settings.SECRET_KEY = serving
        with seeing(by):
            assert Network.objects.count() == 1
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    passes.write_keys()
    assert len(asked("SELECT id FROM openmso_passkey")) == 1
    settings.SECRET_KEY = OLD
    with pytest.raises(PassRefusedError), acting(by, why="too late"):
        pass


def test_what_is_in_the_table_of_keys_is_not_the_secret(settings: Settings, keys_back: None) -> None:
    settings.SECRET_KEY = NEW
    passes.write_keys()
    ((inside, outside),) = asked("SELECT inside, outside FROM openmso_passkey")
    for one, pad in ((inside, 0x36), (outside, 0x5C)):
        plain = bytes(byte ^ pad for byte in bytes(one))  # type: ignore[call-overload] # a column of bytes
        assert len(plain) == 64
        assert plain.rstrip(b"\0") not in NEW.encode()
        assert NEW.encode()[:16] not in plain


def test_behind_a_pooler_the_door_asks_which_process_it_is_and_signs_again(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.ensure_connection()
    monkeypatch.setitem(door._processes, connection.connection, 1)
    with CaptureQueriesContext(connection) as first, transaction.atomic(), seeing(by):
        assert Network.objects.count() == 1
    with CaptureQueriesContext(connection) as second, transaction.atomic(), seeing(by):
        assert Network.objects.count() == 1
    assert len(first) == len(second) + 1


def test_with_another_clock_the_door_says_so(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openmso.foundation.passes.time", lambda: 1_000_000_000.0)
    with pytest.raises(PassRefusedError, match="clocks"), acting(by, why="in 2001"):
        pass


def test_a_pass_of_one_side_is_none_for_another(by: Actor) -> None:
    with acting(by, why="looking"):
        assert asked("SELECT openmso_pass('system') IS NULL, openmso_pass('auditor system') IS NULL") == [
            (False, False)
        ]
        assert asked("SELECT openmso_pass('business') IS NULL, openmso_pass('') IS NULL") == [(True, True)]


def calls() -> int:
    """How often the database has looked at a pass in this transaction."""
    found = asked(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_xact_user_functions WHERE funcname = 'openmso_pass'"
    )
    return int(str(found[0][0]))


@pytest.mark.parametrize(
    "verb", ["SELECT code FROM workforce_person", "UPDATE workforce_person SET name = name"]
)
def test_the_database_looks_at_a_pass_once_a_statement_not_once_a_row(verb: str, by: Actor) -> None:
    with transaction.atomic():
        asked("SELECT set_config('track_functions', 'all', true)")
        with acting(by, why="many"):
            Person.objects.bulk_create(
                Person(network_id=by.network, code=f"p{n}", name="P") for n in range(300)
            )
            before = calls()
            with connection.cursor() as cursor:
                cursor.execute(verb)
                assert cursor.rowcount == 300
            looked = calls() - before
    assert 1 <= looked <= 4  # of what is read, of what is written, and of the policies of the table besides


def test_each_row_that_changes_is_looked_at_by_the_history(by: Actor) -> None:
    with transaction.atomic():
        asked("SELECT set_config('track_functions', 'all', true)")
        with acting(by, why="many"):
            before = calls()
            Person.objects.bulk_create(
                Person(network_id=by.network, code=f"p{n}", name="P") for n in range(50)
            )
            looked = calls() - before
    assert 51 <= looked <= 54


def test_the_pass_of_a_connection_is_for_its_process(by: Actor) -> None:
    connection.ensure_connection()
    ((process,),) = asked("SELECT pg_backend_pid()")
    assert (
        json.loads(pass_of(by, "why", process=connection.connection.info.backend_pid)[80:])["process"]
        == process
    )


def test_every_policy_of_a_side_is_for_the_pass_of_that_side() -> None:
    """Which policies hold is chosen by the role; were one for any pass, to take another role on would do."""
    found = asked(
        "SELECT c.relname, p.polname, r.rolname, coalesce(pg_get_expr(polqual, c.oid), '') || coalesce(pg_get_expr(polwithcheck, c.oid), '') "
        "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid CROSS JOIN LATERAL unnest(p.polroles) role JOIN pg_roles r ON r.oid = role "
        "WHERE p.polpermissive AND c.relname <> 'foundation_user'"
    )
    of_sides = {side.database_role: side for side in Side}
    loose = [
        (table, name, role)
        for table, name, role, said in found
        if role in of_sides and f"openmso_pass('{of_sides[str(role)]}'::text)" not in str(said)
    ]
    assert len(found) > 200
    assert not loose
