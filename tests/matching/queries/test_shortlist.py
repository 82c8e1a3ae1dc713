"""Everybody for an opening, over the database."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from openmso.matching.queries.openings import opening
from openmso.matching.queries.shortlist import Market, Shortlist, shortlist
from openmso.matching.rules.scores import Pair
from openmso.oversight.actions.cover import say_away
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, BEN, NIA, TODAY
from tests.kept import clinician, operator
from tests.matching.need import CORA
from tests.matching.world import NOON, WHY, lumen, opened, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    SHELF.clear()
    return lumen()


def found(network: UUID, **other: object) -> Shortlist:
    by = operator(network)
    what = opening(by, opened(by, **other)).opening
    return shortlist(Market.of(by, TODAY, NOON), what)


def test_who_told_most_comes_first_and_the_pair_is_two(network: UUID) -> None:
    told(network)
    there = found(network)
    assert next(one.person for one in there.able) == CORA
    assert {one.person for one in there.able} == {ADA, BEN, CORA}
    assert there.pair == Pair(CORA, ADA)  # Ben stands in for one already
    assert NIA not in {one.person for one in (*there.able, *there.excluded)}


def test_the_record_of_an_office_counts(network: UUID) -> None:
    ada = next(one for one in found(network).able if one.person == ADA)
    assert ada.record is not None
    cora = next(one for one in found(network).able if one.person == CORA)
    assert cora.record is None


def test_the_excluded_are_there_with_every_reason(network: UUID) -> None:
    told(network, hours_free=Decimal(1), pay_month=Decimal(9000))
    there = found(network)
    (one,) = there.excluded
    assert [each.kind for each in one.fit.against] == ["hours", "fair_pay"]
    assert one.score is None


def test_who_is_away_does_not_begin(network: UUID) -> None:
    say_away(by=clinician(network), why=WHY, first=TODAY, last=TODAY, now=NOON)
    assert [one.person for one in found(network).excluded] == [ADA]


def test_who_carries_too_much_is_excluded_by_the_law(network: UUID) -> None:
    there = found(network, people=(("NP", 6),))  # Texas lets a physician hold seven; Ada holds two
    (ada,) = there.excluded
    assert [one.kind for one in ada.fit.against] == ["over_cap"]
    assert ada.fit.against[0].cites
