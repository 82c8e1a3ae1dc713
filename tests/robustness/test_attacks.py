"""What somebody tries who can send SQL to the database as the product does: by an injection, or with its password.

Each test is one idea of an attacker. Where PostgreSQL lets them, the test says so, and THREAT_MODEL.md what remains.
"""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from openmso.workforce.models import Person
from tests.foundation.test_wall import signed_in
from tests.foundation.walls import SIDES

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
            login.execute("SET LOCAL ROLE openmso_system")
            login.execute("CREATE TEMPORARY TABLE evidence_event (LIKE public.evidence_event INCLUDING ALL)")
            login.execute("SELECT set_config('openmso.network', %s, true)", [str(network.id)])
            login.execute("UPDATE workforce_person SET name = 'Eve' WHERE code = 'ada'")
            caught = login.execute("SELECT count(*) FROM pg_temp.evidence_event").fetchone()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'REVOKE TEMPORARY ON DATABASE "{name}" FROM openmso_app, openmso_system')
    assert caught == (0,)
    assert events_of_people() == 2
