"""Directors say when they are away; whether they can be reached is tried; the plan shows what is uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.consults import Question, answer_question, ask_director
from openmso.oversight.actions.cover import say_away, say_back, tried_to_reach
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.cover import Cover, absences, away_on, cover
from openmso.oversight.rules.cover import Days
from tests.cast import ADA, AUSTIN, BEN, ROSA
from tests.kept import clinician, network_of_the_cast, operator

WHY = "cover"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield network_of_the_cast()
    SHELF.clear()


def austin(network: UUID, day: date = TODAY) -> Cover:
    return next(one for one in cover(operator(network), day) if one.site.id == AUSTIN)


def test_both_away_leave_days_without_anybody_and_one_taken_back_mends_it(network: UUID) -> None:
    ada, ben = clinician(network), clinician(network, BEN)
    assert (austin(network).acting, austin(network).gaps) == (ADA, ())
    first = say_away(by=ada, why=WHY, first=TODAY, last=date(2026, 3, 6), now=NOON)
    assert say_away(by=ada, why=WHY, first=TODAY, last=date(2026, 3, 6), now=NOON) == first
    assert (austin(network).acting, austin(network).away, austin(network).gaps) == (BEN, frozenset({ADA}), ())
    say_away(by=ben, why=WHY, first=date(2026, 3, 5), last=date(2026, 3, 9), now=NOON)
    assert austin(network).gaps == (Days(date(2026, 3, 5), date(2026, 3, 6)),)
    assert away_on(ada, (ADA, BEN), date(2026, 3, 5)) == {ADA, BEN}
    assert [one.person for one in absences(ada, TODAY)] == [ADA, BEN]
    with pytest.raises(WrongHandsError):
        say_back(by=ben, why=WHY, absence=first)
    say_back(by=ada, why=WHY, absence=first)
    with pytest.raises(NotThereError):
        say_back(by=ada, why=WHY, absence=first)
    assert austin(network).gaps == ()


def test_whom_absence_is_told_by(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        say_away(by=clinician(network, ROSA, Post.RN), why=WHY, first=TODAY, last=TODAY, now=NOON)
    with pytest.raises(WrongHandsError):
        say_away(by=operator(network), why=WHY, first=TODAY, last=TODAY, now=NOON)
    for first, last in ((TODAY, TODAY - timedelta(days=1)), (date(2026, 2, 1), date(2026, 2, 2))):
        with pytest.raises(RefusedError):
            say_away(by=clinician(network), why=WHY, first=first, last=last, now=NOON)


def reached(network: UUID, minutes: int | None, person: str = ADA, **more: object) -> None:
    given = {"site": AUSTIN, "person": person, "how": "phone", "at": NOON, "minutes": minutes, **more}
    tried_to_reach(by=clinician(network, ROSA, Post.RN), why=WHY, now=NOON, **given)  # type: ignore[arg-type] # one field of it


def test_a_director_is_reached_by_a_test_or_by_an_urgent_answer(network: UUID) -> None:
    def answered(person: str) -> date | None:
        return next(one.answered for one in austin(network).reach if one.person == person)

    reached(network, None)
    reached(network, 16)
    assert answered(ADA) is None
    assert austin(network).reach[0].late(TODAY)  # the site opened two years ago
    reached(network, 15)
    assert answered(ADA) == TODAY
    due = next(one for one in austin(network).reach if one.person == ADA)
    assert (due.late(date(2026, 4, 1)), due.late(date(2026, 4, 2))) == (False, True)
    code = ask_director(
        by=clinician(network, ROSA, Post.RN), why=WHY, question=Question(AUSTIN, "?", urgent=True), now=NOON
    )
    answer_question(
        by=clinician(network, BEN), why=WHY, consult=code, text="Yes", now=NOON + timedelta(minutes=15)
    )
    assert answered(BEN) == TODAY


def test_what_is_no_test_is_refused(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        tried_to_reach(
            by=clinician(network), why=WHY, site=AUSTIN, person=ADA, how="phone", at=NOON, minutes=1, now=NOON
        )
    for more in ({"how": "pigeon"}, {"person": ROSA + "x"}, {"at": NOON + timedelta(hours=1)}):
        with pytest.raises(RefusedError):
            reached(network, 1, **more)
