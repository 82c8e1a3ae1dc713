"""A table as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpResponse

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in one spreadsheet or another."""


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Rows under their headings as comma-separated values, to be kept as `name`.csv. No text in them is taken for a formula."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return answer


def inert(cell: Any) -> Any:  # noqa: ANN401 - text, a number, a day
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
