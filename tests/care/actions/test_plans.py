"""How long a service takes, and in which room: slots are as long as the house says, in such rooms only."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from openmso.care.actions.plans import plan_service, unplan_service
from openmso.care.queries.plans import menu_of
from openmso.care.queries.slots import Asked, offers
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.care.calendar import DAY, MENU, NOW, austin
from tests.cast import AUSTIN, ROSA
from tests.kept import clinician, operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield austin(ROSA)
    SHELF.clear()


def of_rosa(network: UUID) -> tuple[int, int]:
    """How long her slots are, and how many there are."""
    found = offers(operator(network), Asked(AUSTIN, (MENU,), DAY, patient_state="TX"), now=NOW)
    return found.minutes, sum(one.slot.person == ROSA for one in found.offers)


def test_slots_are_as_long_as_the_house_says_until_it_takes_it_back(network: UUID) -> None:
    by = operator(network)
    assert of_rosa(network) == (30, 31)
    plan_service(by=by, why="slower here", service=MENU, minutes=60, room_kinds=["treatment"])
    # From nine until four, each quarter of an hour: an hour fits before five.
    assert of_rosa(network) == (60, 29)
    (line,) = menu_of(by, AUSTIN, DAY)
    assert (line.minutes, line.usual) == (60, 30)
    unplan_service(by=by, why="no longer", service=MENU)
    assert of_rosa(network) == (30, 31)


def test_where_no_room_of_the_kind_is_kept_there_is_no_slot(network: UUID) -> None:
    plan_service(by=operator(network), why="x", service=MENU, minutes=30, room_kinds=["laser"])
    assert of_rosa(network) == (30, 0)


def test_nonsense_is_refused_and_a_nurse_says_nothing(network: UUID) -> None:
    by = operator(network)
    for service, minutes, kinds in (
        (MENU, 7, []),
        (MENU, 0, []),
        (MENU, 500, []),
        (MENU, 30, ["attic"]),
        ("none", 30, []),
    ):
        with pytest.raises(RefusedError):
            plan_service(by=by, why="x", service=service, minutes=minutes, room_kinds=kinds)
    with pytest.raises(RefusedError, match="nothing was said"):
        unplan_service(by=by, why="x", service=MENU)
    with pytest.raises(WrongHandsError):
        plan_service(by=clinician(network, ROSA, Post.RN), why="x", service=MENU, minutes=45)
    assert of_rosa(network) == (30, 31)
