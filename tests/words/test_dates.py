"""Days for people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from openmso.timeline.spans import BEGINNING, FOREVER, Span
from openmso.words.dates import away, extent, short, when, when_ordinal

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow (Nov 24)"),
        (date(2026, 11, 22), "yesterday (Nov 22)"),
        (date(2026, 12, 5), "in 12 days (Dec 5)"),
        (date(2026, 11, 11), "12 days ago (Nov 11)"),
        (date(2027, 1, 22), "in 60 days (Jan 22, 2027)"),
        (date(2027, 1, 23), "in 2 months (Jan 23, 2027)"),
        (date(2026, 8, 5), "3 months ago (Aug 5)"),
        (date(2028, 11, 22), "in 23 months (Nov 22, 2028)"),
        (date(2028, 11, 23), "in 2 years (Nov 23, 2028)"),
    ],
)
def test_a_day_is_told_by_its_distance_and_its_date(day: date, said: str) -> None:
    assert when(day, TODAY) == said


def test_the_year_is_left_out_where_it_is_the_same() -> None:
    assert short(date(2026, 1, 9), TODAY) == "Jan 9"
    assert short(date(2025, 1, 9), TODAY) == "Jan 9, 2025"


def test_the_ends_of_time_are_no_dates() -> None:
    assert when_ordinal(FOREVER, TODAY) == "never"
    assert when_ordinal(BEGINNING, TODAY) == "always"
    assert when_ordinal(TODAY.toordinal(), TODAY) == "today"


def test_an_extent_ends_with_its_last_day() -> None:
    assert extent(Span.of(date(2026, 1, 1), date(2027, 1, 1)), TODAY) == "Jan 1 – Dec 31"
    assert extent(Span.of(date(2025, 3, 2)), TODAY) == "since Mar 2, 2025"
    assert extent(Span.of(None, date(2026, 12, 1)), TODAY) == "through Nov 30"
    assert extent(Span.day(TODAY), TODAY) == "Nov 23"
    assert extent(Span(), TODAY) == "always"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(40, "in 40 minutes"), (-1, "1 minute ago"), (150, "in 2 hours"), (-60 * 50, "2 days ago")],
)
def test_a_moment_is_told_by_how_far_it_is_away(minutes: int, said: str) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert away(now + timedelta(minutes=minutes), now) == said
