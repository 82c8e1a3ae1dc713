"""What ends is told of once at each lead time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.rules.sides import Post, Side
from openmso.timeline.spans import Span
from openmso.workforce.actions import raise_notices
from openmso.workforce.queries import lapsing, notices
from tests.workforce.staff import ROSAS, events, network, of_post

pytestmark = pytest.mark.django_db

ENDS = date(2027, 3, 1)


@pytest.fixture
def by() -> Actor:
    return network()


def told(by: Actor, days_before: int) -> tuple[str, ...]:
    return raise_notices(by=by, why="daily", on=ENDS - timedelta(days=days_before))


def test_day_by_day_each_lead_time_is_told_once(by: Actor) -> None:
    raised = {left: told(by, left) for left in range(95, -95, -1)}
    assert {left for left, ids in raised.items() if ids} == {90, 60, 30, 14, 7, 0}
    assert [one.threshold for one in notices(by)] == [0, 7, 14, 30, 60, 90]
    assert {(one.kind, one.record, one.subject, one.ends) for one in notices(by)} == {
        ("license", ROSAS.id, "rosa", ENDS)
    }


def test_asking_again_changes_nothing(by: Actor) -> None:
    assert told(by, 30)
    before = events(by)
    assert told(by, 30) == told(by, 29) == ()
    assert events(by) == before


def test_days_on_which_nobody_asked_are_made_up_for(by: Actor) -> None:
    told(by, 62)
    assert told(by, 12) == (f"{ROSAS.id}/notice/{ENDS}-14",)
    assert told(by, -3) == (f"{ROSAS.id}/notice/{ENDS}-0",)


def test_a_renewed_license_is_told_of_again_before_its_new_end(by: Actor) -> None:
    told(by, 5)
    later = replace(ROSAS, span=Span.of(date(2019, 3, 1), date(2029, 3, 1)))
    register.amend(by=by, why="renewed", record=later)
    assert told(by, 4) == ()
    assert raise_notices(by=by, why="daily", on=date(2029, 2, 25)) == (f"{ROSAS.id}/notice/2029-03-01-7",)


def test_everybody_sees_what_ends_and_only_the_business_warns(by: Actor) -> None:
    director = of_post(by, Post.MEDICAL_DIRECTOR, Side.CLINICAL)
    assert [one.record for one in lapsing(director, ENDS)] == [ROSAS]
    before = events(by)
    with pytest.raises(WrongHandsError):
        raise_notices(by=director, why="mine", on=ENDS)
    with pytest.raises(NoReasonError):
        raise_notices(by=by, why="", on=ENDS)
    assert events(by) == before
    assert notices(director) == []
