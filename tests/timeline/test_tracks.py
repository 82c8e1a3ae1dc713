"""Tracks answer as a dictionary with a value for every day would."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openmso.timeline.spans import BEGINNING, FOREVER, Span
from openmso.timeline.tracks import Track, together

LAST = 40
changes = st.dictionaries(st.integers(BEGINNING, LAST), st.integers(0, 3), max_size=8)
spans = st.tuples(st.integers(0, LAST), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))


def by_dictionary(cuts: dict[int, int], day: int) -> int:
    """The value of the last change on or before the day; 0 before any."""
    before = [cut for cut in cuts if cut <= day]
    return cuts[max(before)] if before else 0


def track_of(cuts: dict[int, int]) -> Track[int]:
    return Track.by_day([*cuts, *cuts, FOREVER], lambda day: by_dictionary(cuts, day))


@given(changes)
def test_every_day_has_its_value(cuts: dict[int, int]) -> None:
    track = track_of(cuts)
    for day in range(LAST + 5):
        assert track.at(day) == by_dictionary(cuts, day)
    assert track.at(FOREVER - 1) == by_dictionary(cuts, LAST + 1)


@given(changes)
def test_neighbours_differ_and_the_first_piece_starts_at_the_beginning(cuts: dict[int, int]) -> None:
    track = track_of(cuts)
    assert track.starts[0] == BEGINNING
    assert FOREVER not in track.starts
    assert all(one != other for one, other in pairwise(track.values))


@given(st.lists(changes, min_size=1, max_size=4))
def test_tracks_together_have_the_values_of_each_on_every_day(several: list[dict[int, int]]) -> None:
    runs = list(together([track_of(cuts) for cuts in several]))
    assert runs[0][0] == BEGINNING
    assert all(day < later for (day, _), (later, _) in pairwise(runs))
    joined = Track.of(runs)
    for day in range(LAST + 5):
        assert joined.at(day) == tuple(by_dictionary(cuts, day) for cuts in several)


def test_tracks_together_are_cut_only_where_one_of_them_changes() -> None:
    runs = list(
        together([Track((0, 10), ("a", "b")), Track.constant("c"), Track((0, 10, 20), ("x", "y", "z"))])
    )
    assert [day for day, _ in runs] == [0, 10, 20]


@given(changes)
def test_a_day_has_its_place(cuts: dict[int, int]) -> None:
    track = track_of(cuts)
    for day in range(LAST + 5):
        assert track.values[track.place(day)] == track.at(day)


@given(changes, spans)
def test_pieces_cover_a_span_exactly_in_order(cuts: dict[int, int], within: Span) -> None:
    pieces = list(track_of(cuts).pieces(within))
    assert pieces[0][0].start == within.start
    assert pieces[-1][0].end == within.end
    assert all(one.end == other.start for (one, _), (other, _) in pairwise(pieces))
    for span, value in pieces:
        assert {by_dictionary(cuts, day) for day in range(span.start, span.end)} == {value}


@given(changes)
def test_mapping_changes_every_value_and_joins_neighbours(cuts: dict[int, int]) -> None:
    mapped = track_of(cuts).map(lambda value: value // 2)
    for day in range(LAST + 5):
        assert mapped.at(day) == by_dictionary(cuts, day) // 2
    assert all(one != other for one, other in pairwise(mapped.values))


def test_a_constant_holds_to_the_ends_of_time() -> None:
    track = Track.constant("law")
    assert track.at(BEGINNING) == track.at(FOREVER - 1) == "law"
    assert list(track.pieces(Span())) == [(Span(), "law")]
