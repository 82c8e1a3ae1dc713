"""The steps of an introduction: in order, each by the sides it takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openmso.matching.rules.steps import (
    BUSINESS,
    CLINICAL,
    ENDS,
    STEPS,
    Clock,
    Said,
    current,
    is_active,
    waits_for,
    wrong,
)

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def said(*steps: tuple[str, str]) -> list[Said]:
    return [Said(step, side, NOON) for step, side in steps]


ALL = [(step, side) for step, sides in STEPS.items() for side in sorted(sides)]


def test_a_step_waits_for_every_side_it_takes() -> None:
    there = said(("shortlist", BUSINESS), ("introduction", BUSINESS))
    assert current(there) == "introduction"
    assert waits_for(there) == {CLINICAL}
    assert wrong("introduction", BUSINESS, there) is not None
    assert wrong("introduction", CLINICAL, there) is None
    assert wrong("terms", BUSINESS, there) is not None


def test_who_is_active_is_renewed_or_replaced_and_does_not_decline() -> None:
    there = said(*ALL)
    assert is_active(there)
    assert wrong("declined", CLINICAL, there) is not None
    assert wrong("renewed", BUSINESS, there) is None
    assert is_active([*there, Said("renewed", BUSINESS, NOON)])
    assert current([*there, Said("replaced", BUSINESS, NOON)]) == "replaced"


def test_a_declined_one_goes_no_further() -> None:
    there = said(("shortlist", BUSINESS), ("declined", CLINICAL))
    assert current(there) == "declined"
    assert waits_for(there) == frozenset()
    assert wrong("introduction", BUSINESS, there) is not None


def test_nobody_is_renewed_before_they_are_active() -> None:
    assert wrong("renewed", BUSINESS, said(("shortlist", BUSINESS))) is not None


def test_the_clock_runs_a_day_from_opening_to_the_first_call() -> None:
    assert not Clock(NOON, NOON + timedelta(hours=24)).late(NOON)
    assert Clock(NOON, NOON + timedelta(hours=25)).late(NOON)
    assert Clock(NOON, None).late(NOON + timedelta(hours=25))


@given(
    st.lists(st.tuples(st.sampled_from([*STEPS, *ENDS]), st.sampled_from([BUSINESS, CLINICAL])), max_size=40)
)
def test_what_may_be_said_keeps_the_order(tries: list[tuple[str, str]]) -> None:
    there: list[Said] = []
    for step, side in tries:
        if wrong(step, side, there) is None:
            there.append(Said(step, side, NOON))
    steps = [one.step for one in there if one.step in STEPS]
    assert [list(STEPS).index(one) for one in steps] == sorted(list(STEPS).index(one) for one in steps)
    assert len({(one.step, one.side) for one in there if one.step in STEPS}) == len(steps)
