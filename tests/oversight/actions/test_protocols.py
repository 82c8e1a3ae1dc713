"""A new version of a protocol supersedes the old one on its first day; a review is a day on the protocol."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import Protocol
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.oversight.actions import adopt_protocol, review_protocol
from openmso.oversight.queries import one, page
from openmso.timeline.spans import ALWAYS, Span
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, CAST, LUMEN, MSO, NIA
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = replace(
    CAST.need(Protocol, "protocol"),
    id="protocol-2",
    version="2.0",
    span=Span.of(date(2026, 12, 1)),
    signatures=(),
)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_the_new_version_begins_when_the_old_one_ends(network: UUID) -> None:
    seen = one(clinician(network), Protocol, "protocol")
    kept = adopt_protocol(
        by=clinician(network), why="new needles", protocol=NEW, instead="protocol", version=seen.version
    )
    assert [(one.person, one.for_party) for one in kept.record.signatures] == [(ADA, LUMEN)]
    in_force = [
        [kept.record.version for kept in page(operator(network), Protocol, on=day).items]
        for day in (date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert in_force == [["1.0"], ["2.0"]]
    assert {one.why for one in events(network)[-2:]} == {"new needles"}


def test_if_the_new_one_cannot_stand_the_old_one_goes_on(network: UUID) -> None:
    before = len(events(network))
    by = clinician(network)
    told: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
        (
            by,
            {"protocol": replace(NEW, version="1.0"), "instead": "protocol"},
            RefusedError,
            "another version",
        ),
        (
            by,
            {"protocol": replace(NEW, practice=MSO), "instead": "protocol"},
            RefusedError,
            "the same practice",
        ),
        (
            by,
            {"protocol": replace(NEW, span=ALWAYS), "instead": "protocol"},
            RefusedError,
            "first day is not known",
        ),
        (
            by,
            {"protocol": replace(NEW, procedures=frozenset()), "instead": "protocol"},
            RefusedError,
            "is empty",
        ),
        (by, {"protocol": NEW, "instead": "protocol", "version": "0" * 32}, StaleError, ""),
        (by, {"protocol": NEW, "instead": "nothing"}, NotThereError, "nothing"),
        (clinician(network, NIA), {"protocol": NEW}, UnlicensedError, "adopt a protocol"),
        (operator(network), {"protocol": NEW}, WrongHandsError, "business"),
    ]
    for actor, asked, error, said in told:
        with pytest.raises(error, match=said or None):
            adopt_protocol(by=actor, why="new needles", **asked)
    assert len(events(network)) == before


def test_a_review_is_written_once_for_a_day(network: UUID) -> None:
    by = clinician(network)
    for day in (date(2026, 6, 1), date(2025, 6, 1), date(2026, 6, 1)):
        review_protocol(by=by, why="yearly", id="protocol", on=day)
    reviewed = one(by, Protocol, "protocol").record.reviewed_on
    assert reviewed == (date(2025, 6, 1), date(2026, 6, 1))
    review_protocol(by=by, why="yearly", id="protocol")
    assert len(one(by, Protocol, "protocol").record.reviewed_on) == 3
    review_protocol(by=system(network), why="import", id="protocol", on=date(2024, 6, 1))


def test_only_who_could_adopt_it_reviews_it(network: UUID) -> None:
    before = len(events(network))
    with pytest.raises(UnlicensedError):
        review_protocol(by=clinician(network, NIA), why="yearly", id="protocol")
    with pytest.raises(StaleError):
        review_protocol(by=clinician(network), why="yearly", id="protocol", version="0" * 32)
    assert len(events(network)) == before
