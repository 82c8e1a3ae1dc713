"""A nurse asks; the director answers, or the question goes to who stands in; its words stay between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.consults import (
    Question,
    answer_question,
    ask_director,
    close_question,
    pass_on,
    pass_on_late,
)
from openmso.oversight.actions.cover import say_away
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.consults import (
    Asked,
    answered_in_time,
    question,
    questions,
    reply_times,
)
from tests.cast import ADA, AUSTIN, BEN, LOU, NIA, ROSA
from tests.kept import auditor, clinician, network_of_the_cast, operator

WHY = "a question"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield network_of_the_cast()
    SHELF.clear()


def asked(network: UUID, *, urgent: bool = True, at: datetime = NOON, who: str = ROSA) -> str:
    by = clinician(network, who, Post.RN)
    return ask_director(
        by=by, why=WHY, question=Question(AUSTIN, "May I dilute to 2.5?", urgent, "p-1"), now=at
    )


def waits_for(by: Actor, person: str) -> list[str]:
    return [one.code for one in questions(by, person=person) if one.waits and one.of == person]


def seen(network: UUID, code: str, who: str = ROSA) -> Asked:
    return question(clinician(network, who, Post.RN), code, TODAY)


def test_the_director_answers_in_time_and_it_is_closed(network: UUID) -> None:
    code = asked(network)
    ada = clinician(network)
    assert waits_for(ada, ADA) == [code]
    assert [(one.code, one.of, one.late(NOON)) for one in questions(ada, person=ADA)] == [(code, ADA, False)]
    with pytest.raises(RefusedError, match="nobody has answered"):
        close_question(by=ada, why=WHY, consult=code, now=NOON)
    answer_question(
        by=ada, why=WHY, consult=code, text="Yes, 2.5 mL.", now=NOON + timedelta(minutes=9, seconds=59)
    )
    found = seen(network, code)
    assert [one.text for one in found.words] == ["May I dilute to 2.5?", "Yes, 2.5 mL."]
    assert [one.at.hour for one in found.words] == [12, 12]  # by the clock of Austin
    assert (found.answered_by, found.waits, found.late(NOON + timedelta(days=9))) == (ADA, False, False)
    assert waits_for(ada, ADA) == []
    # The second answer does not move the clock.
    answer_question(by=ada, why=WHY, consult=code, text="And call me.", now=NOON + timedelta(minutes=40))
    assert seen(network, code).answered == found.answered
    close_question(by=ada, why=WHY, consult=code, now=NOON + timedelta(hours=1))
    with pytest.raises(RefusedError, match="closed"):
        answer_question(by=ada, why=WHY, consult=code, text="More", now=NOON + timedelta(hours=2))
    assert not questions(ada)
    assert [one.code for one in questions(ada, closed=True)] == [code]
    took = reply_times(ada, NOON, NOON + timedelta(hours=1), urgent=True)
    assert (took.count, took.median) == (1, 9)


def test_what_nobody_answers_in_time_goes_to_who_stands_in_and_then_stays_late(network: UUID) -> None:
    code = asked(network)
    worker = system(network)
    assert pass_on_late(by=worker, why=WHY, now=NOON + timedelta(minutes=14)) == 0
    assert pass_on_late(by=worker, why=WHY, now=NOON + timedelta(minutes=15)) == 1
    assert pass_on_late(by=worker, why=WHY, now=NOON + timedelta(minutes=15)) == 0
    found = seen(network, code)
    assert [one.to for one in found.steps] == [ADA, BEN]
    assert found.due == NOON + timedelta(minutes=30)
    assert found.late(NOON + timedelta(minutes=16))
    assert pass_on_late(by=worker, why=WHY, now=NOON + timedelta(hours=9)) == 0
    ben = clinician(network, BEN)
    answer_question(by=ben, why=WHY, consult=code, text="Here.", now=NOON + timedelta(minutes=20))
    assert answered_in_time(ben, ADA, NOON, NOON + timedelta(hours=1)) == (0, 1)
    assert answered_in_time(ben, BEN, NOON, NOON + timedelta(hours=1)) == (1, 1)


def test_who_asked_need_not_wait(network: UUID) -> None:
    code = asked(network, urgent=False)
    rosa = clinician(network, ROSA, Post.RN)
    assert pass_on(by=rosa, why=WHY, consult=code, now=NOON + timedelta(minutes=1)) == BEN
    with pytest.raises(RefusedError, match="everybody"):
        pass_on(by=rosa, why=WHY, consult=code, now=NOON + timedelta(minutes=2))
    # What somebody else answered while one's own time ran asked nothing more of them.
    answer_question(
        by=clinician(network, BEN), why=WHY, consult=code, text="Go on.", now=NOON + timedelta(minutes=3)
    )
    assert answered_in_time(rosa, ADA, NOON, NOON + timedelta(days=1)) == (0, 0)
    with pytest.raises(RefusedError, match="answered"):
        pass_on(by=rosa, why=WHY, consult=code, now=NOON + timedelta(minutes=4))


def test_while_the_director_is_away_it_goes_to_the_backup(network: UUID) -> None:
    say_away(by=clinician(network), why=WHY, first=TODAY, last=TODAY, now=NOON)
    assert seen(network, asked(network)).of == BEN
    tomorrow = NOON + timedelta(days=1)
    assert seen(network, asked(network, at=tomorrow)).of == ADA
    assert seen(network, asked(network, who=BEN)).of == ADA  # who else


def test_its_words_are_for_those_it_is_between(network: UUID) -> None:
    code = asked(network)
    for other in (LOU, NIA):
        assert seen(network, code, other).words == ()
        with pytest.raises(WrongHandsError):
            answer_question(by=clinician(network, other, Post.NP), why=WHY, consult=code, text="I say")
        with pytest.raises(WrongHandsError):
            close_question(by=clinician(network, other, Post.NP), why=WHY, consult=code)
    assert len(seen(network, code, BEN).words) == 1  # Ben stands in at the site
    for by in (operator(network), auditor(network)):
        assert question(by, code, TODAY).words == ()
    with pytest.raises(WrongHandsError):
        ask_director(by=operator(network), why=WHY, question=Question(AUSTIN, "May I?"))


@pytest.mark.parametrize(("text", "said"), [("  ", "no words"), ("x" * 4001, "4001 signs")])
def test_what_is_no_question_is_refused(network: UUID, text: str, said: str) -> None:
    rosa = clinician(network, ROSA, Post.RN)
    with pytest.raises(RefusedError, match=said):
        ask_director(by=rosa, why=WHY, question=Question(AUSTIN, text))
    with pytest.raises(RefusedError):
        ask_director(by=rosa, why=WHY, question=Question("nowhere", "May I?"))
    with pytest.raises(NotThereError):
        answer_question(by=rosa, why=WHY, consult="consult-none", text="Yes")
    assert not questions(rosa)


@pytest.mark.parametrize("chart", ["Mara Quill", "quill-mara", "p-1 Mara", "P-1", "17"])
def test_what_may_name_a_patient_is_no_chart(network: UUID, chart: str) -> None:
    rosa = clinician(network, ROSA, Post.RN)
    with pytest.raises(RefusedError, match="no id of a chart"):
        ask_director(by=rosa, why=WHY, question=Question(AUSTIN, "May I?", chart=chart))


def test_where_nobody_else_directs_the_site_it_says_so() -> None:
    SHELF.clear()
    alone = network_of_the_cast(without=("appointment-ben",))
    with pytest.raises(RefusedError, match="nobody directs this site whom you could ask"):
        asked(alone, who=ADA)
    SHELF.clear()
