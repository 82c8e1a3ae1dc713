"""The calendar holds by itself: nobody and nothing is booked twice, whoever writes, and whose visit it is stays behind the wall."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openmso.care.models import Patient, Visit, VisitPatient
from openmso.foundation.actor import system
from openmso.foundation.door import acting, seeing
from openmso.structure.models import Room, Site
from openmso.workforce.models import Person
from tests.cast import AUSTIN, LOU, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db


def at(hour: int, minutes: int = 30) -> DateTimeTZRange:
    """From an hour of a day, so long."""
    return DateTimeTZRange(
        datetime(2026, 3, 10, hour, tzinfo=UTC), datetime(2026, 3, 10, hour, minutes, tzinfo=UTC)
    )


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def booked(network: UUID, code: str, person: str, **more: Any) -> Visit:
    with acting(system(network), why="a visit"):
        given = {"services": ["menu-austin"], "procedures": ["x"], "span": at(15), **more}
        return Visit.objects.create(
            network_id=network,
            code=code,
            site=Site.objects.get(code=AUSTIN),
            person=Person.objects.get(code=person),
            **given,
        )


def room(network: UUID) -> Room:
    with acting(system(network), why="a room"):
        site = Site.objects.get(code=AUSTIN)
        return Room.objects.create(
            network_id=network, code="room-1", site=site, name="1", kind="treatment", valid="[2024-01-01,)"
        )


def test_nobody_is_booked_twice_at_a_time(network: UUID) -> None:
    booked(network, "v-1", ROSA)
    with pytest.raises(IntegrityError, match="visit_person_once"), transaction.atomic():
        booked(network, "v-2", ROSA)
    booked(network, "v-3", ROSA, span=at(16))
    booked(network, "v-4", LOU)


def test_no_room_is_booked_twice_at_a_time(network: UUID) -> None:
    one = room(network)
    booked(network, "v-1", ROSA, room=one)
    with pytest.raises(IntegrityError, match="visit_room_once"), transaction.atomic():
        booked(network, "v-2", LOU, room=one)


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_what_was_given_up_takes_nobodys_time(network: UUID, status: str) -> None:
    booked(network, "v-1", ROSA, status=status)
    booked(network, "v-2", ROSA)


def test_the_business_sees_the_calendar_and_not_whose_visit_it_is(network: UUID) -> None:
    visit = booked(network, "v-1", ROSA)
    with acting(system(network), why="a patient"):
        patient = Patient.objects.create(network_id=network, code="p-1")
        VisitPatient.objects.create(network_id=network, code="v-1", visit=visit, patient=patient)
    with seeing(operator(network)):
        assert Visit.objects.count() == 1
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        seeing(operator(network)),
    ):
        VisitPatient.objects.count()
    with seeing(clinician(network)):
        assert VisitPatient.objects.get().patient.code == "p-1"
