"""The wall, in SQL: every declared table, every side, every verb, own and other network."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Network, NetworkRecord, User, WallRegistry
from openmso.foundation.narrow import ON_CONDITION
from openmso.foundation.rules.sides import LOGIN_ROLE, WALLS, Post, Side, Walled
from openmso.foundation.wall import raise_wall
from tests.cli.installations import login_password
from tests.foundation.rows import refer, row_in, saved
from tests.foundation.walls import (
    DECLARED,
    NAMES,
    POST_OF_SIDE,
    REFERENCES,
    SIDES,
    actor_of,
    adding,
    as_side,
    may,
    on,
    signed_by,
    undone,
)

pytestmark = pytest.mark.django_db

BY_POST = {model._meta.db_table for model, wall in DECLARED if wall.posts}
NARROW = {"foundation_seat", *ON_CONDITION, *BY_POST}  # who may add which of these rows: test_narrow
HISTORY = ["evidence_event", "evidence_seal"]
EVERY_TABLE = pytest.mark.parametrize(("model", "wall"), DECLARED, ids=NAMES)
EVERY_SIDE = pytest.mark.parametrize("side", SIDES)


@pytest.fixture
def networks() -> tuple[Network, Network]:
    return Network.objects.create(slug="own", name="Own"), Network.objects.create(slug="other", name="Other")


def test_every_record_of_a_network_declares_its_wall() -> None:
    silent = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, NetworkRecord) and model not in WallRegistry.declared
    ]
    assert not silent


def test_the_system_reads_every_table() -> None:
    """Else its view of a network, and of the history, would lack rows without saying so."""
    assert all(Side.SYSTEM in wall.read for _, wall in DECLARED)


@EVERY_SIDE
@EVERY_TABLE
def test_a_side_reads_what_its_wall_lets_it_read(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    by = actor_of(side, networks[0].id)
    assert may(by, on("SELECT 1 FROM {}", model._meta.db_table)) == (side in wall.read)


@EVERY_SIDE
@EVERY_TABLE
def test_a_side_changes_and_removes_what_its_wall_lets_it_write(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    table = model._meta.db_table
    by = actor_of(side, networks[0].id)
    named = dict(wall.changes).get(side)
    for verb, statement in (
        ("UPDATE", "UPDATE {} SET network_id = network_id WHERE false"),
        ("DELETE", "DELETE FROM {} WHERE false"),
    ):
        lets = side in wall.write and verb in wall.verbs and not (verb == "UPDATE" and named)
        assert may(by, on(statement, table)) == lets, verb
    for column in named or ():
        same = f"UPDATE {{}} SET {column} = {column} WHERE false"  # noqa: S608 - a column that the wall names
        assert may(by, on(same, table)), column
    assert not may(by, on("TRUNCATE {}", table))


@EVERY_SIDE
@EVERY_TABLE
def test_a_side_adds_rows_where_its_wall_lets_it_and_only_to_its_own_network(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    own = networks[0]
    my_row, their_row = (row_in(one.id, model) for one in networks)
    if wall.mine:
        for row in (my_row, their_row):
            signed_by(actor_of(side, own.id), row)
    mine = adding(as_side(side, own, my_row), my_row)
    smuggled = adding(as_side(side, own, their_row), their_row)
    if wall.sided:
        my_row.side = their_row.side = side.value  # type: ignore[attr-defined] # a sided table has one
        mine, smuggled = (adding(as_side(side, own, row), row) for row in (my_row, their_row))
    if side in wall.write and (wall.adds is None or side in wall.adds):
        narrow = model._meta.db_table in NARROW or (wall.posts and POST_OF_SIDE.get(side) not in wall.posts)
        assert mine == "" or (narrow and side is not Side.SYSTEM and "violates row-level security" in mine)
        assert "violates row-level security policy" in smuggled or "inside their network" in smuggled
    else:
        assert "permission denied" in mine
        assert "permission denied" in smuggled


@EVERY_SIDE
@EVERY_TABLE
def test_a_side_cannot_touch_a_row_of_another_network(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    own, other = networks
    theirs = row_in(other.id, model)
    saved(other.id, theirs)
    with undone(), acting(actor_of(side, own.id), why="reaching over"):
        rows = model._default_manager.all()
        assert not (side in wall.read and rows.exists())
        if side in wall.write and "UPDATE" in wall.verbs and side not in dict(wall.changes):
            assert rows.update(network_id=own.id) == 0
        if side in wall.write and "DELETE" in wall.verbs:
            assert rows._raw_delete(rows.db) == 0


BY_ROW = pytest.mark.parametrize(
    ("model", "wall"),
    [(model, wall) for model, wall in DECLARED if wall.by_row],
    ids=[model._meta.db_table for model, wall in DECLARED if wall.by_row],
)
EVERY_ROW = pytest.mark.parametrize("name", WALLS)


@EVERY_ROW
@EVERY_SIDE
@BY_ROW
def test_a_side_reads_of_a_table_by_row_what_each_row_lets_it_read(
    model: type[models.Model], wall: Walled, side: Side, name: str, networks: tuple[Network, Network]
) -> None:
    network = networks[0].id
    row = saved(network, row_in(network, model, wall=name))
    with undone(), acting(actor_of(side, network), why="looking"):
        there = model._default_manager.filter(pk=row.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM evidence_event WHERE record = %s", [row.pk])
            told = cursor.fetchone() == (1,)
    expected = side in wall.read and side in WALLS[name].read
    assert (there, told) == (expected, expected)


@EVERY_ROW
@EVERY_SIDE
@BY_ROW
def test_a_side_adds_to_a_table_by_row_and_removes_from_it_only_rows_that_are_its_to_write(
    model: type[models.Model], wall: Walled, side: Side, name: str, networks: tuple[Network, Network]
) -> None:
    network = networks[0]
    row = row_in(network.id, model, wall=name)
    answer = adding(as_side(side, network, row), row)
    judged = WALLS[name].read if wall.own else WALLS[name].write
    if side in wall.write and side in judged:
        assert answer == ""
    else:
        assert "permission denied" in answer or "violates row-level security policy" in answer
    if side in wall.write and "DELETE" in wall.verbs:
        saved(network.id, row)
        with undone(), acting(actor_of(side, network.id), why="reaching over"):
            gone = model._default_manager.filter(pk=row.pk)._raw_delete("default")
        assert (gone == 1) == (side in WALLS[name].write)


@BY_ROW
def test_no_row_behind_one_wall_refers_to_a_row_behind_another(
    model: type[models.Model], wall: Walled, networks: tuple[Network, Network]
) -> None:
    """Else what the business may read would tell that something is there that it may not."""
    network = networks[0].id
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, NetworkRecord):
            row = row_in(network, model, wall="business")
            setattr(row, field.attname, saved(network, row_in(network, field.related_model, wall="chart")).pk)
            with undone():
                saved(network, row)
                with pytest.raises(IntegrityError, match="_inside"), transaction.atomic():
                    connection.check_constraints()


@BY_ROW
def test_a_row_never_moves_behind_another_wall(
    model: type[models.Model], wall: Walled, networks: tuple[Network, Network]
) -> None:
    """Not even by the owner, past the door: its history would show to the wrong side what it was."""
    network = networks[0].id
    row = saved(network, row_in(network, model, wall="chart"))
    with (
        pytest.raises(IntegrityError, match=r"stays behind its wall|changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(on("UPDATE {} SET wall = 'shared' WHERE id = %s", model._meta.db_table), [row.pk])


@EVERY_SIDE
@pytest.mark.parametrize("table", HISTORY)
def test_no_side_writes_history(table: str, side: Side, networks: tuple[Network, Network]) -> None:
    by = actor_of(side, networks[0].id)
    assert may(by, on("SELECT 1 FROM {}", table))
    for statement in (
        "UPDATE {} SET at = at",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "INSERT INTO {} (network_id) VALUES (NULL)",
    ):
        assert not may(by, on(statement, table)), statement


@EVERY_SIDE
@pytest.mark.parametrize(
    "table", ["auth_group", "django_migrations", "django_session", "mfa_authenticator", "axes_accesslog"]
)
def test_tables_outside_the_wall_are_closed_to_every_side(
    table: str, side: Side, networks: tuple[Network, Network]
) -> None:
    by = actor_of(side, networks[0].id)
    for statement in ("SELECT 1 FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
        assert not may(by, on(statement, table)), statement


@EVERY_SIDE
def test_only_the_system_changes_a_network_and_nobody_founds_or_removes_one(
    side: Side, networks: tuple[Network, Network]
) -> None:
    by = actor_of(side, networks[0].id)
    assert may(by, on("UPDATE {} SET name = 'New'", "foundation_network")) == (side is Side.SYSTEM)
    assert not may(by, on("UPDATE {} SET slug = 'new'", "foundation_network"))
    assert not may(by, on("DELETE FROM {}", "foundation_network"))
    assert not may(by, on("INSERT INTO {} (slug, name) VALUES ('x', 'X')", "foundation_network"))


@EVERY_SIDE
def test_rows_of_another_network_are_not_there(side: Side, networks: tuple[Network, Network]) -> None:
    own = networks[0]
    for network in networks:
        with acting(system(network.id), why="a person each"), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO workforce_person (network_id, code, position, name, npi) VALUES (%s, 'ada', 0, %s, '')",
                [network.id, network.name],
            )
    with undone(), acting(actor_of(side, own.id), why="looking"), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM workforce_person")
        assert cursor.fetchall() == [("Own",)]
        cursor.execute("SELECT slug FROM foundation_network")
        assert cursor.fetchall() == [("own",)]
        cursor.execute("SELECT DISTINCT network_id FROM evidence_event")
        assert cursor.fetchall() == [(own.id,)]


def signed_in() -> psycopg.Connection:
    """A connection of its own to the database of the tests, as the product signs in."""
    at = connection.get_connection_params()
    return psycopg.connect(
        host=at.get("host"),
        port=at.get("port"),
        dbname=at["dbname"],
        user=LOGIN_ROLE,
        password=login_password(),
        autocommit=True,
    )


@pytest.mark.parametrize(
    "table", [*NAMES, *HISTORY, "foundation_network", "auth_permission", "django_migrations"]
)
def test_without_an_actor_the_login_role_is_refused_everywhere(table: str) -> None:
    with signed_in() as login:
        assert login.execute("SELECT current_user, session_user").fetchone() == (LOGIN_ROLE, LOGIN_ROLE)
        for statement in ("SELECT 1 FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(on(statement, table))


def test_the_login_role_owns_nothing_and_has_no_power_over_the_server() -> None:
    with signed_in() as login:
        owned = "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = 'openmso_app'::regrole"
        assert login.execute(owned).fetchone() == (0,)
        powers = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s"
        assert login.execute(powers, [LOGIN_ROLE]).fetchone() == (False, False, False, False)
        for statement in (
            "CREATE TABLE mine (id int)",
            "ALTER TABLE workforce_person DISABLE ROW LEVEL SECURITY",
            "DROP TRIGGER openmso_event ON workforce_person",
            "SET ROLE postgres",
        ):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject)):
                login.execute(statement)


@EVERY_SIDE
def test_the_login_role_becomes_a_side_for_one_transaction_and_sees_no_row_without_a_network(
    side: Side,
) -> None:
    with signed_in() as login:
        with login.transaction():
            login.execute(f"SET LOCAL ROLE {side.database_role}")
            assert login.execute("SELECT count(*) FROM workforce_person").fetchone() == (0,)
            assert login.execute("SELECT count(*) FROM evidence_event").fetchone() == (0,)
        assert login.execute("SELECT current_user").fetchone() == (LOGIN_ROLE,)


@pytest.mark.django_db(transaction=True)
def test_the_login_role_finds_a_network_by_its_slug_and_learns_nothing_more() -> None:
    own = Network.objects.create(slug="known", name="Known")
    with signed_in() as login:
        assert login.execute("SELECT openmso_network('known')").fetchone() == (own.id,)
        assert login.execute("SELECT openmso_network('unknown')").fetchone() == (None,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute("SELECT name FROM foundation_network")


def test_raising_the_wall_takes_back_what_somebody_gave_away(networks: tuple[Network, Network]) -> None:
    by = actor_of(Side.BUSINESS, networks[0].id)
    deletion = on("DELETE FROM {} WHERE false", "oversight_delegation")
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON oversight_delegation TO openmso_business, PUBLIC")
    assert may(by, deletion)
    raise_wall()
    assert not may(by, deletion)


@pytest.mark.parametrize(
    ("model", "field"),
    REFERENCES,
    ids=[f"{model._meta.db_table}.{field.name}" for model, field in REFERENCES],
)
def test_no_row_refers_to_a_row_of_another_network(
    model: type[models.Model], field: models.ForeignKey[object, object], networks: tuple[Network, Network]
) -> None:
    """Foreign keys look past row security: the key of a stranger's row must not help anybody."""
    own, other = networks
    mine, theirs = row_in(own.id, model), row_in(other.id, field.related_model)
    saved(other.id, theirs)
    refer(mine, field, theirs)
    with undone():
        saved(own.id, mine)
        with pytest.raises(IntegrityError, match="_inside"), transaction.atomic():
            connection.check_constraints()


