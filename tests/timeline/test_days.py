"""Sets of days behave as Python's sets do, whatever runs they were built from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.timeline.days import ALL_DAYS, NO_DAYS, Days, days_where
from openmso.timeline.spans import BEGINNING, FOREVER, Span
from openmso.timeline.tracks import Track

LAST = 40
WINDOW = range(LAST + 10)  # an open run reaches past its end; day 0 is BEGINNING
runs = st.tuples(st.integers(BEGINNING, LAST - 1), st.one_of(st.integers(1, 8), st.just(FOREVER))).map(
    lambda run: (run[0], min(run[0] + run[1], FOREVER) if run[1] < FOREVER else FOREVER)
)
lists_of_runs = st.lists(runs, max_size=6)


def members(days: Days) -> set[int]:
    return {day for day in WINDOW if day in days}


def expected(pairs: list[tuple[int, int]]) -> set[int]:
    return {day for start, end in pairs for day in WINDOW if start <= day < end}


def assert_canonical(days: Days) -> None:
    """Toggles increase strictly, so equal sets are equal values."""
    assert list(days.toggles) == sorted(set(days.toggles))
    assert len(days.toggles) % 2 == 0


@given(lists_of_runs)
def test_a_set_holds_the_days_of_its_runs(pairs: list[tuple[int, int]]) -> None:
    days = Days.from_pairs(pairs)
    assert_canonical(days)
    assert members(days) == expected(pairs)
    assert bool(days) == bool(pairs)
    assert Days.of(*(Span(*pair) for pair in pairs)) == days
    assert Days.of(*days.spans()) == days


@given(lists_of_runs, lists_of_runs)
def test_union_intersection_and_difference_are_those_of_sets(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    left, right = Days.from_pairs(one), Days.from_pairs(other)
    for found, wanted in (
        (left | right, expected(one) | expected(other)),
        (left & right, expected(one) & expected(other)),
        (left - right, expected(one) - expected(other)),
        (Days.union_of([left, right]), expected(one) | expected(other)),
    ):
        assert_canonical(found)
        assert members(found) == wanted


@given(lists_of_runs)
def test_the_complement_holds_every_other_day_to_the_ends_of_time(pairs: list[tuple[int, int]]) -> None:
    days = Days.from_pairs(pairs)
    assert members(~days) == set(WINDOW) - expected(pairs)
    assert ~~days == days
    assert ~days | days == ALL_DAYS
    assert ~days & days == NO_DAYS


@given(lists_of_runs, st.integers(0, LAST), st.integers(1, LAST))
def test_counting_counts_the_days_within(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    within = Span(start, min(start + length, LAST + 10))
    assert Days.from_pairs(pairs).count(within) == len(expected(pairs) & set(range(within.start, within.end)))


@given(lists_of_runs)
def test_a_set_as_a_track_is_true_on_its_days(pairs: list[tuple[int, int]]) -> None:
    days = Days.from_pairs(pairs)
    track = days.track()
    assert track.starts[0] == BEGINNING
    assert {day for day in WINDOW if track.at(day)} == expected(pairs)
    assert days_where(track, bool) == days


@given(st.dictionaries(st.integers(0, LAST), st.integers(0, 3), min_size=1))
def test_the_days_on_which_a_track_is_odd(changes: dict[int, int]) -> None:
    track = Track.by_day(changes, lambda day: changes.get(day, 0))
    odd = days_where(track, lambda value: value % 2 == 1)
    assert members(odd) == {day for day in WINDOW if track.at(day) % 2 == 1}
    assert_canonical(odd)


def test_empty_pairs_are_ignored_and_neighbours_are_joined() -> None:
    assert Days.from_pairs([(5, 5), (9, 7)]) == NO_DAYS
    assert Days.from_pairs([(1, 3), (3, 5)]).spans() == (Span(1, 5),)


def test_every_day_and_no_day() -> None:
    assert ALL_DAYS.spans() == (Span(),)
    assert not NO_DAYS.spans()
    assert ALL_DAYS.track() == Track.constant(True)
    assert NO_DAYS.track() == Track.constant(False)


@pytest.mark.parametrize("day", [BEGINNING, 1, FOREVER - 1])
def test_all_days_hold_the_first_and_the_last(day: int) -> None:
    assert day in ALL_DAYS
    assert day not in NO_DAYS
