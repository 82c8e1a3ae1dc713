"""Merging the tracks of many keys at once: where any part of a key changes, a new run of days begins."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from openmso.authority.batch.arrays import Bools, Ints, Small
from openmso.timeline.tracks import Track

DAY_BITS = 22
"""Enough for every ordinal of the calendar: 2^22 days are 11,000 years."""
DAY_MASK = (1 << DAY_BITS) - 1


@dataclass
class Part:
    """One part of all keys: tracks in flat arrays, their values as numbers of shapes.

    Equal shapes have one number, for good; `examples` holds a value of each. Tracks are numbered in the order in
    which they come, and forgotten between batches of keys.
    """

    shape_of: Callable[[Any], Hashable]
    examples: list[Any] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _values: dict[int, tuple[int, Any]] = field(default_factory=dict)
    _tracks: dict[int, tuple[int, Track[Any]]] = field(default_factory=dict)
    firsts: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)

    def number(self, value: Any) -> int:  # noqa: ANN401 - any part's value
        """The number of a value's shape."""
        known = self._values.get(
            id(value)
        )  # sound: the entry keeps the value, so its id is not given out again
        if known is not None:
            return known[0]
        shape = self.shape_of(value)
        number = self._numbers.get(shape)
        if number is None:
            number = self._numbers[shape] = len(self.examples)
            self.examples.append(value)
        self._values[id(value)] = (number, value)
        return number

    def add(self, track: Track[Any]) -> int:
        """The number of a track among those of this batch of keys."""
        known = self._tracks.get(id(track))
        if known is not None:
            return known[0]
        index = self.add_once(track)
        self._tracks[id(track)] = (index, track)
        return index

    def add_once(self, track: Track[Any]) -> int:
        """As `add`, of a track that will not come again."""
        index = len(self.firsts) - 1
        self.starts += track.starts
        self.shapes += [self.number(value) for value in track.values]
        self.firsts.append(len(self.starts))
        return index

    def forget(self) -> None:
        """Drop the tracks and every value but the examples."""
        self._values.clear()
        self._tracks.clear()
        self.firsts, self.starts, self.shapes = [0], [], []


@dataclass(frozen=True)
class Flat:
    """A part for some keys: the number of each key's track, and the tracks in flat arrays."""

    tracks: Small
    firsts: Small
    starts: Small
    shapes: Small

    @classmethod
    def of(cls, part: Part, tracks: Sequence[int] | Small) -> Flat:
        """A part and the number of each key's track in it."""
        return cls(*(np.array(one, np.int32) for one in (tracks, part.firsts, part.starts, part.shapes)))

    def take(self, rows: Ints) -> Flat:
        """Some keys, of the same tracks."""
        return Flat(self.tracks[rows], self.firsts, self.starts, self.shapes)

    def with_keys(self, other: Flat) -> Flat:
        """With other keys after these, and with their tracks unless they are the same."""
        if other.firsts is self.firsts:
            return Flat(np.concatenate([self.tracks, other.tracks]), self.firsts, self.starts, self.shapes)
        return Flat(
            np.concatenate([self.tracks, other.tracks + np.int32(len(self.firsts) - 1)]),
            np.concatenate([self.firsts, other.firsts[1:] + self.firsts[-1]]),
            np.concatenate([self.starts, other.starts]),
            np.concatenate([self.shapes, other.shapes]),
        )

    def any_of(self, shapes: Bools) -> Bools:
        """Per key, whether any of its values has one of these shapes."""
        many = np.add.reduceat(shapes[self.shapes].astype(np.int64), self.firsts[:-1])
        return np.asarray(many[self.tracks] > 0)

    def changes(self) -> tuple[Ints, Ints]:
        """Every change after the first value, as (key, day) codes in order, and the shape from then on."""
        first = self.firsts[self.tracks] + 1
        count = self.firsts[self.tracks + 1] - first
        owner = np.repeat(np.arange(len(count)), count)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        places = np.repeat(first, count) + within
        return owner << DAY_BITS | self.starts[places], self.shapes[places].astype(np.int64)


def merged(flats: Sequence[Flat]) -> tuple[Ints, list[Ints]]:
    """The runs of all keys, as sorted (key, day) codes, and per part the shape that holds in each run."""
    changes = [flat.changes() for flat in flats]
    firsts = np.arange(len(flats[0].tracks)) << DAY_BITS
    runs = np.sort(np.concatenate([firsts, *(codes for codes, _ in changes)]))
    runs = runs[np.diff(runs, prepend=-1) != 0]
    begins = np.searchsorted(runs, firsts)
    columns = []
    for flat, (codes, shapes) in zip(flats, changes, strict=True):
        at = np.searchsorted(runs, codes)
        last, value = np.zeros(len(runs), np.int64), np.zeros(len(runs), np.int64)
        last[begins], last[at] = begins, at
        value[begins], value[at] = flat.shapes[flat.firsts[flat.tracks]], shapes
        columns.append(value[np.maximum.accumulate(last)])
    return runs, columns


def combinations(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """The different rows of some columns: a row that shows each, and the number of every row's combination."""
    code = np.zeros(len(columns[0]), np.int64)
    size = 1
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if size * width >= 1 << 62:
            code = numbered(code)
            size = int(code.max(initial=0)) + 1
        code = code * width + column
        size *= width
    number = numbered(code)
    shown = np.zeros(int(number.max(initial=-1)) + 1, np.int64)
    shown[number] = np.arange(len(number))
    return shown, number


def numbered(codes: Ints) -> Ints:
    """Equal codes as equal small numbers."""
    return np.asarray(pa.array(codes).dictionary_encode().indices.to_numpy(), np.int64)
