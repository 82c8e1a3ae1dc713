"""What oversight asks of somebody: each thing once, by its clock, until it is done, and never a word of a patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.consults import Question, answer_question, ask_director
from openmso.oversight.actions.events import Reported, report_event
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.asked import Asked, asked_of_me
from tests.cast import ADA, AUSTIN, BEN, NIA, ROSA
from tests.kept import clinician, network_of_the_cast, operator

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    yield network_of_the_cast()
    SHELF.clear()


def of(network: UUID, person: str, post: Post = Post.MEDICAL_DIRECTOR) -> dict[str, Asked]:
    found = asked_of_me(clinician(network, person, post), TODAY, NOON)
    assert len({one.id for one in found}) == len(found)
    return {one.said: one for one in found}


def test_a_question_is_asked_of_the_director_until_it_is_answered(network: UUID) -> None:
    question = Question(AUSTIN, "May I dilute to 2.5?", True, "p-1")
    code = ask_director(by=clinician(network, ROSA, Post.RN), why="asks", question=question, now=NOON)
    mine = of(network, ADA)["Answer an urgent question at Austin"]
    # Within a quarter of an hour, as docs/questions.md promises who asks urgently.
    assert (mine.due, mine.page, mine.of) == (NOON + timedelta(minutes=15), "consult", code)
    assert mine.by_the_minute
    for person, post in ((BEN, Post.MEDICAL_DIRECTOR), (ROSA, Post.RN)):
        assert "Answer an urgent question at Austin" not in of(network, person, post)
    answer_question(by=clinician(network, ADA), why="answers", consult=code, text="Yes.", now=NOON)
    assert "Answer an urgent question at Austin" not in of(network, ADA)


def test_an_event_asks_first_what_its_first_clock_asks(network: UUID) -> None:
    grave = Reported(
        4, "vision", NOON - timedelta(hours=2), site=AUSTIN, person=ROSA, chart="p-7", description="blurred"
    )
    report_event(by=clinician(network, ROSA, Post.RN), why="happened", reported=grave, now=NOON)
    (said,) = [one for one in of(network, ADA).values() if one.page == "event"]
    # Grave ones are told within the hour after they were noticed (docs/events.md).
    assert (said.said, said.due) == ("Event at Austin: Director told", NOON - timedelta(hours=1))
    assert not any(word in one for one in of(network, ADA) for word in ("p-7", "vision", "blurred"))


def test_who_has_an_agreement_is_asked_to_meet_and_who_directs_to_visit_on_a_day(network: UUID) -> None:
    asked = of(network, NIA, Post.NP)
    meet = [one for one in asked.values() if one.page == "meetings"]
    assert [one.said for one in meet] == ["Meet Ada, MD"]
    assert not meet[0].by_the_minute
    assert not [one for one in asked.values() if one.page == "site_visits"]
    visits = [one for one in of(network, ADA).values() if one.page == "site_visits"]
    assert {one.said for one in visits} == {"Visit Austin", "Visit Dallas"}
    # The last day of a quarter counted from the first day of each, long ago: the house's custom, for no law of Texas speaks here.
    assert all(one.due < TODAY for one in visits)


def test_who_is_nobody_of_the_network_is_asked_nothing(network: UUID) -> None:
    assert asked_of_me(operator(network), TODAY, NOON) == ()
