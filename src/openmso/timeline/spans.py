"""Spans: half-open runs of civil days, `[start, end)`, as day ordinals.

`BEGINNING` and `FOREVER` stand for "no known first day" and "no end"; arithmetic on them needs no special
case because they are ordinary integers outside the calendar of any network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

BEGINNING: Final = 0
FOREVER: Final = date.max.toordinal() + 1


class SpanError(ValueError):
    """A span whose end does not come after its start."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days `start` up to but excluding `end`, as ordinals. Never empty.

    Raises `SpanError` if `end <= start`.
    """

    start: int = BEGINNING
    end: int = FOREVER

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise SpanError(
                f"span ends ({show_day(self.end)}) on or before its start ({show_day(self.start)})"
            )

    @classmethod
    def of(cls, first: date | None = None, until: date | None = None) -> Span:
        """From dates: `first` is the first day (None: since ever), `until` the first day after (None: open)."""
        return cls(
            BEGINNING if first is None else first.toordinal(),
            FOREVER if until is None else until.toordinal(),
        )

    @classmethod
    def day(cls, day: date) -> Span:
        """The span of exactly one day."""
        return cls(day.toordinal(), day.toordinal() + 1)

    @property
    def first(self) -> date | None:
        """First day, or None if the span has no known beginning."""
        return day_to_date(self.start)

    @property
    def until(self) -> date | None:
        """First day after the span, or None if it is open."""
        return day_to_date(self.end)

    def __contains__(self, day: object) -> bool:
        if isinstance(day, date):
            day = day.toordinal()
        return isinstance(day, int) and self.start <= day < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether at least one day belongs to both."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: Span) -> Span | None:
        """The days that belong to both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __len__(self) -> int:
        return self.end - self.start


ALWAYS: Final = Span()


def day_to_date(day: int) -> date | None:
    """The calendar date of an ordinal; None for `BEGINNING` and `FOREVER`, which are not dates."""
    return date.fromordinal(day) if BEGINNING < day < FOREVER else None


def show_day(day: int) -> str:
    """An ordinal for people: ISO date, or a dash where there is no date."""
    found = day_to_date(day)
    return "–" if found is None else found.isoformat()
