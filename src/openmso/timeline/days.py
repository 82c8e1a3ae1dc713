"""Sets of days as sorted, disjoint, non-adjacent spans.

A set is stored as its toggle points `(s0, e0, s1, e1, …)`, strictly increasing: day `d` is a member iff an
odd number of toggles are at or before it. Union, intersection and difference are then one merge of two
sorted tuples, and membership is one bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from openmso.timeline.spans import BEGINNING, FOREVER, Span
from openmso.timeline.tracks import Track

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Days:
    """An immutable set of days. Build it with `Days.of`, `Days.union_of`, or the operators `| & - ~`."""

    toggles: tuple[int, ...] = ()

    @classmethod
    def of(cls, *spans: Span) -> Days:
        """The union of spans, in any order, overlapping or not."""
        if len(spans) == 1:
            return cls((spans[0].start, spans[0].end))
        return cls.from_pairs((span.start, span.end) for span in spans)

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[int, int]]) -> Days:
        """The union of `(start, end)` pairs of ordinals; empty pairs are ignored."""
        toggles: list[int] = []
        for start, end in sorted(pairs):
            if end <= start:
                continue
            if toggles and start <= toggles[-1]:
                toggles[-1] = max(toggles[-1], end)
            else:
                toggles += (start, end)
        return cls(tuple(toggles))

    @classmethod
    def union_of(cls, sets: Iterable[Days]) -> Days:
        """The union of any number of sets."""
        return cls.from_pairs(pair for days in sets for pair in days.pairs())

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The runs as `(start, end)` ordinals, oldest first."""
        return zip(self.toggles[::2], self.toggles[1::2], strict=True)

    def spans(self) -> tuple[Span, ...]:
        """The runs as spans, oldest first."""
        return tuple(Span(start, end) for start, end in self.pairs())

    def __contains__(self, day: int) -> bool:
        return bisect_right(self.toggles, day) % 2 == 1

    def track(self) -> Track[bool]:
        """The set as a track of whether each day belongs to it."""
        return self.choose(inside=True, outside=False)

    def choose(self, inside: T, outside: T) -> Track[T]:
        """One value on the days of the set, another on all others."""
        toggles = self.toggles
        begins_inside = bool(toggles) and toggles[0] == BEGINNING
        starts = toggles if begins_inside else (BEGINNING, *toggles)
        if starts[-1] == FOREVER:
            starts = starts[:-1]
        both = (inside, outside) if begins_inside else (outside, inside)
        return Track(starts, (both * (len(starts) // 2 + 1))[: len(starts)])

    def __bool__(self) -> bool:
        return bool(self.toggles)

    def __or__(self, other: Days) -> Days:
        return _merge(self, other, lambda left, right: left or right)

    def __and__(self, other: Days) -> Days:
        return _merge(self, other, lambda left, right: left and right)

    def __sub__(self, other: Days) -> Days:
        return _merge(self, other, lambda left, right: left and not right)

    def __invert__(self) -> Days:
        return ALL_DAYS - self

    def count(self, within: Span) -> int:
        """How many days of the set lie in `within`."""
        return sum(
            min(end, within.end) - max(start, within.start)
            for start, end in self.pairs()
            if start < within.end and within.start < end
        )


def _merge(left: Days, right: Days, keep: Callable[[bool, bool], bool]) -> Days:
    toggles: list[int] = []
    in_left = in_right = inside = False
    one, two = left.toggles, right.toggles
    i = j = 0
    while i < len(one) or j < len(two):
        day = min(one[i] if i < len(one) else FOREVER, two[j] if j < len(two) else FOREVER)
        if i < len(one) and one[i] == day:
            in_left, i = not in_left, i + 1
        if j < len(two) and two[j] == day:
            in_right, j = not in_right, j + 1
        if keep(in_left, in_right) != inside:
            inside = not inside
            toggles.append(day)
    return Days(tuple(toggles))


NO_DAYS = Days()
ALL_DAYS = Days((BEGINNING, FOREVER))


def days_where(track: Track[T], wanted: Callable[[T], bool]) -> Days:
    """The days on which a track's value satisfies `wanted`."""
    ends = (*track.starts[1:], FOREVER)
    runs = zip(track.starts, ends, track.values, strict=True)
    return Days.from_pairs((start, end) for start, end, value in runs if wanted(value))
