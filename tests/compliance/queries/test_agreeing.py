"""What stands against signing a management agreement, told whole; what has begun is recorded as it is; an amendment reaches forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.structure import Msa
from openmso.compliance.facts import RESERVED_POWERS
from openmso.compliance.queries.agreeing import against, clauses
from openmso.foundation.register import RefusedError
from openmso.oversight.facts.held import SHELF
from openmso.structure.actions import amend_msa, enter, sign_msa
from openmso.structure.queries import one
from openmso.timeline.spans import Span
from tests.cast import ADA, BEN, LUMEN, MSO, TODAY
from tests.finance.world import MSA
from tests.kept import network_of_the_cast, operator
from tests.today import civil_today

pytestmark = pytest.mark.django_db
WHY = "a test"


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield network_of_the_cast()
    SHELF.clear()


def agreement(**change: Any) -> Msa:
    """A sound one that begins in a week."""
    first = civil_today() + timedelta(days=7)
    signatures = tuple(
        replace(MSA.signatures[0], person=who, on=civil_today(), for_party=party)
        for who, party in ((ADA, LUMEN), (BEN, MSO))
    )
    told: dict[str, Any] = {
        "span": Span.of(first),
        "signatures": signatures,
        "reserved_powers": frozenset(RESERVED_POWERS),
    }
    return replace(MSA, **{**told, **change})


POWERLESS: dict[str, Any] = {"reserved_powers": frozenset(list(RESERVED_POWERS)[:11])}


def test_a_must_stands_against_signing_and_the_whole_list_is_told(network: UUID) -> None:
    by = operator(network)
    bad = agreement(**POWERLESS, fee=replace(MSA.fee, model="remainder", amount=None))
    with pytest.raises(RefusedError) as refused:
        sign_msa(by=by, why=WHY, msa=bad)
    told = [one.what for one in refused.value.faults]
    assert [one[:6] for one in told] == ["MSA-09", "FEE-01"], told
    assert all("(TX " in one for one in told), told  # with the law it rests on
    assert sign_msa(by=by, why=WHY, msa=agreement()).record.id == MSA.id


def test_entering_one_that_is_to_begin_is_signing_it_and_what_has_begun_is_recorded(network: UUID) -> None:
    by = operator(network)
    with pytest.raises(RefusedError, match="MSA-09"):
        enter(by=by, why=WHY, record=agreement(**POWERLESS))
    begun = agreement(**POWERLESS, span=Span.of(TODAY - timedelta(days=30)))
    assert enter(by=by, why=WHY, record=begun).record == begun
    found = clauses(by, begun.id, TODAY)
    assert "MSA-09" in [one.control for one in found.musts]
    assert {one.rule.id: one.state for one in found.rules}["M8"] == "fails"


def test_an_amendment_is_the_next_version_from_a_coming_day_on(network: UUID) -> None:
    by = operator(network)
    enter(by=by, why=WHY, record=agreement(span=Span.of(TODAY - timedelta(days=30))))
    day = civil_today() + timedelta(days=3)
    later = agreement(id="msa-2", span=Span.of(day), term_years=3)
    with pytest.raises(RefusedError, match="forward only"):
        amend_msa(
            by=by,
            why=WHY,
            instead=MSA.id,
            msa=replace(later, span=Span.of(civil_today() - timedelta(days=1))),
        )
    with pytest.raises(RefusedError, match="MSA-09"):
        amend_msa(by=by, why=WHY, instead=MSA.id, msa=replace(later, **POWERLESS))
    assert one(by, Msa, MSA.id).record.span.until is None
    amend_msa(by=by, why=WHY, instead=MSA.id, msa=later)
    assert one(by, Msa, MSA.id).record.span.until == day
    with pytest.raises(RefusedError, match="other parties"):
        amend_msa(by=by, why=WHY, instead="msa-2", msa=replace(later, id="msa-3", practice=MSO, mso=LUMEN))


def test_what_would_stand_against_it_is_asked_without_writing(network: UUID) -> None:
    by = operator(network)
    assert against(by, agreement(), civil_today()) == []
    assert [one.field for one in against(by, agreement(**POWERLESS), civil_today())] == ["clauses"]
