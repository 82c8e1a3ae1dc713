"""Spans: half open, never empty, open at either end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.timeline.spans import ALWAYS, BEGINNING, FOREVER, Span, SpanError, day_to_date, show_day

MARCH_1, MARCH_2, MARCH_3 = (date(2026, 3, day) for day in (1, 2, 3))
small_spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))


def days(span: Span) -> set[int]:
    return set(range(span.start, span.end))


def test_the_first_day_belongs_to_a_span_and_the_end_does_not() -> None:
    span = Span.of(MARCH_1, MARCH_3)
    assert MARCH_1 in span
    assert MARCH_2 in span
    assert MARCH_3 not in span
    assert date(2026, 2, 28) not in span


def test_days_are_asked_as_dates_or_as_ordinals_and_nothing_else_belongs() -> None:
    span = Span.day(MARCH_2)
    assert MARCH_2.toordinal() in span
    assert MARCH_3.toordinal() not in span
    assert "2026-03-02" not in span


def test_a_span_without_dates_holds_every_day() -> None:
    assert Span.of() == ALWAYS
    assert date.min in ALWAYS
    assert date.max in ALWAYS
    assert (ALWAYS.first, ALWAYS.until) == (None, None)


def test_a_span_gives_back_its_dates() -> None:
    span = Span.of(MARCH_1, MARCH_3)
    assert (span.first, span.until, len(span)) == (MARCH_1, MARCH_3, 2)


@pytest.mark.parametrize("end", [MARCH_1, MARCH_2])
def test_a_span_that_ends_on_or_before_its_start_is_refused_with_both_dates(end: date) -> None:
    with pytest.raises(SpanError, match=rf"{end}.*2026-03-02"):
        Span.of(MARCH_2, end)


def test_the_ends_of_time_are_no_dates() -> None:
    assert day_to_date(BEGINNING) is None
    assert day_to_date(FOREVER) is None
    assert day_to_date(BEGINNING + 1) == date.min
    assert day_to_date(FOREVER - 1) == date.max


def test_days_are_shown_as_iso_dates_or_a_dash() -> None:
    assert show_day(MARCH_1.toordinal()) == "2026-03-01"
    assert show_day(FOREVER) == "–"


@given(small_spans, small_spans)
def test_overlap_and_intersection_are_those_of_sets(one: Span, other: Span) -> None:
    both = days(one) & days(other)
    shared = one.intersection(other)
    assert one.overlaps(other) == bool(both)
    assert (set() if shared is None else days(shared)) == both


@given(small_spans, st.integers(0, 50))
def test_membership_and_length_are_those_of_sets(span: Span, day: int) -> None:
    assert (day in span) == (day in days(span))
    assert len(span) == len(days(span))
