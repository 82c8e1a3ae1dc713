"""Signing off and withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from openmso.authority.facts.people import Competency
from openmso.foundation.actor import system
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.workforce.actions import sign_off_competency, withdraw_competency
from openmso.workforce.queries import UnlicensedError, one
from tests.cast import BEN, BOTOX, FILLER, LOU, ROSA, skilled
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW = replace(skilled(LOU, FILLER), signed_by="")
ID = f"competency-{ROSA}-{BOTOX}"


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_whoever_acts_is_who_signed(network: UUID) -> None:
    kept = sign_off_competency(by=clinician(network, BEN), why="watched ten", competency=NEW)
    assert kept.record.signed_by == BEN
    assert (events(network)[-1].why, events(network)[-1].side) == ("watched ten", "clinical")
    told = sign_off_competency(
        by=system(network), why="import", competency=replace(NEW, id="old", signed_by=BEN)
    )
    assert told.record.signed_by == BEN


def test_a_sign_off_is_withdrawn_on_a_day(network: UUID) -> None:
    seen = one(clinician(network), Competency, ID)
    kept = withdraw_competency(
        by=clinician(network), why="two errors", id=ID, on=date(2026, 12, 1), version=seen.version
    )
    assert kept.record.span.until == date(2026, 12, 1)
    with pytest.raises(StaleError):
        withdraw_competency(
            by=clinician(network), why="again", id=ID, on=date(2026, 11, 1), version=seen.version
        )


def test_what_is_refused_changes_nothing(network: UUID) -> None:
    before = len(events(network))
    with pytest.raises(UnlicensedError):
        sign_off_competency(by=clinician(network, ROSA), why="can do", competency=NEW)
    with pytest.raises(WrongHandsError):
        sign_off_competency(by=operator(network), why="cheaper", competency=NEW)
    with pytest.raises(NoReasonError):
        sign_off_competency(by=clinician(network), why="", competency=NEW)
    with pytest.raises(RefusedError, match='no person "zoe"'):
        sign_off_competency(by=clinician(network), why="hired", competency=replace(NEW, person="zoe"))
    with pytest.raises(UnlicensedError):
        withdraw_competency(by=clinician(network, ROSA), why="mine", id=ID, on=date(2026, 12, 1))
    assert len(events(network)) == before
