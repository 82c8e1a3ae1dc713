"""One party signs an agreement, the other countersigns; only then is it good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import Agreement
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.oversight.actions import countersign_agreement, end_agreement, sign_agreement
from openmso.oversight.queries import one
from openmso.timeline.spans import Span
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, BEN, NIA, ROSA, agreed, licensed
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = replace(agreed(NIA, by=BEN), id="new", signatures=())


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def signers(network: UUID) -> list[str]:
    return [signature.person for signature in one(operator(network), Agreement, "new").record.signatures]


@pytest.mark.parametrize("first", [BEN, NIA])
def test_both_sign_in_either_order(network: UUID, first: str) -> None:
    second = NIA if first == BEN else BEN
    kept = sign_agreement(by=clinician(network, first), why="joins", agreement=NEW)
    assert signers(network) == [first]
    countersign_agreement(by=clinician(network, second), why="agreed", id="new", version=kept.version)
    assert signers(network) == [first, second]
    assert [one.why for one in events(network, "new")] == ["joins", "agreed"]


def test_what_is_refused_changes_nothing() -> None:
    network = network_of_the_cast(licensed(NIA, span=Span.of(date(2015, 1, 1), date(2026, 1, 1))))
    sign_agreement(by=clinician(network, BEN), why="joins", agreement=NEW)
    before = len(events(network))
    himself = replace(NEW, id="x", person=BEN)
    told: list[tuple[Any, type[Exception], str]] = [
        (lambda: sign_agreement(by=clinician(network, BEN), why="x", agreement=himself), RefusedError, "with themselves"),
        (lambda: sign_agreement(by=clinician(network, ADA), why="x", agreement=replace(NEW, id="x")), RefusedError, "neither"),
        (lambda: sign_agreement(by=operator(network), why="x", agreement=replace(NEW, id="x")), WrongHandsError, "business"),
        (lambda: countersign_agreement(by=clinician(network, NIA), why="x", id="new"), UnlicensedError, "nia holds none"),
        (lambda: countersign_agreement(by=clinician(network, ROSA), why="x", id="new"), RefusedError, "would sign|neither"),
        (lambda: countersign_agreement(by=clinician(network, BEN), why="x", id="new", version="0" * 32), StaleError, ""),
        (lambda: end_agreement(by=clinician(network, ROSA), why="x", id="new", on=date(2027, 1, 1)), UnlicensedError, ""),
    ]  # fmt: skip
    for act, error, said in told:
        with pytest.raises(error, match=said or None):
            act()
    assert len(events(network)) == before


def test_either_the_physician_or_another_of_the_state_ends_it(network: UUID) -> None:
    for by, id in ((BEN, "agreement-nia"), (ADA, "agreement-pat")):  # Ada is the physician of both
        end_agreement(by=clinician(network, by), why="leaves", id=id, on=date(2027, 1, 1))
        assert one(operator(network), Agreement, id).record.span.until == date(2027, 1, 1)
