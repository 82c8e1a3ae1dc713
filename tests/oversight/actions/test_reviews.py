"""Oversight that was done is written down by whoever did it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import Activity
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.oversight.actions import record_review
from openmso.oversight.queries import page
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, AUSTIN, BEN, ROSA
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

TODAY = datetime.now(UTC).date()
DONE: Any = Activity("r1", "chart_review", ADA, TODAY, ROSA, AUSTIN, reviewed=10, population=90)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_a_review_is_recorded_with_its_numbers(network: UUID) -> None:
    record_review(by=clinician(network), why="monthly", activity=DONE)
    assert [kept.record for kept in page(operator(network), Activity, physician=ADA).items] == [DONE]
    assert events(network)[-1].why == "monthly"


@pytest.mark.parametrize(
    ("person", "activity", "why", "error"),
    [
        (ADA, replace(DONE, on=TODAY + timedelta(days=2)), "monthly", RefusedError),
        (ADA, replace(DONE, reviewed=91), "monthly", RefusedError),
        (BEN, DONE, "monthly", RefusedError),
        (ROSA, replace(DONE, physician=ROSA), "monthly", UnlicensedError),
        (ADA, replace(DONE, kind="glance"), "monthly", RefusedError),
        (ADA, DONE, "", NoReasonError),
    ],
)
def test_what_is_refused_changes_nothing(
    network: UUID, person: str, activity: Any, why: str, error: type[Exception]
) -> None:
    before = len(events(network))
    with pytest.raises(error):
        record_review(by=clinician(network, person), why=why, activity=activity)
    with pytest.raises(WrongHandsError):
        record_review(by=operator(network), why="monthly", activity=DONE)
    assert len(events(network)) == before
