"""Tracks: a value for every day, piecewise constant.

A track answers "what held on that day?" by bisection, and two tracks combine cut by cut. Standing, readings
of the law and loads of physicians are all tracks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

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
        return cls.of((cut, value_on(cut)) for cut in sorted({BEGINNING, *cuts} - {FOREVER}))

    @classmethod
    def of(cls, runs: Iterable[tuple[int, T]]) -> Track[T]:
        """From the first day and the value of each run, in order, from `BEGINNING` on; equal neighbours are joined."""
        starts: list[int] = []
        values: list[T] = []
        for day, value in runs:
            if not values or (value is not values[-1] and value != values[-1]):
                starts.append(day)
                values.append(value)
        return cls(tuple(starts), tuple(values))

    def place(self, day: int) -> int:
        """The index of the run that holds a day."""
        return bisect_right(self.starts, day) - 1

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
        return Track.of((day, change(value)) for day, value in zip(self.starts, self.values, strict=True))


def together(tracks: Sequence[Track[Any]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The runs on which none of the tracks changes: the first day of each, with the value of every track."""
    now = [track.values[0] for track in tracks]
    yield BEGINNING, tuple(now)
    changes = sorted(
        (start, place, index)
        for place, track in enumerate(tracks)
        if len(track.starts) > 1
        for index, start in enumerate(track.starts)
        if index
    )
    for day, changing in groupby(changes, _day):
        for _, place, index in changing:
            now[place] = tracks[place].values[index]
        yield day, tuple(now)


_day = itemgetter(0)
