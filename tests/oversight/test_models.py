"""What the database itself refuses about oversight."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from openmso.foundation.models import Network
from openmso.oversight.models import Agreement
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> tuple[Person, Person]:
    network = Network.objects.create(slug="n", name="N")
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
    with pytest.raises(IntegrityError, match="agreement_with_another"):
        agreed(ada, ada)


def test_a_physician_who_answers_for_somebody_cannot_be_taken_away(people: tuple[Person, Person]) -> None:
    ada, nia = people
    agreed(ada, nia)
    with pytest.raises(ProtectedError):
        ada.delete()
