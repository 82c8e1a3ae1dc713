"""Nobody is planned, or is, in two places; hours are those of the site; who tells is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.actions import (
    Pattern,
    Planned,
    cancel_shift,
    clock_in,
    clock_out,
    copy_week,
    move_shift,
    plan_many,
    plan_shift,
    plan_week,
    restore_shift,
)
from openmso.workforce.queries import Duty, actual_duties, planned_duties
from tests.cast import ADA, AUSTIN, DALLAS, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

WHY = "the roster"
NINE, FIVE = datetime(2026, 3, 10, 14, tzinfo=UTC), datetime(2026, 3, 10, 22, tzinfo=UTC)
WEEK = datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 17, tzinfo=UTC)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def manager(network: UUID) -> Actor:
    return Actor(user=None, network=network, post=Post.CLINIC_MANAGER, side=Side.BUSINESS)


def shifts(network: UUID) -> tuple[Duty, ...]:
    return planned_duties(operator(network), *WEEK)


def test_a_week_is_planned_by_the_clock_of_the_site_even_where_the_clock_changes(network: UUID) -> None:
    patterns = [Pattern(ROSA, frozenset({0, 6}), time(9), time(17))]
    plan_week(by=manager(network), why=WHY, site=AUSTIN, monday=date(2026, 3, 2), patterns=patterns)
    found = planned_duties(operator(network), datetime(2026, 3, 1, tzinfo=UTC), WEEK[1], site=AUSTIN)
    # Monday is winter time (UTC-6) in Austin; on Sunday, March 8, summer time (UTC-5) has begun.
    assert [
        (one.start.astimezone(UTC).hour, one.until and one.until.astimezone(UTC).hour) for one in found
    ] == [
        (15, 23),
        (14, 22),
    ]


def test_nobody_is_planned_in_two_places_and_nothing_of_such_a_week_is_kept(network: UUID) -> None:
    plan_shift(by=manager(network), why=WHY, planned=Planned(ROSA, DALLAS, NINE, FIVE))
    patterns = [Pattern(ROSA, frozenset({0, 1}), time(9), time(17))]
    with pytest.raises(RefusedError, match="at Dallas then"):
        plan_week(by=manager(network), why=WHY, site=AUSTIN, monday=date(2026, 3, 9), patterns=patterns)
    assert [one.site for one in shifts(network)] == [DALLAS]


def test_somebody_on_site_may_be_reachable_for_other_sites(network: UUID) -> None:
    plan_shift(by=manager(network), why=WHY, planned=Planned(ADA, AUSTIN, NINE, FIVE))
    plan_shift(by=manager(network), why=WHY, planned=Planned(ADA, DALLAS, NINE, FIVE, near="phone"))
    assert {(one.site, one.near) for one in shifts(network)} == {(AUSTIN, "on_site"), (DALLAS, "phone")}


def test_a_shift_is_moved_and_cancelled(network: UUID) -> None:
    code = plan_shift(by=manager(network), why=WHY, planned=Planned(ROSA, AUSTIN, NINE, FIVE))
    noon = datetime(2026, 3, 10, 17, tzinfo=UTC)
    move_shift(by=manager(network), why=WHY, shift=code, start=noon, until=FIVE)
    assert shifts(network)[0].start == noon
    cancel_shift(by=manager(network), why=WHY, shift=code)
    assert shifts(network) == ()
    with pytest.raises(RefusedError, match="was cancelled"):
        move_shift(by=manager(network), why=WHY, shift=code, start=NINE, until=FIVE)


@pytest.mark.parametrize(
    ("planned", "field"),
    [
        (Planned("nobody", AUSTIN, NINE, FIVE), "person"),
        (Planned(ROSA, "nowhere", NINE, FIVE), "site"),
        (Planned(ROSA, AUSTIN, FIVE, NINE), "until"),
        (Planned(ROSA, AUSTIN, NINE, FIVE, near="spirit"), "near"),
        (Planned(ROSA, AUSTIN, NINE.replace(tzinfo=None), FIVE), "start"),
    ],
)
def test_what_is_refused_plans_nothing(network: UUID, planned: Planned, field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        plan_shift(by=manager(network), why=WHY, planned=planned)
    assert refused.value.field == field
    assert shifts(network) == ()


def test_a_nurse_plans_no_roster_and_clocks_herself_in_and_out(network: UUID) -> None:
    rosa = clinician(network, ROSA, Post.RN)
    with pytest.raises(WrongHandsError):
        plan_shift(by=rosa, why=WHY, planned=Planned(ROSA, AUSTIN, NINE, FIVE))
    code = clock_in(by=rosa, why="I am here", site=AUSTIN, now=NINE)
    with pytest.raises(RefusedError, match="already"):
        clock_in(by=rosa, why="again", site=AUSTIN, now=FIVE)
    with pytest.raises(RefusedError, match="at Austin then"):
        clock_in(by=rosa, why="elsewhere", site=DALLAS, now=FIVE)
    clock_out(by=rosa, why="home", presence=code, now=FIVE)
    (was,) = actual_duties(operator(network), *WEEK)
    assert (was.person, was.site, was.start, was.until, was.told) == (ROSA, AUSTIN, NINE, FIVE, "clocked")
    with pytest.raises(RefusedError, match="before"):
        clock_out(by=rosa, why="again", presence=code, now=FIVE)


def test_a_colleague_tells_that_the_director_is_on_the_phone(network: UUID) -> None:
    clock_in(
        by=clinician(network, ROSA, Post.RN),
        why="on the phone",
        site=AUSTIN,
        person=ADA,
        near="phone",
        now=NINE,
    )
    (is_,) = actual_duties(operator(network), *WEEK)
    assert (is_.person, is_.near, is_.told, is_.until) == (ADA, "phone", "colleague", None)


def test_many_are_planned_at_once_or_none(network: UUID) -> None:
    good = [Planned(one, AUSTIN, NINE, FIVE) for one in (ADA, ROSA)]
    with pytest.raises(RefusedError):
        plan_many(by=manager(network), why=WHY, planned=[*good, Planned("nobody", AUSTIN, NINE, FIVE)])
    assert shifts(network) == ()
    assert plan_many(by=manager(network), why=WHY, planned=good) == 2
    assert len(shifts(network)) == 2


def test_many_are_refused_where_somebody_would_be_in_two_places(network: UUID) -> None:
    twice = [Planned(ROSA, one, NINE, FIVE) for one in (AUSTIN, DALLAS)]
    with pytest.raises(RefusedError) as refused:
        plan_many(by=manager(network), why=WHY, planned=twice)
    assert refused.value.field == "person"
    assert shifts(network) == ()


def test_a_cancelled_shift_is_restored_unless_the_person_is_elsewhere_by_now(network: UUID) -> None:
    by = manager(network)
    code = plan_shift(by=by, why=WHY, planned=Planned(ROSA, AUSTIN, NINE, FIVE))
    with pytest.raises(RefusedError, match="it is planned"):
        restore_shift(by=by, why=WHY, shift=code)
    cancel_shift(by=by, why=WHY, shift=code)
    elsewhere = plan_shift(by=by, why=WHY, planned=Planned(ROSA, DALLAS, NINE, FIVE))
    with pytest.raises(RefusedError, match="at Dallas then"):
        restore_shift(by=by, why=WHY, shift=code)
    assert [one.site for one in shifts(network)] == [DALLAS]
    cancel_shift(by=by, why=WHY, shift=elsewhere)
    restore_shift(by=by, why=WHY, shift=code)
    assert [one.site for one in shifts(network)] == [AUSTIN]


def test_a_week_is_copied_by_the_clock_once_however_often_it_is_asked(network: UUID) -> None:
    by, first, second = manager(network), date(2026, 3, 2), date(2026, 3, 9)
    patterns = [
        Pattern(ROSA, frozenset({0}), time(9), time(17)),
        Pattern(ADA, frozenset({0}), time(22), time(6), near="phone"),
    ]
    plan_week(by=by, why=WHY, site=AUSTIN, monday=first, patterns=patterns)
    assert copy_week(by=by, why=WHY, site=AUSTIN, monday=first, onto=second) == 2
    assert copy_week(by=by, why=WHY, site=AUSTIN, monday=first, onto=second) == 0
    # In the first week Austin is six hours behind UTC, in the second five.
    assert [(one.person, one.start, one.near) for one in shifts(network)] == [
        (ROSA, datetime(2026, 3, 9, 14, tzinfo=UTC), "on_site"),
        (ADA, datetime(2026, 3, 10, 3, tzinfo=UTC), "phone"),
    ]


def test_of_a_week_in_which_somebody_is_elsewhere_nothing_is_copied_and_they_are_named(network: UUID) -> None:
    by, first, second = manager(network), date(2026, 3, 2), date(2026, 3, 9)
    patterns = [Pattern(ROSA, frozenset({0, 1}), time(9), time(17))]
    plan_week(by=by, why=WHY, site=AUSTIN, monday=first, patterns=patterns)
    plan_shift(by=by, why=WHY, planned=Planned(ROSA, DALLAS, NINE, FIVE))
    with pytest.raises(RefusedError, match=r"Rosa.*Mar 10: they are at Dallas then"):
        copy_week(by=by, why=WHY, site=AUSTIN, monday=first, onto=second)
    with pytest.raises(RefusedError, match="no Monday"):
        copy_week(by=by, why=WHY, site=AUSTIN, monday=first, onto=date(2026, 3, 10))
    with pytest.raises(WrongHandsError):
        copy_week(by=clinician(network, ROSA, Post.RN), why=WHY, site=AUSTIN, monday=first, onto=second)
    assert [one.site for one in shifts(network)] == [DALLAS]
