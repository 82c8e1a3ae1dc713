"""The wall, in SQL: every declared table, every side, every verb, own and other network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction

from openmso.foundation.actor import Actor, WrongSideError, system
from openmso.foundation.door import acting
from openmso.foundation.models import Network, NetworkRecord, WallRegistry
from openmso.foundation.rules.sides import Post, Side, Walled
from openmso.foundation.wall import picture

pytestmark = pytest.mark.django_db

POST_OF_SIDE = {
    Side.BUSINESS: Post.OPERATOR,
    Side.CLINICAL: Post.MEDICAL_DIRECTOR,
    Side.AUDITOR: Post.AUDITOR,
}
TABLES = sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table)
IDS = [model._meta.db_table for model, _ in TABLES]


def actor_of(side: Side, network: UUID) -> Actor:
    if side is Side.SYSTEM:
        return system(network)
    return Actor(user=None, network=network, post=POST_OF_SIDE[side], side=side)


@pytest.fixture
def networks() -> tuple[Network, Network]:
    return Network.objects.create(slug="own", name="Own"), Network.objects.create(slug="other", name="Other")


@contextmanager
def undone() -> Iterator[None]:
    """Run and roll back, whatever happens."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def may(by: Actor, sql: str) -> bool:
    """Whether the statement is within the rights of the actor's side."""
    try:
        with undone(), acting(by, why="trying the wall"), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError as error:
        assert "permission denied" in str(error)
        return False
    return True


def test_every_record_of_a_network_declares_its_wall() -> None:
    silent = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, NetworkRecord) and model not in WallRegistry.declared
    ]
    assert not silent


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(("model", "wall"), TABLES, ids=IDS)
def test_a_side_reads_what_its_wall_lets_it_read(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    by = actor_of(side, networks[0].id)
    assert may(by, f"SELECT 1 FROM {model._meta.db_table}") == (side in wall.read)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(("model", "wall"), TABLES, ids=IDS)
def test_a_side_changes_and_removes_what_its_wall_lets_it_write(
    model: type[models.Model], wall: Walled, side: Side, networks: tuple[Network, Network]
) -> None:
    table = model._meta.db_table
    by = actor_of(side, networks[0].id)
    expected = side in wall.write and table != "foundation_crossing"
    assert may(by, f"UPDATE {table} SET network_id = network_id WHERE false") == expected
    assert may(by, f"DELETE FROM {table} WHERE false") == expected


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("table", ["evidence_event", "evidence_seal"])
def test_no_side_writes_history(table: str, side: Side, networks: tuple[Network, Network]) -> None:
    by = actor_of(side, networks[0].id)
    assert may(by, f"SELECT 1 FROM {table}")
    for statement in (
        f"UPDATE {table} SET at = at",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"INSERT INTO {table} (network_id) VALUES (NULL)",
    ):
        assert not may(by, statement), statement


def test_without_an_actor_the_login_role_sees_no_row(networks: tuple[Network, Network]) -> None:
    with undone(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE openmso_app")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT * FROM workforce_person")
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'openmso_app'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'openmso_app'"
        )
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.parametrize("side", list(Side))
def test_rows_of_another_network_are_not_there(side: Side, networks: tuple[Network, Network]) -> None:
    own, other = networks
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


@pytest.mark.parametrize("side", [Side.BUSINESS, Side.CLINICAL, Side.SYSTEM])
def test_a_row_cannot_be_written_into_another_network(side: Side, networks: tuple[Network, Network]) -> None:
    own, other = networks
    with pytest.raises(ProgrammingError, match="row-level security"), undone():  # noqa: SIM117 - the order matters
        with acting(actor_of(side, own.id), why="smuggling"), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO workforce_person (network_id, code, position, name, npi) VALUES (%s, 'x', 0, 'X', '')",
                [other.id],
            )


def test_the_picture_shows_that_nothing_of_a_network_is_without_row_security() -> None:
    line = picture().splitlines()[-1]
    open_tables = line.removeprefix("without row security: ").split(", ")
    assert all(name.startswith(("auth_", "django_", "foundation_user")) for name in open_tables)


def test_a_marketer_has_no_place_on_the_clinical_side() -> None:
    with pytest.raises(WrongSideError, match="a marketing has no place on the clinical side"):
        Actor(user=None, network=UUID(int=1), post=Post.MARKETING, side=Side.CLINICAL)
