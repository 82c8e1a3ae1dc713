"""What the database itself refuses about oversight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.oversight.models import Agreement
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[Network]:
    """A network, with the system acting in it."""
    made = Network.objects.create(slug="n", name="N")
    with acting(system(made.id), why="trying the tables"):
        yield made


@pytest.fixture
def people(network: Network) -> tuple[Person, Person]:
    ada, nia = (
        Person.objects.create(network=network, code=name.lower(), name=name) for name in ("Ada", "Nia")
    )
    return ada, nia


def agreed(physician: Person, person: Person) -> Agreement:
    return Agreement.objects.create(
        network_id=person.network_id,
        code="agreement",
        physician=physician,
        person=person,
        kind="collaborative",
        fte=1,
        prescribes=True,
        valid=DateRange(date(2026, 1, 1), None, "[)"),
    )


def test_nobody_has_an_agreement_with_themselves(people: tuple[Person, Person]) -> None:
    ada = people[0]
    with pytest.raises(IntegrityError, match="agreement_with_another"), transaction.atomic():
        agreed(ada, ada)


def test_a_physician_who_answers_for_somebody_cannot_be_taken_away(people: tuple[Person, Person]) -> None:
    ada, nia = people
    agreed(ada, nia)
    with pytest.raises(ProtectedError):
        ada.delete()
