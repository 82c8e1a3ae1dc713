"""A practice opens a need and closes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.matching.actions.openings import close_need, open_need
from openmso.matching.queries.openings import opening as opening_of
from openmso.matching.queries.openings import openings
from openmso.matching.rules.openings import Place
from tests.cast import MSO, ROSA
from tests.kept import clinician, operator
from tests.matching.need import opening
from tests.matching.world import NOON, WHY, lumen, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    return lumen()


def test_it_is_there_as_it_was_opened_and_its_clock_runs(network: UUID) -> None:
    by = operator(network)
    code = opened(by)
    (one,) = openings(by)
    assert replace(one.opening, id="opening-austin", ceiling=None) == opening()
    assert one.opening.id == code
    assert one.clock.due == NOON + timedelta(hours=24)


@pytest.mark.parametrize(
    "amiss",
    [
        {"practice": MSO},
        {"places": ()},
        {"places": (Place("nowhere", "TX"),)},
        {"mode": "by post"},
        {"wanted_from": date(2026, 3, 1)},
        {"people": (("NP", 100),)},
        {"musts": frozenset({"iv_therapy"})},
        {"visit_every": 0},
    ],
)
def test_what_cannot_be_is_refused(network: UUID, amiss: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        opened(operator(network), **amiss)
    assert openings(operator(network)) == ()


def test_a_nurse_opens_nothing(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        open_need(by=clinician(network, ROSA, Post.RN), why=WHY, opening=opening(), now=NOON)


def test_it_is_closed_once(network: UUID) -> None:
    by = operator(network)
    code = opened(by)
    close_need(by=by, why=WHY, opening=code, now=NOON)
    assert openings(by) == ()
    assert [one.opening.id for one in openings(by, closed=True)] == [code]
    with pytest.raises(RefusedError, match="closed"):
        close_need(by=by, why=WHY, opening=code)
    with pytest.raises(NotThereError):
        close_need(by=by, why=WHY, opening="opening-none")
    assert opening_of(by, code).closed_at == NOON
