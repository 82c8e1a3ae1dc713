"""A sign-off is a clinical decision, whichever verb writes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.people import Competency, Person
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.timeline.spans import Span
from openmso.workforce.actions import amend, end, enter, strike
from openmso.workforce.queries import UnlicensedError, one
from tests.cast import ADA, BEN, FILLER, LOU, NIA, ROSA, licensed, skilled
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = skilled(LOU, FILLER)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_whoever_can_give_authority_signs_off(network: UUID) -> None:
    enter(by=clinician(network), why="watched ten", record=NEW)
    enter(by=clinician(network, NIA), why="watched ten", record=replace(NEW, id="by-nia", signed_by=NIA))
    assert one(operator(network), Competency, NEW.id).record == NEW


@pytest.mark.parametrize(
    ("person", "record", "error", "said"),
    [
        (ROSA, replace(NEW, signed_by=ROSA), UnlicensedError, "rosa holds none"),
        (ADA, replace(NEW, signed_by=BEN), RefusedError, "each signs for themselves"),
        (NIA, skilled(NIA, FILLER, signed_by=NIA), RefusedError, "nobody signs off themselves"),
    ],
)
def test_others_do_not(network: UUID, person: str, record: Any, error: Any, said: str) -> None:
    before = len(events(network))
    with pytest.raises(error, match=said):
        enter(by=clinician(network, person), why="short of staff", record=record)
    assert len(events(network)) == before


def test_with_a_lapsed_license_nobody_signs_off_changes_or_withdraws() -> None:
    lapsed = licensed(ADA, span=Span.of(date(2015, 1, 1), date(2026, 1, 1)))
    network = network_of_the_cast(lapsed)
    by, id = clinician(network), "competency-rosa-neuromodulator_injection"
    before = len(events(network))
    there = one(by, Competency, id).record
    with pytest.raises(UnlicensedError):
        enter(by=by, why="x", record=NEW)
    with pytest.raises(UnlicensedError):
        amend(by=by, why="x", record=replace(there, training_hours=8))
    with pytest.raises(UnlicensedError):
        end(by=by, why="x", kind=Competency, id=id, on=date(2026, 12, 1))
    with pytest.raises(UnlicensedError):
        strike(by=by, why="x", kind=Competency, id=id)
    assert len(events(network)) == before


def test_the_business_signs_nobody_off_but_hires(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        enter(by=operator(network), why="short of staff", record=NEW)
    enter(by=operator(network), why="hired", record=Person("zoe", "Zoe"))


def test_the_system_brings_in_what_others_signed(network: UUID) -> None:
    assert enter(by=system(network), why="import", record=NEW).record.signed_by == ADA
