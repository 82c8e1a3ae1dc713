"""Bars to scale."""

import pytest

from openmso.cli.render.bars import LONGEST, bar


@pytest.mark.parametrize(("value", "signs"), [(0, 0), (1, 1), (50, 15), (100, 30)])
def test_plain_bars_are_to_scale_and_never_empty_for_some(value: int, signs: int) -> None:
    assert bar(value, 100, plain=True) == "#" * signs


def test_bars_on_a_terminal_are_fine_to_an_eighth() -> None:
    assert bar(100, 100, plain=False) == "█" * LONGEST
    assert bar(1, 1_000_000, plain=False) == "▏"
    assert bar(1, 2 * LONGEST, plain=False) == "▌"


def test_nothing_to_compare_with_is_no_bar() -> None:
    assert bar(3, 0, plain=False) == ""
