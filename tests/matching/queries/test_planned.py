"""The plan of Lumen: Ada directs, Ben stands in; Cora could."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from openmso.matching.queries.planned import Planned, planned
from openmso.matching.queries.shortlist import Market
from openmso.matching.rules.portfolio import Seat, breaches
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, BEN, TODAY
from tests.kept import operator
from tests.matching.need import BOTH_SITES, CORA
from tests.matching.world import NOON, lumen, opened, told

pytestmark = pytest.mark.django_db
OFFICE = "appointment-ada"


@pytest.fixture
def network() -> UUID:
    SHELF.clear()
    made = lumen()
    told(made, hours_free=Decimal(60), home=None)
    return made


def plan(network: UUID, *gone: str) -> Planned:
    by = operator(network)
    return planned(by, Market.of(by, TODAY, NOON), gone=gone)


def test_an_office_keeps_who_holds_it(network: UUID) -> None:
    found = plan(network)
    assert found.plan.seats == {OFFICE: Seat(ADA, BEN)}
    assert found.changed == ()
    assert found.plan.gap == 0


def test_an_opening_is_planned_beside_the_offices(network: UUID) -> None:
    code = opened(operator(network), places=BOTH_SITES)
    found = plan(network)
    assert found.plan.seats[OFFICE] == Seat(ADA, BEN)
    assert found.plan.seats[code].primary == CORA
    assert breaches(found.problem, found.plan.seats) == ()


def test_when_ada_leaves_cora_takes_over_and_ben_stays(network: UUID) -> None:
    found = plan(network, ADA)
    assert found.plan.seats[OFFICE] == Seat(CORA, BEN)
    assert found.changed == (OFFICE,)


def test_who_said_no_hours_is_told_as_lacking(network: UUID) -> None:
    told(network, hours_free=None)
    found = plan(network, ADA)
    assert found.plan.seats[OFFICE].primary == ""  # Ben stands in, and nobody knows whether he has more time
    assert [(one.person, one.full) for one in found.explained[0].others] == [(BEN, ("hours",))]
    assert next((one.person, one.against[0].kind) for one in found.lacking[OFFICE]) == (CORA, "unsaid_hours")
