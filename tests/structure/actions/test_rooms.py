"""Rooms and devices come into use, are serviced, and go."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post
from openmso.structure.actions import add_device, add_room, retire, service_device
from openmso.structure.queries.rooms import devices_of, rooms_of
from tests.cast import AUSTIN, LASER, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
SINCE, LATER = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_a_room_is_there_from_its_first_day_until_it_is_retired(network: UUID) -> None:
    by = operator(network)
    code = add_room(by=by, why="a room", site=AUSTIN, name="Room 1", kind="treatment", since=SINCE)
    with pytest.raises(RefusedError, match="in use there already"):
        add_room(by=by, why="a room", site=AUSTIN, name="Room 1", kind="laser", since=LATER)
    retire(by=by, why="rebuilt", id=code, on=LATER)
    days = [date(2026, 2, 28), SINCE, date(2026, 3, 31), LATER]
    assert [len(rooms_of(by, AUSTIN, day)) for day in days] == [0, 1, 1, 0]


def test_a_device_serves_what_it_serves_and_is_serviced(network: UUID) -> None:
    by = operator(network)
    code = add_device(
        by=by, why="new", site=AUSTIN, name="Laser", procedures=[LASER], since=SINCE, serial="A1"
    )
    service_device(by=by, why="serviced", device=code, due_on=LATER)
    (found,) = devices_of(by, AUSTIN, SINCE)
    assert (found.procedures, found.service_due_on, found.serial) == (frozenset({LASER}), LATER, "A1")
    with pytest.raises(RefusedError, match="later day"):
        retire(by=by, why="gone", id=code, on=SINCE)


def test_a_nurse_keeps_no_rooms_and_nonsense_is_refused(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        add_room(
            by=clinician(network, ROSA, Post.RN),
            why="x",
            site=AUSTIN,
            name="1",
            kind="treatment",
            since=SINCE,
        )
    for site, name, kind in (("nowhere", "1", "laser"), (AUSTIN, " ", "laser"), (AUSTIN, "1", "attic")):
        with pytest.raises(RefusedError):
            add_room(by=operator(network), why="x", site=site, name=name, kind=kind, since=SINCE)
    with pytest.raises(RefusedError):
        add_device(by=operator(network), why="x", site=AUSTIN, name="Laser", procedures=[], since=SINCE)
    assert rooms_of(operator(network), AUSTIN, SINCE) == ()
