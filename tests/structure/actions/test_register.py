"""The structure's own judgment: shares never add up to more than the whole, and nobody owns themselves by a detour."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization, Ownership
from openmso.foundation.register import RefusedError
from openmso.structure.actions import amend, end, enter, strike
from openmso.structure.queries import one, page
from openmso.timeline.spans import Span
from tests.cast import ADA, BEN, LUMEN, MSO, altered
from tests.kept import events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

BENS = Ownership("ownership-ben", LUMEN, BEN, Decimal(30), Span.of(date(2026, 6, 1)))


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_more_than_the_whole_is_refused_with_the_day(network: UUID) -> None:
    before = len(events(network))
    with pytest.raises(RefusedError) as told:
        enter(by=operator(network), why="joins", record=BENS)
    assert told.value.field == "percent"
    assert told.value.what == "the owners of lumen-medical hold 130 % from 2026-06-01"
    assert len(events(network)) == before


def test_once_there_is_room_the_share_is_entered(network: UUID) -> None:
    by = operator(network)
    amend(by=by, why="sells", record=altered(Ownership, "ownership-ada", percent=Decimal(70)))
    assert enter(by=by, why="joins", record=BENS).record == BENS
    with pytest.raises(RefusedError, match="hold 101 %"):
        amend(by=by, why="typo", record=replace(BENS, percent=Decimal(31)))
    end(by=by, why="leaves", kind=Ownership, id=BENS.id, on=date(2026, 8, 1))
    strike(by=by, why="never was", kind=Ownership, id=BENS.id)
    assert [kept.record.id for kept in page(by, Ownership).items] == ["ownership-ada"]


def test_a_circle_of_owners_is_refused(network: UUID) -> None:
    by = operator(network)
    enter(by=by, why="new", record=Organization("holding", "H", "holding", "LLC", "DE"))
    enter(by=by, why="buys", record=Ownership("o1", MSO, "holding", Decimal(50)))
    with pytest.raises(RefusedError, match="in a circle: holding → lumen-management"):
        enter(by=by, why="buys", record=Ownership("o2", "holding", MSO, Decimal(50)))


def test_what_is_another_rooms_is_refused_by_name(network: UUID) -> None:
    with pytest.raises(RefusedError, match="kind: person is no record of this room"):
        enter(by=operator(network), why="hired", record=Person("zoe", "Zoe"))
    with pytest.raises(RefusedError, match="kind: person is no record of this room"):
        one(operator(network), Person, ADA)


@pytest.mark.django_db(transaction=True)
def test_two_who_sell_the_same_half_at_once_do_not_both_find_a_buyer() -> None:
    network = network_of_the_cast(altered(Ownership, "ownership-ada", percent=Decimal(50)))
    start = Barrier(2)

    def buy(owner: str) -> bool:
        try:
            start.wait()
            share = Ownership(f"o-{owner}", LUMEN, owner, Decimal(50))
            enter(by=operator(network), why="buys", record=share)
        except RefusedError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(buy, [BEN, "rosa"])) == [False, True]
