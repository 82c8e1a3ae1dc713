"""Merging many keys at once gives the runs that merging each alone gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.batch.merging import DAY_BITS, DAY_MASK, Flat, Part, combinations, merged
from openmso.timeline.tracks import Track, together

LAST = 30
tracks = st.dictionaries(st.integers(1, LAST), st.sampled_from("abc"), max_size=4).map(
    lambda cuts: Track.of([(0, "a"), *sorted(cuts.items())])
)


@given(st.lists(st.tuples(tracks, tracks, tracks), min_size=1, max_size=6))
def test_runs_of_many_keys_are_those_of_each(keys: list[tuple[Track[str], ...]]) -> None:
    parts = [Part(str) for _ in range(3)]
    flats = [Flat.of(part, [part.add(key[place]) for key in keys]) for place, part in enumerate(parts)]
    runs, columns = merged(flats)
    found: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
    for row, code in enumerate(runs.tolist()):
        values = tuple(part.examples[column[row]] for part, column in zip(parts, columns, strict=True))
        found.setdefault(code >> DAY_BITS, []).append((code & DAY_MASK, values))
    assert found == {number: list(together(key)) for number, key in enumerate(keys)}


def test_a_track_comes_once_and_equal_shapes_have_one_number() -> None:
    part = Part(len)
    track = Track((0, 5), ("one", "two"))
    assert part.add(track) == part.add(track) == 0
    assert part.add(Track((0, 5), ("six", "eleven"))) == 1
    assert part.shapes == [0, 0, 0, 1]
    assert part.examples == ["one", "eleven"]


def test_what_is_forgotten_keeps_its_number() -> None:
    part = Part(len)
    part.add(Track((0, 5), ("one", "eleven")))
    part.forget()
    assert part.firsts == [0]
    assert part.add(Track.constant("eleven")) == 0
    assert part.shapes == [1]


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=40))
def test_equal_rows_have_one_number(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)]
    shown, number = combinations(columns)
    assert [rows[shown[one]] for one in number.tolist()] == rows
    assert len(set(rows)) == len(shown)


def test_columns_that_are_too_wide_for_one_number_are_numbered_on_the_way() -> None:
    wide = np.array([0, 1 << 40, 7, 1 << 40], np.int64)
    shown, number = combinations([wide, wide, wide])
    assert len(shown) == 3
    assert number[1] == number[3]


def test_nothing_combines_to_nothing() -> None:
    shown, number = combinations([np.zeros(0, np.int64)])
    assert len(shown) == len(number) == 0