MINE = pytest.mark.parametrize(
    "model", [model for model, wall in DECLARED if wall.mine], ids=lambda model: model.__name__
)


@MINE
def test_what_is_mine_is_there_for_nobody_else_nor_for_me_on_the_other_side(
    model: type[models.Model], networks: tuple[Network, Network]
) -> None:
    own, other = networks
    me, you = User.objects.create_user("me@example.com").id, User.objects.create_user("you@example.com").id
    mine = Actor(user=me, network=own.id, post=Post.PHYSICIAN_OWNER, side=Side.CLINICAL)
    with acting(mine, why="keeping"):
        signed_by(mine, row_in(own.id, model)).save(force_insert=True)
        assert model._default_manager.count() == 1
    for by in (
        replace(mine, side=Side.BUSINESS),
        replace(mine, user=you),
        replace(mine, network=other.id),
        actor_of(Side.AUDITOR, own.id),
    ):
        with seeing(by):
            assert not model._default_manager.exists(), by
    with undone(), acting(replace(mine, side=Side.BUSINESS), why="pretending"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'openmso_clinical', true)")
        assert not model._default_manager.exists()
    with seeing(system(own.id)):
        assert model._default_manager.count() == 1


@MINE
def test_nobody_writes_what_is_somebody_elses(
    model: type[models.Model], networks: tuple[Network, Network]
) -> None:
    by = actor_of(Side.BUSINESS, networks[0].id)
    director, you = actor_of(Side.CLINICAL, networks[0].id), replace(by, user=UUID(int=7))
    for other in (director, you):
        row = signed_by(other, row_in(networks[0].id, model))
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            undone(),
            acting(by, why="planting"),
        ):
            row.save(force_insert=True)
