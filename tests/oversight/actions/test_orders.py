"""Standing orders: issued with the prescriber's signature, withdrawn by whoever could have given them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import StandingOrder
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.oversight.actions import issue_standing_order, withdraw_standing_order
from openmso.oversight.queries import one
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, CAST, LUMEN, NIA, ROSA
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = replace(CAST.need(StandingOrder, "standing-order"), id="new", prescriber=NIA, signatures=())


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_the_prescriber_signs_for_the_practice(network: UUID) -> None:
    kept = issue_standing_order(by=clinician(network, NIA), why="flu season", order=NEW)
    assert [(one.person, one.for_party) for one in kept.record.signatures] == [(NIA, LUMEN)]
    assert one(operator(network), StandingOrder, "new") == kept


def test_what_is_refused_changes_nothing(network: UUID) -> None:
    before = len(events(network))
    told: list[tuple[Any, Any, str, type[Exception]]] = [
        (clinician(network), NEW, "x", RefusedError),
        (clinician(network, ROSA), replace(NEW, prescriber=ROSA), "x", UnlicensedError),
        (clinician(network, NIA), replace(NEW, roles=frozenset({"nurse"})), "x", RefusedError),
        (operator(network), NEW, "x", WrongHandsError),
        (clinician(network, NIA), NEW, " ", NoReasonError),
    ]
    for by, order, why, error in told:
        with pytest.raises(error):
            issue_standing_order(by=by, why=why, order=order)
    for by, error in ((clinician(network, ROSA), UnlicensedError), (operator(network), WrongHandsError)):
        with pytest.raises(error):
            withdraw_standing_order(by=by, why="x", id="standing-order", on=date(2027, 1, 1))
    with pytest.raises(StaleError):
        withdraw_standing_order(
            by=clinician(network), why="x", id="standing-order", on=date(2027, 1, 1), version="0" * 32
        )
    assert len(events(network)) == before


@pytest.mark.parametrize("person", [ADA, NIA])
def test_an_order_is_withdrawn_on_a_day(network: UUID, person: str) -> None:
    kept = withdraw_standing_order(
        by=clinician(network, person), why="recall", id="standing-order", on=date(2027, 1, 1)
    )
    assert kept.record.span.until == date(2027, 1, 1)
