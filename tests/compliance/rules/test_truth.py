"""Paper against practice, in small worlds: what is written is silent, and each thing that is not is found by its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Engagement
from openmso.compliance.rules.truth import MENDS, SAID, Done, apart
from tests.cast import ADA, AUSTIN, BOTOX, NIA, ROSA, TODAY, cast

DONE = Done(ROSA, BOTOX, AUSTIN, 7, TODAY)


def kinds(facts: Facts, *done: Done) -> list[tuple[str, str]]:
    return [(one.kind, one.person) for one in apart(facts, done)]


def without(drop: Callable[[Record], bool]) -> Facts:
    """The cast without the records that are dropped."""
    whole = cast()
    kinds_ = (Agreement, Appointment, Competency, Delegation, Engagement, Protocol, StandingOrder)
    return cast(without=[one.id for kind in kinds_ for one in whole.all(kind) if drop(one)])


def test_every_way_of_parting_has_words_and_a_mend() -> None:
    assert SAID.keys() == MENDS.keys()


def test_what_is_written_is_silent() -> None:
    assert kinds(cast(), DONE, Done(ADA, BOTOX, AUSTIN, 1, TODAY), Done(NIA, BOTOX, AUSTIN, 2, TODAY)) == []


@pytest.mark.parametrize(
    ("drop", "found"),
    [
        (lambda one: isinstance(one, Protocol), [("protocol", "")]),
        (lambda one: isinstance(one, Appointment), [("office", "")]),
        (lambda one: isinstance(one, Competency) and one.person == ROSA, [("skill", ROSA)]),
        (lambda one: isinstance(one, Engagement) and one.person == ROSA, [("engaged", ROSA)]),
        (
            lambda one: (
                isinstance(one, StandingOrder) or (isinstance(one, Delegation) and one.person == ROSA)
            ),
            [("person", ROSA)],
        ),
        (lambda one: isinstance(one, StandingOrder), []),  # the delegation names her still
    ],
)
def test_one_paper_that_is_not_there_is_found_alone(
    drop: Callable[[Record], bool], found: list[tuple[str, str]]
) -> None:
    assert kinds(without(drop), DONE) == found


def test_a_physician_needs_no_paper_and_a_practitioner_an_agreement() -> None:
    bare = without(lambda one: isinstance(one, Agreement | Delegation | StandingOrder | Competency))
    assert kinds(bare, Done(ADA, BOTOX, AUSTIN, 1, TODAY)) == []
    assert kinds(bare, Done(NIA, BOTOX, AUSTIN, 1, TODAY)) == [("person", NIA)]


def test_what_is_on_no_menu_is_found_once_with_everybody_who_did_it() -> None:
    (first, *_) = apart(
        cast(),
        [
            Done(ROSA, "microneedling", AUSTIN, 2, TODAY - timedelta(days=3)),
            Done(ADA, "microneedling", AUSTIN, 5, TODAY),
        ],
    )
    assert (first.kind, first.person, first.count, first.last) == ("menu", "", 7, TODAY)


def test_papers_are_asked_of_the_day_it_was_last_done_and_sites_that_are_none_are_left_out() -> None:
    before = Done(ROSA, BOTOX, AUSTIN, 1, date(2020, 1, 1))
    assert {"protocol", "office"} <= {kind for kind, _ in kinds(cast(), before)}
    assert kinds(cast(), Done(ROSA, BOTOX, "nowhere", 1, TODAY)) == []
