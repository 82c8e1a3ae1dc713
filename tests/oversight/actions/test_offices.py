"""The office of medical director: given by a practice for its own sites, once on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.oversight.actions import appoint_director, end_appointment
from openmso.oversight.queries import one
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, BEN, LUMEN, MSO
from tests.kept import auditor, clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = Appointment(
    "new", BEN, LUMEN, "director", frozenset({AUSTIN}), Span.of(date(2026, 5, 1)), backup=ADA
)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


@pytest.mark.parametrize("who", [operator, clinician])
def test_either_side_keeps_the_office(network: UUID, who: Any) -> None:
    kept = appoint_director(by=who(network), why="board of April", appointment=NEW)
    assert one(auditor(network), Appointment, "new") == kept
    ended = end_appointment(
        by=who(network), why="resigned", id="new", on=date(2027, 1, 1), version=kept.version
    )
    assert ended.record.span.until == date(2027, 1, 1)
    assert [one.why for one in events(network, "new")] == ["board of April", "resigned"]


@pytest.mark.parametrize(
    ("appointment", "said"),
    [
        (replace(NEW, practice=MSO), "is of the kind mso"),
        (replace(NEW, backup=BEN), "nobody stands in for themselves"),
        (replace(NEW, person=ADA), "appointment-ada says the same"),
        (replace(NEW, person="zoe"), 'no person "zoe"'),
        (replace(NEW, kind="boss"), '"boss" does not fit'),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changes(network: UUID, appointment: Any, said: str) -> None:
    before = len(events(network))
    with pytest.raises(RefusedError, match=said or None):
        appoint_director(by=operator(network), why="board", appointment=appointment)
    assert len(events(network)) == before


def test_nobody_appoints_from_the_gallery_without_a_reason_or_over_anothers_change(network: UUID) -> None:
    before = len(events(network))
    with pytest.raises(WrongHandsError):
        appoint_director(by=auditor(network), why="board", appointment=NEW)
    with pytest.raises(NoReasonError):
        appoint_director(by=operator(network), why="", appointment=NEW)
    with pytest.raises(StaleError):
        end_appointment(
            by=operator(network), why="x", id="appointment-ben", on=date(2027, 1, 1), version="0" * 32
        )
    assert len(events(network)) == before
