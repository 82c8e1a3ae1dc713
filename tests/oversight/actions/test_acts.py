"""An act is told once, holds the civil day of its site, and names nobody who was treated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.actions.acts import Done, mark_acts, record_act
from openmso.oversight.models import Act
from tests.cast import AUSTIN, BOTOX, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)
"""Half past ten in the evening before, in Austin."""
DONE = Done(ROSA, AUSTIN, BOTOX, LATE, "c-1", marks=frozenset({"minor"}))


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def acts(network: UUID) -> list[Any]:
    with seeing(system(network)):
        return list(Act.objects.values_list("code", "on", "chart", "marks"))


def test_an_act_is_of_the_day_it_was_at_the_site(network: UUID) -> None:
    code = record_act(by=clinician(network), why="signed", done=DONE)
    assert acts(network) == [(code, date(2026, 3, 9), "c-1", ["minor"])]


def test_told_again_it_is_the_same_act(network: UUID) -> None:
    first = record_act(by=clinician(network), why="signed", done=DONE)
    again = record_act(by=clinician(network), why="signed", done=replace(DONE, code="another"))
    assert first == again
    assert len(acts(network)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", "nobody"),
        ("site", "nowhere"),
        ("marks", frozenset({"pretty"})),
        ("at", datetime(2026, 3, 9)),  # noqa: DTZ001 - the moment without offset is what is tried
    ],
)
def test_what_is_refused_changes_nothing(network: UUID, field: str, value: Any) -> None:
    wrong = replace(DONE, **{field: value})
    with pytest.raises(RefusedError) as refused:
        record_act(by=clinician(network), why="signed", done=wrong)
    assert refused.value.field == field
    assert acts(network) == []


def test_the_business_tells_no_acts(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        record_act(by=operator(network), why="signed", done=DONE)


def test_marks_are_added_to_every_act_of_a_chart(network: UUID) -> None:
    record_act(by=clinician(network), why="signed", done=DONE)
    record_act(by=clinician(network), why="signed", done=replace(DONE, chart="c-2"))
    marked = mark_acts(by=clinician(network), why="it went wrong", chart="c-1", marks=["adverse_event"])
    assert marked == 1
    assert {chart: marks for _, _, chart, marks in acts(network)} == {
        "c-1": ["adverse_event", "minor"],
        "c-2": ["minor"],
    }
