"""Months end on different days, and a day is a day somewhere."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.timeline.calendar import (
    NaiveTimeError,
    Rounding,
    add_months,
    civil_day,
    months_between,
    on_the_wall,
)

CHICAGO = ZoneInfo("America/Chicago")
dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "rounding", "wanted"),
    [
        (date(2026, 1, 15), 1, "down", date(2026, 2, 15)),
        (date(2026, 1, 31), 1, "down", date(2026, 2, 28)),
        (date(2026, 1, 31), 1, "up", date(2026, 3, 1)),
        (date(2028, 1, 31), 1, "down", date(2028, 2, 29)),
        (date(2024, 2, 29), 12, "down", date(2025, 2, 28)),
        (date(2024, 2, 29), 12, "up", date(2025, 3, 1)),
        (date(2026, 10, 31), 1, "up", date(2026, 12, 1)),
        (date(2026, 12, 31), 2, "up", date(2027, 3, 1)),
        (date(2026, 12, 15), 1, "up", date(2027, 1, 15)),
        (date(2026, 3, 31), -1, "down", date(2026, 2, 28)),
        (date(2026, 1, 31), -2, "up", date(2025, 12, 1)),
        (date(2026, 1, 31), 0, "down", date(2026, 1, 31)),
    ],
)
def test_months_are_added_with_the_rounding_asked_for(
    day: date, months: int, rounding: Rounding, wanted: date
) -> None:
    assert add_months(day, months, rounding=rounding) == wanted


@given(dates, st.integers(0, 240))
def test_rounding_down_and_up_agree_or_stand_on_either_side_of_the_months_end(day: date, months: int) -> None:
    down = add_months(day, months, rounding="down")
    up = add_months(day, months, rounding="up")
    assert up in (down, down + timedelta(days=1))
    assert (up == down) == (down.day == day.day)


@given(dates, st.integers(0, 240))
def test_as_many_months_lie_between_as_were_added(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months, rounding="up")) == months


@given(dates, dates)
def test_months_between_never_overtake(first: date, last: date) -> None:
    months = months_between(first, last)
    assert months >= 0
    if first <= last:
        assert (
            add_months(first, months, rounding="down") <= last < add_months(first, months + 1, rounding="up")
        )
    else:
        assert months == 0


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        (datetime(2026, 3, 3, 5, 59, tzinfo=UTC), date(2026, 3, 2)),  # winter: six hours behind
        (datetime(2026, 3, 3, 6, 0, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 3, 9, 4, 59, tzinfo=UTC), date(2026, 3, 8)),  # the day the clocks went forward: five
        (datetime(2026, 3, 9, 5, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 11, 2, 5, 59, tzinfo=UTC), date(2026, 11, 1)),  # the day they went back: six again
        (datetime(2026, 11, 2, 6, 0, tzinfo=UTC), date(2026, 11, 2)),
    ],
)
def test_an_instant_is_a_day_in_its_zone(moment: datetime, wanted: date) -> None:
    assert civil_day(moment, CHICAGO) == wanted


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(NaiveTimeError, match=r"2026-03-02T12:00:00.*-06:00"):
        civil_day(datetime(2026, 3, 2, 12), CHICAGO)  # noqa: DTZ001 - what is to be refused


@pytest.mark.parametrize(
    ("local", "moments"),
    [
        ("2026-12-05T14:30", ["2026-12-05T20:30+00:00"]),
        ("2026-11-01T01:30", ["2026-11-01T06:30+00:00", "2026-11-01T07:30+00:00"]),
        ("2026-03-08T02:30", []),
        ("2026-03-08T03:00", ["2026-03-08T08:00+00:00"]),
    ],
    ids=["once", "twice", "never", "just after"],
)
def test_the_clock_on_the_wall_shows_a_time_once_twice_or_never(local: str, moments: list[str]) -> None:
    """In Chicago it is set back on November 1 and forward on March 8, at two."""
    found = on_the_wall(datetime.fromisoformat(local), CHICAGO)
    assert [one.astimezone(UTC) for one in found] == [datetime.fromisoformat(one) for one in moments]
