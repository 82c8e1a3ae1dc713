"""Tracks: a value for every day, piecewise constant.

A track answers "what held on that day?" by bisection, and two tracks combine cut by cut. Standing, readings
of the law and loads of physicians are all tracks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from openmso.timeline.spans import BEGINNING, FOREVER, Span

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Track(Generic[T]):
    """`values[i]` holds from `starts[i]` up to `starts[i + 1]`; the first start is always `BEGINNING`."""

    starts: tuple[int, ...]
    values: tuple[T, ...]

    @classmethod
    def constant(cls, value: T) -> Track[T]:
        """The same value on every day."""
        return cls((BEGINNING,), (value,))

    @classmethod
    def by_day(cls, cuts: Iterable[int], value_on: Callable[[int], T]) -> Track[T]:
        """Ask `value_on` once after each cut; equal neighbours are joined. Cuts need not be sorted or unique."""
        starts: list[int] = []
        values: list[T] = []
        for cut in sorted({BEGINNING, *cuts} - {FOREVER}):
            value = value_on(cut)
            if not values or values[-1] != value:
                starts.append(cut)
                values.append(value)
        return cls(tuple(starts), tuple(values))

    def at(self, day: int) -> T:
        """The value on a day (an ordinal)."""
        return self.values[bisect_right(self.starts, day) - 1]

    def pieces(self, within: Span) -> Iterator[tuple[Span, T]]:
        """The runs that cover `within` exactly, in order, without overlap."""
        i = bisect_right(self.starts, within.start) - 1
        start = within.start
        while start < within.end:
            end = self.starts[i + 1] if i + 1 < len(self.starts) else FOREVER
            yield Span(start, min(end, within.end)), self.values[i]
            start, i = min(end, within.end), i + 1

    def map(self, change: Callable[[T], U]) -> Track[U]:
        """Another value for each value; equal neighbours are joined."""
        return Track.by_day(self.starts, lambda day: change(self.at(day)))
