"""What an audit writes beside its summary: the reasons of failing acts, and the rows that are no acts.

CSV or NDJSON by the ending of the name. In CSV a text that a spreadsheet would take for a formula gets an
apostrophe before it, because these texts come from the file of acts.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from openmso.authority.reasons import MENDERS
from openmso.cli.audits import Audited
from openmso.cli.failure import BadInputError
from openmso.cli.render.shapes import plain
from openmso.words.labels import Labels

REASON_COLUMNS: Final = (
    *("row", "act", "person", "procedure", "site", "at", "outcome", "standing"),
    *("codes", "reasons", "mended_by"),
)
REJECT_COLUMNS: Final = ("row", "why", "cells")
ENDINGS: Final = (".csv", ".ndjson", ".jsonl")


class RowFile:
    """A file of rows that is made when the first row is written. With no path nothing is written."""

    def __init__(self, path: Path | None, columns: tuple[str, ...]) -> None:
        """Raises `BadInputError` for a name that does not say its form."""
        if path is not None and path.suffix.lower() not in ENDINGS:
            raise BadInputError(f"{path}: rows are written as .csv or .ndjson")
        self.path = path
        self.columns = columns
        self._stream: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def begin(self) -> None:
        """Make the file, empty but for its header. Raises `BadInputError` if it cannot be made."""
        if self.path is None or self._stream is not None:
            return
        try:
            self._stream = self.path.open("w", encoding="utf-8", newline="")
        except OSError as refused:
            raise BadInputError(f"{self.path} cannot be written: {refused.strerror}") from None
        if self.path.suffix.lower() == ".csv":
            csv.writer(self._stream).writerow(self.columns)

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row."""
        self.begin()
        if self._stream is None or self.path is None:
            return
        if self.path.suffix.lower() == ".csv":
            csv.writer(self._stream).writerow([_cell(row.get(name)) for name in self.columns])
        else:
            self._stream.write(json.dumps(row, ensure_ascii=False, default=plain) + "\n")


def reasons_of(one: Audited, labels: Labels) -> dict[str, Any]:
    """A failing act with its reasons spelled out."""
    act, judged = one.act, one.judged
    if act is None or judged is None:
        raise ValueError("a rejected row has no reasons")
    reasons = judged.reasons
    return {
        "row": one.row.number,
        "act": one.row.cells.get("act", ""),
        "person": act.person,
        "procedure": act.procedure,
        "site": act.site,
        "at": act.at.isoformat(),
        "outcome": judged.outcome.value,
        "standing": judged.standing.name.lower(),
        "codes": list(dict.fromkeys(reason.code.name.lower() for reason in reasons)),
        "reasons": list(dict.fromkeys(labels.sentence(reason) for reason in reasons)),
        "mended_by": list(dict.fromkeys(MENDERS[reason.code] for reason in reasons)),
    }


def reject_of(one: Audited) -> dict[str, Any]:
    """A rejected row: its number, why, and what stood in it."""
    return {"row": one.row.number, "why": one.rejected, "cells": dict(one.row.cells)}


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell of any type
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False, default=plain)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
