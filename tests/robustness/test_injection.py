"""SQL of a stranger in the middle of a request: it stays on the side, in the network, and in the name of whoever asks.

Each statement goes over a connection of its own that signs in as the product does and is inside the door as `acting` makes it: what
the stranger may set, take on and call is what they would have. Where they may more than that, the test says so, and THREAT_MODEL.md.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from time import time
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, pass_of
from openmso.foundation.models import Network, User
from openmso.foundation.passes import MINUTES
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.models import Person
from tests.foundation.rows import row_in, saved
from tests.foundation.test_wall import signed_in
from tests.foundation.walls import DECLARED, SIDES, actor_of, on, shown

pytestmark = pytest.mark.django_db(transaction=True)

CHART = next(model for model, wall in DECLARED if wall.by_row and "document" in model._meta.db_table)
"""A table with rows that are medicine's only."""


@dataclass(frozen=True)
class Stage:
    """Two networks, and the operator of the first, who asks; a document of its chart."""

    own: Network
    other: Network
    operator: Actor
    user: UUID


@pytest.fixture
def stage() -> Stage:
    own, other = (Network.objects.create(slug=slug, name=slug) for slug in ("own", "other"))
    for network in (own, other):
        with acting(system(network.id), why="a person"):
            Person.objects.create(network_id=network.id, code=f"{network.slug}-ada", name="Ada")
        saved(network.id, row_in(network.id, CHART, wall="chart"))
    user = User.objects.create_user("operator@example.com").id
    operator = Actor(user=user, network=own.id, post=Post.OPERATOR, side=Side.BUSINESS, door="web")
    return Stage(own, other, operator, user)


@contextmanager
def inside(by: Actor) -> Iterator[psycopg.Connection]:
    """In the middle of a request of somebody."""
    with signed_in() as login, login.transaction(force_rollback=True):
        shown(login, by)
        yield login


def reached(
    login: psycopg.Connection, statement: str | sql.Composed, values: list[object] | None = None
) -> int:
    """How many rows a statement finds or touches, -1 where the database refuses it for want of rights; it is undone."""
    try:
        with login.transaction(force_rollback=True):
            return login.execute(statement, values).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return -1


PEOPLE = "SELECT code FROM workforce_person"
CHARTS = f"SELECT 1 FROM {CHART._meta.db_table} WHERE wall = 'chart'"  # noqa: S608 - a table of ours
TABLES = ["workforce_person", CHART._meta.db_table, "evidence_event", "evidence_seal", "foundation_network"]


def test_inside_the_door_what_is_ones_own_is_there(stage: Stage) -> None:
    """Else a wall that lets nobody through would pass all that follows."""
    with inside(stage.operator) as login:
        assert login.execute(PEOPLE).fetchall() == [("own-ada",)]
        assert reached(login, CHARTS) == 0
    with inside(actor_of(Side.CLINICAL, stage.own.id)) as login:
        assert reached(login, CHARTS) == 1


