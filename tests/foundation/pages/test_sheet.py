"""A table as a file: read back by a reader of its own, and nothing in it runs in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from openmso.foundation.pages.sheet import sheet


def rows(answer: object) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode(), newline="")))  # type: ignore[attr-defined] # an answer


def test_rows_come_back_under_their_headings() -> None:
    answer = sheet("findings-2026-11-26", ["what", "days"], [['a, "b"\nc', 3], ["", None]])
    assert rows(answer) == [["what", "days"], ['a, "b"\nc', "3"], ["", ""]]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="findings-2026-11-26.csv"'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert rows(sheet("x", ["a"], [[text]]))[1] == [f"'{text}"]


def test_numbers_below_nothing_stay_numbers() -> None:
    assert rows(sheet("x", ["a"], [[-3]]))[1] == ["-3"]
