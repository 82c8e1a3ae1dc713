"""What printed documents are made of."""

from __future__ import annotations

import pytest

from openmso.compliance.rules.sheets import colored, facts, table


def test_facts_without_anything_to_say_are_left_out() -> None:
    assert facts([("Fee", "$1 a month"), ("Cap", "")])["pairs"] == [["Fee", "$1 a month"]]


def test_cells_keep_their_color_beside_their_words() -> None:
    made = table(("a", "b"), [("x", colored("barred", "barred"))], (1, 2))
    assert made["rows"] == [[{"text": "x", "color": ""}, {"text": "barred", "color": "barred"}]]


@pytest.mark.parametrize(
    ("heads", "row", "widths"), [(("a",), ("x", "y"), (1,)), (("a", "b"), ("x", "y"), (1,))]
)
def test_a_row_that_does_not_fit_is_no_table(
    heads: tuple[str, ...], row: tuple[str, ...], widths: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match="as many cells"):
        table(heads, [row], widths)