@pytest.mark.parametrize("side", [one for one in SIDES if one is not Side.BUSINESS])
@pytest.mark.parametrize(
    "how",
    [
        "SET ROLE {role}",
        "SET LOCAL ROLE {role}",
        "RESET ROLE; SET ROLE {role}",
        "SELECT set_config('role', '{role}', true)",
    ],
)
def test_who_takes_another_side_on_finds_nothing_there(how: str, side: Side, stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute(how.format(role=side.database_role))
        assert login.execute("SELECT current_user").fetchone() == (side.database_role,)
        assert [reached(login, on("SELECT 1 FROM {}", table)) for table in TABLES] == [0] * len(TABLES)
        adding = "INSERT INTO workforce_person (network_id, code, position, name, npi) VALUES (%s, 'eve', 9, 'Eve', '')"
        assert reached(login, adding, [stage.own.id]) == -1
        assert reached(login, "UPDATE workforce_person SET name = 'Eve'") in (0, -1)
        assert reached(login, "DELETE FROM workforce_person") in (0, -1)


@pytest.mark.parametrize("name", ["network", "actor", "post", "side", "pass"])
def test_who_sets_other_settings_changes_nothing_or_loses_everything(name: str, stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute("SELECT set_config(%s, %s, true)", [f"openmso.{name}", str(stage.other.id)])
        assert login.execute(PEOPLE).fetchall() == ([] if name == "pass" else [("own-ada",)])


def facts(login: psycopg.Connection) -> tuple[str, dict[str, object]]:
    """The pass of a transaction, which whoever is in it can read: the part that is signed away, and what it says."""
    found = login.execute("SELECT current_setting('openmso.pass')").fetchone()
    assert found
    return found[0][:80], json.loads(found[0][80:])


def shows(login: psycopg.Connection, given: str) -> bool:
    """Whether the database takes a pass."""
    with login.transaction(force_rollback=True):
        login.execute("SELECT set_config('openmso.pass', %s, true)", [given])
        found = login.execute("SELECT openmso_pass('any') IS NOT NULL").fetchone()
        there = login.execute(PEOPLE).fetchall()
    assert found
    assert bool(found[0]) == bool(there)
    return bool(found[0])


def test_a_pass_with_another_fact_is_none(stage: Stage) -> None:
    others = {
        "network": str(stage.other.id),
        "actor": str(UUID(int=7)),
        "post": "medical_director",
        "organization": "another",
        "side": "clinical",
        "door": "job",
        "why": "another reason",
        "process": 1,
        "until": 4_000_000_000,
    }
    with inside(stage.operator) as login:
        head, said = facts(login)
        assert set(said) == set(others)
        assert shows(login, head + json.dumps(said))
        taken = [
            name for name, value in others.items() if shows(login, head + json.dumps({**said, name: value}))
        ]
        assert not taken


def test_a_pass_that_somebody_signs_themselves_is_none(stage: Stage) -> None:
    with inside(stage.operator) as login:
        head, said = facts(login)
        body = json.dumps({**said, "network": str(stage.other.id)})
        for key in (b"", b"openmso", b"\\0" * 32, head[:16].encode()):
            mac = hmac.new(key, body.encode(), sha256).hexdigest()
            for name in (head[:16], sha256(b"name:" + key).hexdigest()[:16], " " * 16):
                assert not shows(login, name + mac + body)


@pytest.mark.parametrize("given", ["", "x", "x" * 80, "x" * 500, "{}", "ü" * 100])
def test_what_is_no_pass_at_all_is_none(given: str, stage: Stage) -> None:
    with inside(stage.operator) as login:
        assert not shows(login, given)


def test_a_pass_is_good_in_its_own_process_of_the_server_only(stage: Stage) -> None:
    """Who reads a pass elsewhere, in what other sessions ask or in a log, can do nothing with it."""
    with inside(actor_of(Side.CLINICAL, stage.own.id)) as theirs, inside(stage.operator) as login:
        head, said = facts(theirs)
        login.execute("SET LOCAL ROLE openmso_clinical")
        assert not shows(login, head + json.dumps(said, ensure_ascii=False))
        assert shows(theirs, head + json.dumps(said, ensure_ascii=False))


def test_a_pass_is_too_old_for_a_transaction_that_begins_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(stage.operator) as login:
        now = time()
        for minutes, taken in ((0, True), (MINUTES - 1, True), (MINUTES + 1, False)):
            monkeypatch.setattr("openmso.foundation.passes.time", lambda ago=minutes: now - 60 * ago)
            given = pass_of(stage.operator, "trying", process=login.info.backend_pid)
            assert shows(login, given) == taken


def test_the_login_role_sees_nothing_with_any_pass(stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute("RESET ROLE")
        assert [reached(login, on("SELECT 1 FROM {}", table)) for table in TABLES] == [-1] * len(TABLES)


MEANWHILE = [
    # The rights are asked for under the role of the other side; then, before a row is looked at, the own one is taken on again.
    "SELECT p.code FROM (SELECT set_config('role', 'openmso_business', true) OFFSET 0) back, workforce_person p",
    "SELECT p.code FROM (SELECT set_config('role', 'openmso_business', true) AS r OFFSET 0) back, "  # noqa: ISC004 - one
    "LATERAL (SELECT code FROM workforce_person WHERE back.r <> '' OFFSET 0) p",
    "WITH back AS MATERIALIZED (SELECT set_config('role', 'openmso_business', true)) SELECT code FROM back, workforce_person",
    "SELECT code FROM workforce_person WHERE set_config('role', 'openmso_business', true) IS NOT NULL",
]


@pytest.mark.parametrize("statement", MEANWHILE)
def test_who_changes_roles_in_the_middle_of_a_statement_finds_nothing(statement: str, stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute("SET LOCAL ROLE openmso_clinical")
        assert login.execute(statement).fetchall() == []


def test_a_cursor_opened_on_one_side_shows_nothing_more_on_another(stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute("SET LOCAL ROLE openmso_clinical")
        login.execute(f"DECLARE mine CURSOR FOR {CHARTS}")
        login.execute("SET LOCAL ROLE openmso_business")
        assert login.execute("FETCH ALL FROM mine").fetchall() == []
        login.execute(f"PREPARE asked AS {CHARTS}")
        login.execute("SET LOCAL ROLE openmso_clinical")
        assert login.execute("EXECUTE asked").fetchall() == []


def test_a_statement_that_changes_its_pass_while_it_writes_is_refused(stage: Stage) -> None:
    """What was looked at when the statement began is not what the history would say."""
    for given in ("", "forged"):
        with inside(stage.operator) as login:
            changing = "UPDATE workforce_person SET name = 'Eve' || left(set_config('openmso.pass', %s, true), 0) WHERE code = 'own-ada'"
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"pass|row-level"),
                login.transaction(),
            ):
                login.execute(changing, [given])


CALLS = {
    "SELECT openmso_seal()": "openmso_system",
    "SELECT * FROM openmso_user('eve@example.com', 'Eve')": "openmso_business",
    "SELECT openmso_enqueue('evidence.seal', '{}', '', NULL)": "openmso_clinical",
}


@pytest.mark.parametrize("call", CALLS)
def test_what_runs_as_the_owner_runs_for_the_side_of_the_pass_only(call: str, stage: Stage) -> None:
    with inside(stage.operator) as login:
        login.execute(f"SET LOCAL ROLE {CALLS[call]}")
        login.execute("SELECT set_config('openmso.pass', 'forged', true)")
        assert reached(login, call) == -1
    auditor = replace(actor_of(Side.AUDITOR, stage.own.id), user=stage.user)
    with inside(auditor) as login:
        login.execute("SET LOCAL ROLE openmso_system")
        assert reached(login, "SELECT openmso_seal()") == -1
        assert reached(login, "SELECT * FROM openmso_user('eve@example.com', 'Eve')") == -1


def test_comparing_and_digests_are_for_those_who_verify(stage: Stage) -> None:
    asked = "SELECT events FROM openmso_digest(NULL, 1, now(), 0, 1000000000)"
    astray = "SELECT * FROM openmso_astray('workforce_person')"
    with inside(stage.operator) as login:
        login.execute("SET LOCAL ROLE openmso_system")
        assert login.execute(asked).fetchone() == (0,)
        assert reached(login, astray) == 0
    with inside(system(stage.own.id)) as login:
        found = login.execute(asked).fetchone()
        assert found
        assert found[0] > 0


def test_what_is_written_is_in_the_name_of_whoever_asks(stage: Stage) -> None:
    with signed_in() as login, login.transaction():
        shown(login, stage.operator, "an honest reason")
        for name in ("actor", "post", "side", "door", "why"):
            login.execute("SELECT set_config(%s, 'somebody else', true)", [f"openmso.{name}"])
        login.execute("UPDATE workforce_person SET name = 'Eve'")
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor, post, side, door, why FROM evidence_event ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == (str(stage.user), "operator", "business", "web", "an honest reason")


def test_a_narrow_table_is_written_by_the_post_of_the_pass(stage: Stage) -> None:
    giving = (
        "INSERT INTO foundation_seat (network_id, user_id, post, organization, person, since) "
        "VALUES (%s, %s, 'operator', 'mso', '', %s)"
    )
    other = User.objects.create_user("other@example.com").id
    with inside(stage.operator) as login:
        login.execute("SELECT set_config('openmso.post', 'mso_owner', true)")
        assert reached(login, giving, [stage.own.id, other, date(2026, 1, 1)]) == -1
    with inside(replace(stage.operator, post=Post.MSO_OWNER)) as login:
        assert reached(login, giving, [stage.own.id, other, date(2026, 1, 1)]) == 1


def test_what_remains_the_tables_of_signing_in_are_the_login_roles(stage: Stage) -> None:
    """Whoever leaves the role of the side is the product before anybody is an actor. See THREAT_MODEL.md."""
    with inside(stage.operator) as login:
        login.execute("RESET ROLE")
        assert reached(login, "SELECT session_key FROM django_session") == 0
        assert reached(login, "SELECT password FROM foundation_user") == 1
        assert reached(login, "UPDATE foundation_user SET password = '!'") == 1


def test_what_remains_the_queue_is_the_workers(stage: Stage) -> None:
    """Whoever takes the worker's role on can ask for any job of any network. See THREAT_MODEL.md."""
    with inside(stage.operator) as login:
        login.execute("RESET ROLE; SET LOCAL ROLE openmso_worker")
        assert reached(login, "SELECT openmso_networks()") == 2
        assert reached(login, "SELECT 1 FROM procrastinate_jobs") >= 0
