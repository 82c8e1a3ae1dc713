"""The draw: counted by hand, made again by anybody, and not to be steered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.oversight.rules.reviews import (
    ITEMS,
    PARTS,
    Chart,
    draw,
    instead,
    is_grave,
    month_of,
    quota,
    wrong_scores,
)

CHARTS = [Chart(f"chart-{n}", "care") for n in range(60)]


@pytest.mark.parametrize(
    ("charts", "shares", "doubled", "wanted"),
    [
        (60, [], False, 6),  # the house: 10 %
        (61, [], False, 7),  # rounded up
        (20, [], False, 5),  # never fewer than five
        (3, [], False, 3),  # unless there are fewer
        (60, [5], False, 6),  # a lower share of the law does not lower the house's
        (60, [20, 5], False, 12),
        (60, [100], False, 60),
        (60, [], True, 12),
        (8, [], True, 8),
    ],
)
def test_how_many_are_read(charts: int, shares: list[int], doubled: bool, wanted: int) -> None:
    assert quota(charts, shares, doubled=doubled) == wanted


def test_there_are_six_parts_of_four_items() -> None:
    assert [len(ITEMS[part]) for part in PARTS] == [4] * 6


def test_the_draw_is_the_order_of_the_hashes_and_what_is_always_read_comes_besides() -> None:
    by_hand = sorted(CHARTS, key=lambda one: sha256(f"s\ncare\n{one.code}".encode()).hexdigest())
    assert [one.chart for one in draw("s", CHARTS, 6)] == by_hand[:6]
    last = replace(by_hand[-1], marks=frozenset({"adverse_event", "late_note"}))
    drawn = draw("s", [*by_hand[:-1], last], 6)
    assert [(one.chart.code, one.strata) for one in drawn[6:]] == [(last.code, ("adverse_event",))]
    assert instead("s", CHARTS, [one.code for one in by_hand[:6]]) == by_hand[6]
    assert instead("s", CHARTS, [one.code for one in CHARTS]) is None


@given(st.text(max_size=8), st.permutations(CHARTS), st.integers(0, 60))
def test_the_order_in_which_charts_come_changes_nothing(seed: str, charts: list[Chart], wanted: int) -> None:
    assert draw(seed, charts, wanted) == draw(seed, CHARTS, wanted)
    assert len(draw(seed, charts, wanted)) == wanted


def test_a_month_ends_with_the_next() -> None:
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 3, 1))


def test_grave_is_by_level_or_by_any_item() -> None:
    assert is_grave(2, {})
    assert is_grave(0, {"exam.own": "major"})
    assert not is_grave(1, {"exam.own": "minor"})
    assert wrong_scores("exam", {"in_time": "met", "own": "fine", "order": "na"}) == ["own", "history"]
