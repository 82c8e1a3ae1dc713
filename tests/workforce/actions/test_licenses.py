"""Licenses through their life: recorded, suspended, reinstated, renewed; each stretch a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.people import License
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.timeline.spans import Span
from openmso.workforce.actions import record_license, reinstate_license, renew_license, suspend_license
from openmso.workforce.queries import one, page
from tests.cast import NM, ROSA, licensed
from tests.kept import auditor, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

TERM: Any = licensed(
    ROSA, id="rn-nm", state=NM, number="R-1", span=Span.of(date(2025, 1, 1), date(2027, 1, 1)),
    verified_on=date(2025, 1, 5), verified_with="NURSYS",
)  # fmt: skip


@pytest.fixture
def network() -> UUID:
    made = network_of_the_cast()
    record_license(by=operator(made), why="copy in the file", license=TERM)
    return made


def stretches(network: UUID) -> list[tuple[str, str, str]]:
    """Status, first day and end of each stretch of Rosa's license in New Mexico, in order."""
    found = page(operator(network), License, person=ROSA, state=NM).items
    told = [(kept.record.status, str(kept.record.span.first), str(kept.record.span.until)) for kept in found]
    return sorted(told, key=lambda one: one[1])


def test_a_license_is_recorded(network: UUID) -> None:
    assert one(operator(network), License, "rn-nm").record == TERM
    assert events(network, "rn-nm")[-1].why == "copy in the file"


def test_a_renewed_license_is_a_new_term_that_nobody_verified_yet(network: UUID) -> None:
    kept = renew_license(by=operator(network), why="board letter", id="rn-nm", until=date(2029, 1, 1))
    assert kept.record == replace(
        TERM,
        id="rn-nm/2027-01-01",
        span=Span.of(date(2027, 1, 1), date(2029, 1, 1)),
        verified_on=None,
        verified_with="",
    )
    assert one(operator(network), License, "rn-nm").record == TERM


def test_a_suspension_is_a_stretch_and_reinstating_another(network: UUID) -> None:
    by = operator(network)
    done = suspend_license(by=by, why="board order", id="rn-nm", on=date(2026, 4, 1))
    reinstate_license(by=by, why="lifted", id=done.begun.record.id, on=date(2026, 7, 1), status="probation")
    assert stretches(network) == [
        ("active", "2025-01-01", "2026-04-01"),
        ("suspended", "2026-04-01", "2026-07-01"),
        ("probation", "2026-07-01", "2027-01-01"),
    ]


def test_what_does_not_fit_is_refused_and_nothing_changes(network: UUID) -> None:
    by, before = operator(network), len(events(network))
    told: list[tuple[Any, dict[str, Any], str]] = [
        (renew_license, {"id": "license-ada", "until": None}, "has no end"),
        (renew_license, {"id": "rn-nm", "until": date(2027, 1, 1)}, "is not after 2027-01-01"),
        (suspend_license, {"id": "rn-nm", "on": date(2027, 1, 1)}, "is not a day of the license"),
        (
            suspend_license,
            {"id": "rn-nm", "on": date(2026, 1, 1), "status": "active"},
            '"active" does not fit',
        ),
        (reinstate_license, {"id": "rn-nm", "on": date(2026, 1, 1)}, '"rn-nm" is active already'),
        (record_license, {"license": replace(TERM, id="again")}, "rn-nm holds the same"),
    ]
    for act, asked, said in told:
        with pytest.raises(RefusedError, match=said):
            act(by=by, why="trying", **asked)
        with pytest.raises(NoReasonError):
            act(by=by, why="", **asked)
    for act in (renew_license, suspend_license, reinstate_license):
        day: Any = {"until": date(2029, 1, 1)} if act is renew_license else {"on": date(2026, 1, 1)}
        with pytest.raises(StaleError):
            act(by=by, why="late", id="rn-nm", version="0" * 32, **day)
        with pytest.raises(NotThereError):
            act(by=by, why="late", id="nobody", **day)
    with pytest.raises(WrongHandsError):
        record_license(by=auditor(network), why="found", license=replace(TERM, id="x", number="y"))
    assert len(events(network)) == before


def test_a_suspended_license_is_not_renewed(network: UUID) -> None:
    by = operator(network)
    done = suspend_license(by=by, why="board order", id="rn-nm", on=date(2026, 4, 1))
    with pytest.raises(RefusedError, match="is suspended"):
        renew_license(by=by, why="fee paid", id=done.begun.record.id, until=date(2029, 1, 1))
