"""A physician delegates with their own signature, and takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.structure import Signature, Site
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.oversight.actions import delegate, revoke_delegation
from openmso.oversight.queries import one
from openmso.timeline.spans import Span
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, AUSTIN, BEN, BOTOX, LUMEN, MONA, NM, PEEL, ROSA, licensed
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = Delegation(
    "new", ADA, ROSA, frozenset({BOTOX, PEEL}), Span.of(date(2026, 5, 1)), sites=frozenset({AUSTIN})
)
IN_NM = Site("santa-fe", "Santa Fe", LUMEN, NM, "America/Denver")


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast(IN_NM)


def test_the_physician_signs_on_the_day_it_is_in_austin(network: UUID) -> None:
    before = datetime.now(UTC).astimezone(ZoneInfo("America/Chicago")).date()
    kept = delegate(by=clinician(network), why="trained in April", delegation=NEW)
    after = datetime.now(UTC).astimezone(ZoneInfo("America/Chicago")).date()
    assert [one.person for one in kept.record.signatures] == [ADA]
    assert before <= kept.record.signatures[0].on <= after
    assert one(operator(network), Delegation, "new") == kept
    assert events(network, "new")[-1].why == "trained in April"


def test_what_was_signed_before_is_not_signed_again(network: UUID) -> None:
    on_paper = replace(NEW, signatures=(Signature(ADA, date(2026, 4, 30)),))
    assert delegate(by=clinician(network), why="on paper", delegation=on_paper).record == on_paper


def test_each_named_site_takes_a_license_in_its_state(network: UUID) -> None:
    wide = replace(NEW, sites=frozenset({AUSTIN, "santa-fe"}))
    with pytest.raises(UnlicensedError, match="in force in NM"):
        delegate(by=clinician(network), why="grows", delegation=wide)
    unlimited = replace(NEW, sites=None)  # reaches as far as the license does
    assert delegate(by=clinician(network), why="grows", delegation=unlimited).record.sites is None
    both = network_of_the_cast(IN_NM, licensed(ADA, id="ada-nm", state=NM), slug="both")
    assert delegate(by=clinician(both), why="grows", delegation=wide).record.sites == wide.sites


def test_what_is_refused_changes_nothing(network: UUID) -> None:
    before = len(events(network))
    told: list[tuple[Any, Any, str, type[Exception], str]] = [
        (clinician(network), replace(NEW, person=ADA), "x", RefusedError, "nobody delegates to themselves"),
        (clinician(network, BEN), NEW, "x", RefusedError, "each decides for themselves"),
        (
            clinician(network, ROSA),
            replace(NEW, physician=ROSA, person=MONA),
            "x",
            UnlicensedError,
            "rosa holds",
        ),
        (clinician(network), replace(NEW, sites=frozenset({"waco"})), "x", RefusedError, 'no site "waco"'),
        (
            clinician(network),
            replace(NEW, procedures=frozenset({"botox"})),
            "x",
            RefusedError,
            "does not fit",
        ),
        (operator(network), NEW, "x", WrongHandsError, "business"),
        (clinician(network), NEW, "", NoReasonError, "say why"),
    ]
    for by, paper, why, error, said in told:
        with pytest.raises(error, match=said or None):
            delegate(by=by, why=why, delegation=paper)
    assert len(events(network)) == before


def test_a_delegation_is_revoked_on_a_day(network: UUID) -> None:
    by = clinician(network)
    seen = one(by, Delegation, "delegation-rosa")
    with pytest.raises(StaleError):
        revoke_delegation(by=by, why="x", id="delegation-rosa", on=date(2027, 1, 1), version="0" * 32)
    with pytest.raises(WrongHandsError):
        revoke_delegation(by=operator(network), why="x", id="delegation-rosa", on=date(2027, 1, 1))
    with pytest.raises(NotThereError):
        revoke_delegation(by=by, why="x", id="nothing", on=date(2027, 1, 1))
    kept = revoke_delegation(
        by=by, why="two complaints", id="delegation-rosa", on=date(2027, 1, 1), version=seen.version
    )
    assert kept.record.span.until == date(2027, 1, 1)
    assert [one.why for one in events(network, "delegation-rosa")] == ["the cast", "two complaints"]
