"""What somebody tries who can send SQL to the database as the product does: by an injection, or with its password.

Each test is one idea of an attacker. Where PostgreSQL lets them, the test says so, and THREAT_MODEL.md what remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from openmso.workforce.models import Person
from tests.foundation.test_wall import signed_in
from tests.foundation.walls import SIDES, actor_of, shown

pytestmark = pytest.mark.django_db(transaction=True)

EVERY_SIDE = pytest.mark.parametrize("side", SIDES)


@pytest.fixture
def network() -> Network:
    """A network with one person."""
    made = Network.objects.create(slug="own", name="Own")
    with acting(system(made.id), why="a person"):
        Person.objects.create(network_id=made.id, code="ada", name="Ada")
    return made


def events_of_people() -> int:
    """How many events of people there are, as the owner counts them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evidence_event WHERE \"table\" = 'workforce_person'")
        count: int = cursor.fetchone()[0]
    return count


@EVERY_SIDE
def test_nobody_makes_a_temporary_table(side: Side, network: Network) -> None:
    with signed_in() as login, login.transaction():
        login.execute(f"SET LOCAL ROLE {side.database_role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
            login.execute("CREATE TEMPORARY TABLE evidence_event (id bigint)")


def test_a_temporary_table_does_not_catch_the_history(network: Network) -> None:
    """Even where somebody gave the right to make one back: names are looked up in ours first."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'GRANT TEMPORARY ON DATABASE "{name}" TO openmso_app, openmso_system')
    try:
        with signed_in() as login, login.transaction():
            shown(login, system(network.id))
            login.execute("CREATE TEMPORARY TABLE evidence_event (LIKE public.evidence_event INCLUDING ALL)")
            login.execute("UPDATE workforce_person SET name = 'Eve' WHERE code = 'ada'")
            caught = login.execute("SELECT count(*) FROM pg_temp.evidence_event").fetchone()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'REVOKE TEMPORARY ON DATABASE "{name}" FROM openmso_app, openmso_system')
    assert caught == (0,)
    assert events_of_people() == 2


@contextmanager
def injected(network: Network, side: Side) -> Iterator[psycopg.Connection]:
    """A transaction of a request, as the product makes it, into which somebody gets SQL of theirs."""
    with signed_in() as login, login.transaction(force_rollback=True):
        shown(login, actor_of(side, network.id))
        yield login


def refused(login: psycopg.Connection, statement: str) -> bool:
    """Whether the database refuses a statement for want of rights; any other answer but doing it is an error."""
    try:
        with login.transaction(force_rollback=True):
            login.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFile):
        return True
    return False


POWER = [
    "SET ROLE openmso_backup",
    "SET SESSION AUTHORIZATION postgres",
    "SET session_replication_role = replica",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION hstore",
    "ALTER FUNCTION openmso_seal() SECURITY INVOKER",
    "ALTER TABLE workforce_person DISABLE TRIGGER openmso_event",
    "ALTER ROLE openmso_app SUPERUSER",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY workforce_person FROM PROGRAM 'true'",
    "COPY (SELECT 1) TO '/mine'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_reload_conf()",
    "UPDATE evidence_event SET why = 'other'",
    "DELETE FROM evidence_event",
    "INSERT INTO evidence_event (network_id) SELECT id FROM foundation_network",
    "DELETE FROM evidence_seal",
    "SELECT nextval('evidence_event_id_seq')",
    "SELECT * FROM openmso_passkey",
    "INSERT INTO openmso_passkey VALUES ('mine', '', '')",
    "CREATE OR REPLACE FUNCTION openmso_pass(sides text) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'",
    "ALTER FUNCTION openmso_pass(text) SECURITY INVOKER",
]


@EVERY_SIDE
@pytest.mark.parametrize("first", ["", "RESET ROLE"])
def test_an_injection_takes_no_power(network: Network, side: Side, first: str) -> None:
    with injected(network, side) as login:
        if first:
            login.execute(first)
        let_through = [statement for statement in POWER if not refused(login, statement)]
    assert not let_through


@EVERY_SIDE
def test_statistics_of_columns_show_nobody_values(network: Network, side: Side) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workforce_person, evidence_event")
        cursor.execute(
            "SELECT rolsuper, (SELECT count(*) FROM pg_stats WHERE tablename = 'workforce_person') "
            "FROM pg_roles WHERE rolname = current_user"
        )
        sees_all, found = cursor.fetchone()
        assert (found > 0) == sees_all  # from an owner who is no superuser they are hidden, too
    with injected(network, side) as login:
        walled = "SELECT tablename FROM pg_stats WHERE schemaname = 'public' AND tablename = ANY(%s)"
        assert login.execute(walled, [["workforce_person", "evidence_event"]]).fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute("SELECT stavalues1 FROM pg_statistic")


@EVERY_SIDE
def test_how_many_rows_there_are_about_is_no_secret(network: Network, side: Side) -> None:
    """What remains: an estimate over all networks, and how much is being written."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workforce_person")
    other = Network.objects.create(slug="other", name="Other")
    with injected(other, side) as login:
        estimate = "SELECT reltuples FROM pg_class WHERE oid = 'workforce_person'::regclass"
        assert login.execute(estimate).fetchone() == (1.0,)


@EVERY_SIDE
def test_nobody_sees_what_other_sessions_ask(network: Network, side: Side) -> None:
    asked = "SELECT 'a secret of another session', pg_backend_pid()"
    with signed_in() as stranger:
        found = stranger.execute(asked).fetchone()
        assert found
        with injected(network, side) as login:
            seen = login.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [found[1]]).fetchone()
    assert seen == ("<insufficient privilege>",)


def test_every_function_that_runs_as_the_owner_looks_for_names_in_ours_first() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc p "
            "WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY 1"
        )
        found = cursor.fetchall()
    assert len(found) > 5
    loose = [
        name for name, settings in found if "search_path=pg_catalog, public, pg_temp" not in (settings or [])
    ]
    assert not loose


def test_the_public_calls_no_function_of_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
            "AND p.proname LIKE 'openmso%' AND has_function_privilege('public', p.oid, 'EXECUTE')"
        )
        assert cursor.fetchall() == []


def test_the_product_cannot_put_another_schema_before_ours(network: Network) -> None:
    with injected(network, Side.SYSTEM) as login:
        login.execute("SET LOCAL search_path = pg_temp, information_schema, public")
        login.execute("UPDATE workforce_person SET name = 'Eve' WHERE code = 'ada'")
        caught = login.execute("SELECT count(*) FROM public.evidence_event WHERE verb = 'update'").fetchone()
    assert caught == (1,)


def test_every_table_is_the_owners(network: Network) -> None:
    """Else whose it is could give it away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S') "
            "AND relowner <> current_user::regrole"
        )
        assert cursor.fetchall() == []


def test_a_large_object_passes_from_network_to_network_under_the_same_role(network: Network) -> None:
    """What remains: no wall holds large objects. The product makes none."""
    with signed_in() as login:
        with login.transaction():
            login.execute("SET LOCAL ROLE openmso_business")
            made = login.execute("SELECT lo_from_bytea(0, 'left here')").fetchone()
        assert made
        with login.transaction():
            login.execute("SET LOCAL ROLE openmso_business")
            assert login.execute("SELECT lo_get(%s)", [made[0]]).fetchone() == (b"left here",)
        with login.transaction():
            login.execute("SET LOCAL ROLE openmso_clinical")
            with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
                login.execute("SELECT lo_get(%s)", [made[0]])
        with login.transaction():
            login.execute("SET LOCAL ROLE openmso_business")
            login.execute("SELECT lo_unlink(%s)", [made[0]])
