"""Engaging people and letting them go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.foundation.actor import system
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.timeline.spans import Span
from openmso.workforce.actions import end_engagement, engage, enter
from openmso.workforce.queries import one
from tests.cast import AUSTIN, LUMEN, MSO, ROSA, TX
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NEW: Any = Engagement(
    "zoe/lumen", "zoe", LUMEN, "RN", sites=frozenset({AUSTIN}), span=Span.of(date(2026, 5, 1))
)


@pytest.fixture
def network() -> UUID:
    made = network_of_the_cast()
    enter(by=operator(made), why="applied", record=Person("zoe", "Zoe"))
    return made


def test_somebody_is_engaged(network: UUID) -> None:
    kept = engage(by=operator(network), why="offer of April", engagement=NEW)
    assert one(operator(network), Engagement, NEW.id) == kept
    assert events(network)[-1].why == "offer of April"


def test_an_mso_lends_its_people_to_sites_of_others_and_a_practice_does_not(network: UUID) -> None:
    by = system(network)
    from openmso.structure.actions import enter as found

    found(by=by, why="new", record=Organization("other", "Other", "practice", "PLLC", TX))
    found(by=by, why="new", record=Site("waco", "Waco", "other", TX, "America/Chicago"))
    with pytest.raises(RefusedError, match="waco is a site of other"):
        engage(by=operator(network), why="helps out", engagement=replace(NEW, sites=frozenset({"waco"})))
    engage(
        by=operator(network),
        why="lent",
        engagement=replace(NEW, organization=MSO, sites=frozenset({"waco", AUSTIN}), kind="leased"),
    )


def test_once_on_a_day_and_again_when_it_ended(network: UUID) -> None:
    by = operator(network)
    kept = engage(by=by, why="offer", engagement=NEW)
    again = replace(NEW, id="again", span=Span.of(date(2027, 1, 1)))
    with pytest.raises(RefusedError, match="zoe/lumen says the same"):
        engage(by=by, why="offer", engagement=again)
    end_engagement(by=by, why="moves", id=NEW.id, on=date(2027, 1, 1), version=kept.version)
    assert engage(by=by, why="back", engagement=again).record == again


def test_what_is_refused_changes_nothing(network: UUID) -> None:
    before = len(events(network))
    by = operator(network)
    with pytest.raises(WrongHandsError):
        engage(by=clinician(network), why="friend", engagement=NEW)
    with pytest.raises(NoReasonError):
        engage(by=by, why="", engagement=NEW)
    with pytest.raises(RefusedError, match='"Nurse" does not fit'):
        engage(by=by, why="offer", engagement=replace(NEW, role="Nurse"))
    with pytest.raises(RefusedError, match='no organization "nowhere"'):
        engage(by=by, why="offer", engagement=replace(NEW, organization="nowhere"))
    with pytest.raises(NotThereError):
        end_engagement(by=by, why="moves", id="nobody", on=date(2027, 1, 1))
    with pytest.raises(StaleError):
        end_engagement(by=by, why="x", id=f"engagement-{ROSA}", on=date(2027, 1, 1), version="0" * 32)
    assert len(events(network)) == before
