"""A management agreement is signed by both parties, once at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.structure import FeeTerms, Msa, Signature
from openmso.compliance.facts import RESERVED_POWERS
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.structure.actions import end_msa, sign_msa
from openmso.structure.queries import one
from openmso.timeline.spans import Span
from tests.cast import ADA, BEN, LUMEN, MSO
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

BOTH = (Signature(BEN, date(2026, 1, 5), MSO), Signature(ADA, date(2026, 1, 7), LUMEN))
TERMS: Any = Msa(
    "msa", MSO, LUMEN, FeeTerms("flat", Decimal(9000)), Span.of(date(2026, 2, 1)), BOTH,
    reserved_powers=frozenset(RESERVED_POWERS),
    clauses={"termination_days": 90, "noncompete": "none"},
)  # fmt: skip


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_both_parties_sign_and_it_stands(network: UUID) -> None:
    kept = sign_msa(by=operator(network), why="board of January", msa=TERMS)
    assert one(operator(network), Msa, "msa") == kept
    assert kept.record == TERMS


@pytest.mark.parametrize(
    ("terms", "field", "said"),
    [
        (replace(TERMS, signatures=BOTH[:1]), "signatures", "nobody signed for lumen-medical"),
        (replace(TERMS, signatures=()), "signatures", "nobody signed for lumen-management"),
        (replace(TERMS, mso=LUMEN, practice=MSO), "mso", "is of the kind practice"),
        (replace(TERMS, fee=FeeTerms("flatt")), "fee.model", '"flatt" does not fit'),
        (replace(TERMS, practice="nowhere"), "practice", 'no organization "nowhere"'),
    ],
)
def test_what_is_not_signed_by_the_right_parties_does_not_stand(
    network: UUID, terms: Msa, field: str, said: str
) -> None:
    before = len(events(network))
    with pytest.raises(RefusedError) as told:
        sign_msa(by=operator(network), why="board of January", msa=terms)
    assert told.value.field == field
    assert said in told.value.what
    assert len(events(network)) == before


def test_a_second_agreement_waits_for_the_end_of_the_first(network: UUID) -> None:
    by = operator(network)
    kept = sign_msa(by=by, why="board", msa=TERMS)
    second = replace(TERMS, id="msa-2", span=Span.of(date(2027, 2, 1)))
    with pytest.raises(RefusedError, match="msa holds on some of these days"):
        sign_msa(by=by, why="board", msa=second)
    with pytest.raises(StaleError):
        end_msa(by=by, why="notice", id="msa", on=date(2027, 2, 1), version="0" * 32)
    end_msa(by=by, why="notice", id="msa", on=date(2027, 2, 1), version=kept.version)
    assert sign_msa(by=by, why="board", msa=second).record == second


def test_medicine_signs_no_management_agreement(network: UUID) -> None:
    with pytest.raises(WrongHandsError, match="to write msas is not for the clinical side"):
        sign_msa(by=clinician(network), why="cheaper", msa=TERMS)
