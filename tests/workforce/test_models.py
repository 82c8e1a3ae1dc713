"""What the database itself refuses about people and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.workforce.models import License, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[Network]:
    """A network, with the system acting in it."""
    made = Network.objects.create(slug="n", name="N")
    with acting(system(made.id), why="trying the tables"):
        yield made


@pytest.fixture
def ada(network: Network) -> Person:
    return Person.objects.create(network=network, code="ada", name="Ada")


def held(person: Person, code: str, first: date, until: date | None, state: str = "TX") -> None:
    License.objects.create(
        network_id=person.network_id,
        code=code,
        person=person,
        role="MD",
        state=state,
        number="P4471",
        status="active",
        multistate=False,
        valid=DateRange(first, until, "[)"),
    )


def test_a_renewed_license_follows_the_old_one(ada: Person) -> None:
    held(ada, "old", date(2024, 1, 1), date(2026, 1, 1))
    held(ada, "new", date(2026, 1, 1), date(2028, 1, 1))
    held(ada, "elsewhere", date(2024, 1, 1), None, state="NM")


def test_the_same_license_is_not_held_twice_on_one_day(ada: Person) -> None:
    held(ada, "old", date(2024, 1, 1), date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="license_twice"), transaction.atomic():
        held(ada, "new", date(2025, 12, 31), date(2028, 1, 1))


def test_without_a_known_end_a_license_is_held_for_ever(ada: Person) -> None:
    held(ada, "old", date(2024, 1, 1), None)
    with pytest.raises(IntegrityError, match="license_twice"), transaction.atomic():
        held(ada, "new", date(2090, 1, 1), None)
