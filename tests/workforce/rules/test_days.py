"""A day is read only if it can mean one day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.workforce.rules.days import Order, UnclearDayError, day_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31", "2026/3/31", "2026.03.31", "20260331", "3/31/2026", "31.03.2026", "31-3-2026", "Mar 31, 2026",
        "March 31 2026", "31 March 2026", "31-Mar-2026", "31st March, 2026", " 2026-03-31 ", "2026-03-31 00:00:00",
        "2026-03-31T00:00", "mar. 31, 2026",
    ],
)  # fmt: skip
def test_the_usual_ways_of_writing_a_day(text: str) -> None:
    assert day_of(text) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/2026", "cannot be told apart"),
        ("3/31/26", "two digits"),
        ("31-Mar-26", "two digits"),
        ("46112", "spreadsheet"),
        ("2026-02-29", "no such day"),
        ("31/31/2026", "no such day"),
        ("Mrz 31, 2026", "no such month"),
        ("2025-07", "no day"),
        ("2026-03/31", "no day"),
        ("2026-03-31 14:30", "no day"),
        ("soon", "no day"),
        ("", "no day"),
        ("Marching 3, 2026", "no such month"),
    ],
)
def test_what_may_mean_two_days_or_none_is_refused_without_repeating_it(text: str, why: str) -> None:
    with pytest.raises(UnclearDayError, match=why) as refused:
        day_of(text)
    assert not text or text not in str(refused.value)


def test_the_same_number_twice_is_clear() -> None:
    assert day_of("4/4/2026") == date(2026, 4, 4)


def test_a_file_may_say_which_comes_first() -> None:
    assert day_of("03/04/2026", Order.MONTH_FIRST) == date(2026, 3, 4)
    assert day_of("03/04/2026", Order.DAY_FIRST) == date(2026, 4, 3)
    with pytest.raises(UnclearDayError, match="no such day"):
        day_of("31/3/2026", Order.MONTH_FIRST)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%Y/%m/%d"]))
def test_every_day_is_read_as_it_was_written(day: date, form: str) -> None:
    assert day_of(day.strftime(form)) == day


@given(DAYS)
def test_numbers_with_slashes_are_never_read_as_another_day(day: date) -> None:
    for form in ("%m/%d/%Y", "%d/%m/%Y"):
        try:
            assert day_of(day.strftime(form)) == day
        except UnclearDayError:
            assert day.day <= 12
            assert day.day != day.month
