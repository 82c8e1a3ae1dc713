"""A human settles a match: with a reason, not in their own case, and what was a mistake can be mended."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from openmso.authority.facts.people import Exclusion, Screening
from openmso.foundation import register
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import NoReasonError, WrongHandsError, acting
from openmso.foundation.models import Seat
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.timeline.spans import Span
from openmso.workforce.actions import clear_match, confirm_match, record_reinstatement, reopen_match, screen
from openmso.workforce.queries import match as one_match
from openmso.workforce.queries import matches
from openmso.workforce.rules.screening import Allowance, State
from tests.workforce.staff import ON, ROSA_LISTED, events, listed, network, of_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return network()


@pytest.fixture
def hr(by: Actor) -> Actor:
    return of_post(by, Post.HR, user=True)


@pytest.fixture
def found(by: Actor) -> str:
    looked = screen(
        by=by,
        why="monthly",
        listed=listed(ROSA_LISTED),
        as_of=ON,
        on=ON,
        allowing=frozenset({Allowance.SHORT}),
    )
    return looked.raised[0]


def result(by: Actor) -> str:
    (look,) = register.page(by, Screening, filters={"subject": "rosa"}).items
    return look.record.result


def test_a_cleared_match_says_why_and_by_whom(by: Actor, hr: Actor, found: str) -> None:
    clear_match(by=hr, why="the listed one was born in 1960", match=found, on=ON)
    told = one_match(hr, found)
    assert (told.state, told.settled_on, told.settled_why) == (
        State.CLEARED,
        ON,
        "the listed one was born in 1960",
    )
    assert str(hr.user) in told.settled_by
    assert result(by) == "clear"
    assert not register.page(by, Exclusion).items


def test_a_confirmed_match_bars_from_the_day_the_list_says(by: Actor, hr: Actor, found: str) -> None:
    id = confirm_match(by=hr, why="same day of birth", match=found, on=ON)
    assert register.one(by, Exclusion, id).record == Exclusion(
        id, "rosa", "LEIE", Span.of(date(2024, 5, 20), None)
    )
    assert one_match(hr, found).exclusion == id
    assert result(by) == "confirmed"


def test_an_exclusion_that_is_on_record_is_not_made_twice(by: Actor, hr: Actor, found: str) -> None:
    there = Exclusion("rosa/exclusion/leie", "rosa", "LEIE", Span.of(date(2024, 5, 20), None))
    register.enter(by=by, why="known", record=there)
    assert confirm_match(by=hr, why="same day of birth", match=found, on=ON) == there.id
    assert len(register.page(by, Exclusion).items) == 1
    reopen_match(by=hr, why="look again", match=found, on=ON)
    assert register.one(by, Exclusion, there.id).record == there  # it was not made of the match


def test_an_earlier_exclusion_is_another_one(by: Actor, hr: Actor, found: str) -> None:
    there = Exclusion("rosa/exclusion/leie", "rosa", "LEIE", Span.of(date(2004, 5, 20), date(2010, 1, 1)))
    register.enter(by=by, why="known", record=there)
    assert confirm_match(by=hr, why="same day of birth", match=found, on=ON) == "rosa/exclusion/leie-2"


def test_a_mistaken_confirmation_is_taken_back_with_its_exclusion(by: Actor, hr: Actor, found: str) -> None:
    confirm_match(by=hr, why="same day of birth", match=found, on=ON)
    reopen_match(by=hr, why="it was her sister", match=found, on=ON)
    assert not register.page(by, Exclusion).items
    assert (one_match(hr, found).state, result(by)) == (State.OPEN, "possible")
    clear_match(by=hr, why="it was her sister", match=found, on=ON)


def test_a_mistaken_clearing_can_be_confirmed(hr: Actor, found: str) -> None:
    clear_match(by=hr, why="mistake", match=found, on=ON)
    assert confirm_match(by=hr, why="same day of birth after all", match=found, on=ON)


def test_a_reinstatement_that_was_looked_up_ends_the_exclusion(by: Actor, hr: Actor, found: str) -> None:
    id = confirm_match(by=hr, why="same day of birth", match=found, on=ON)
    record_reinstatement(by=hr, why="letter of the OIG", match=found, on=date(2026, 11, 1))
    assert register.one(by, Exclusion, id).record.span.until == date(2026, 11, 1)
    assert result(by) == "clear"


def test_an_exclusion_that_somebody_took_away_is_still_a_confirmed_match(
    by: Actor, hr: Actor, found: str
) -> None:
    id = confirm_match(by=hr, why="same day of birth", match=found, on=ON)
    register.strike(by=by, why="a file without it", kind=Exclusion, id=id)
    looked = screen(
        by=by,
        why="monthly",
        listed=listed(ROSA_LISTED, digest="b"),
        as_of=ON,
        on=ON,
        allowing=frozenset({Allowance.SHORT}),
    )
    assert (looked.results["rosa"], result(by)) == ("confirmed", "confirmed")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_the_second_is_told() -> None:
    by = network()
    looked = screen(
        by=by,
        why="monthly",
        listed=listed(ROSA_LISTED),
        as_of=ON,
        on=ON,
        allowing=frozenset({Allowance.SHORT}),
    )
    (match,) = looked.raised
    start = Barrier(2)

    def settle(verb: Callable[..., Any]) -> str:
        try:
            start.wait()
            verb(by=of_post(by, Post.HR), why="mine", match=match, on=ON)
        except RefusedError as refused:
            return str(refused)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(settle, [clear_match, clear_match]))
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert any("cleared already" in answer for answer in answers)


ACTIONS: list[Callable[..., Any]] = [clear_match, confirm_match]


@pytest.mark.parametrize("settle", ACTIONS)
def test_neither_a_job_nor_a_token_nor_another_post_nor_medicine_settles_one(
    settle: Callable[..., Any], by: Actor, hr: Actor, found: str
) -> None:
    before = events(by)
    hands = [
        by,
        of_post(by, Post.FRONT_DESK),
        of_post(by, Post.MEDICAL_DIRECTOR, Side.CLINICAL),
        Actor(user=None, network=by.network, post=Post.COUNSEL, side=Side.AUDITOR),
        replace(hr, scopes=frozenset({"workforce:write"})),
        replace(hr, person="rosa"),
    ]
    for one in hands:
        with pytest.raises(WrongHandsError):
            settle(by=one, why="because", match=found, on=ON)
    with pytest.raises(NoReasonError):
        settle(by=hr, why="", match=found, on=ON)
    assert events(by) == before


@pytest.mark.parametrize("settle", ACTIONS)
def test_nobody_settles_their_own_case(settle: Callable[..., Any], by: Actor, hr: Actor, found: str) -> None:
    assert hr.user is not None
    with acting(by, why="seats"):
        Seat.objects.create(
            network_id=by.network, user_id=hr.user, post=Post.HR, person="rosa", since=date(2020, 1, 1)
        )
    before = events(by)
    with pytest.raises(WrongHandsError, match="your own case"):
        settle(by=hr, why="it is not me", match=found, on=ON)
    assert events(by) == before


def test_whoever_sits_at_the_machine_settles_one(by: Actor, found: str) -> None:
    clear_match(by=system(by.network, door="command line"), why="looked up", match=found, on=ON)


def test_what_is_settled_or_not_there_is_refused_and_nothing_changes(
    by: Actor, hr: Actor, found: str
) -> None:
    clear_match(by=hr, why="another one", match=found, on=ON)
    before = events(by)
    with pytest.raises(RefusedError, match="cleared already"):
        clear_match(by=hr, why="again", match=found, on=ON)
    with pytest.raises(RefusedError, match="cleared already"):
        record_reinstatement(by=hr, why="letter", match=found, on=ON)
    for verb in (clear_match, confirm_match, reopen_match, record_reinstatement):
        with pytest.raises(NotThereError):
            verb(by=hr, why="which", match="rosa/match/none", on=ON)
    assert events(by) == before


def test_an_open_match_cannot_be_reopened(by: Actor, hr: Actor, found: str) -> None:
    before = events(by)
    with pytest.raises(RefusedError, match="open already"):
        reopen_match(by=hr, why="again", match=found, on=ON)
    assert events(by) == before


def test_a_reinstatement_before_the_exclusion_is_refused(by: Actor, hr: Actor, found: str) -> None:
    confirm_match(by=hr, why="same day of birth", match=found, on=ON)
    before = events(by)
    with pytest.raises(RefusedError, match="not after its first day"):
        record_reinstatement(by=hr, why="letter", match=found, on=date(2020, 1, 1))
    assert events(by) == before


def test_matches_are_not_for_medicine(by: Actor, found: str) -> None:
    with pytest.raises(WrongHandsError):
        matches(of_post(by, Post.MEDICAL_DIRECTOR, Side.CLINICAL))
    assert [one.id for one in matches(of_post(by, Post.COMPLIANCE), subject="rosa", state=None)] == [found]
