"""What could not be read of a file, said so that it can be mended. Nothing of a row's content is repeated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken. `row` counts lines from 1 with the heading; `column` is empty if it is about the whole row."""

    row: int
    column: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{place}: {self.what}; {self.mend}" if self.mend else f"{place}: {self.what}"


class UnreadableError(Exception):
    """A file is not what it should be at all; nothing of it is taken. `line`: where that shows, 0 if everywhere."""

    def __init__(self, said: str, line: int = 0) -> None:
        super().__init__(said)
        self.line = line
