"""Days, spans and choices. Everything that changes does so within three weeks of February and March 2026."""

from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from openmso.timeline.spans import ALWAYS, FOREVER, Span

T = TypeVar("T")
FIRST = date(2026, 2, 16)
DURING = Span.of(FIRST, FIRST + timedelta(days=21))
LONG_AGO = date(2020, 1, 1)


def mostly(good: T, *others: T) -> st.SearchStrategy[T]:
    """The good value three times out of four or so, otherwise one of the others."""
    return st.sampled_from([good] * (3 * len(others)) + list(others))


def _run(start: int, days: int) -> Span:
    return Span(start, start + days)


ordinals = st.integers(DURING.start - 1, DURING.end)
dates = ordinals.map(date.fromordinal)
spans: st.SearchStrategy[Span] = st.one_of(
    ordinals.map(lambda end: Span(end=end)),
    ordinals.map(lambda start: Span(start, FOREVER)),
    st.builds(_run, ordinals, st.integers(1, 12)),
    st.just(ALWAYS),
)
