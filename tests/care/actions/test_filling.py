"""A day is filled with slots that could each have been booked, and by the system only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

import pytest

from openmso.care.actions.filling import fill_calendars, fill_day
from openmso.care.actions.visits import book_visit
from openmso.care.models import Visit
from openmso.care.queries.calendar import day_sheet
from openmso.care.queries.slots import Asked
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.oversight.facts.held import SHELF
from openmso.structure.queries.rooms import rooms_of
from tests.care.calendar import DAY, MENU, NOW, austin, rosas
from tests.cast import ADA, AUSTIN, DALLAS, ROSA
from tests.kept import operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield austin(ROSA, rooms=2)
    SHELF.clear()


def test_a_day_is_filled_with_visits_that_do_not_touch_and_leave_alone_what_is_booked(network: UUID) -> None:
    by = system(network)
    asked = Asked(AUSTIN, (MENU,), DAY, patient_state="TX")
    room = rooms_of(operator(network), AUSTIN, DAY)[0].code
    before = book_visit(by=operator(network), why="first", booking=rosas(14, room), now=NOW)
    assert fill_day(by=by, why="a demonstration", asked=asked, most=6, now=NOW) >= 4
    found = day_sheet(by, AUSTIN, DAY)
    assert before in {one.code for one in found}
    assert {one.person for one in found} <= {ADA, ROSA}
    assert all(one.supervisor == ADA for one in found if one.person == ROSA)
    for who in (ADA, ROSA):
        hours = sorted((one.start, one.until) for one in found if who in (one.person, one.supervisor))
        assert hours[0][0].hour >= 9
        assert hours[-1][1].hour <= 17
    of_rosa = sorted((one.start, one.until) for one in found if one.person == ROSA)
    assert all(end <= start for (_, end), (start, _) in pairwise(of_rosa))


def test_nobody_but_the_system_fills_a_calendar(network: UUID) -> None:
    asked = Asked(AUSTIN, (MENU,), DAY, patient_state="TX")
    with pytest.raises(WrongHandsError):
        fill_day(by=operator(network), why="x", asked=asked, most=6, now=NOW)
    with seeing(system(network)):
        assert not Visit.objects.exists()


def test_sites_get_rooms_and_visits_once(network: UUID) -> None:
    by = system(network)
    there = [len(rooms_of(by, one, DAY)) for one in (AUSTIN, DALLAS)]
    assert there == [2, 0]
    fill_calendars(by=by, why="a demonstration", on=DAY)
    assert [len(rooms_of(by, one, DAY)) for one in (AUSTIN, DALLAS)] == [2, 3]
    assert fill_calendars(by=by, why="again", on=DAY) == 0
