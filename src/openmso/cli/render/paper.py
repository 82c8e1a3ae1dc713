"""The sheet a command writes on: color and wrapping on a terminal, plain lines elsewhere.

Plain text is never wrapped, cut or colored, so that `grep` and `diff` see whole sentences.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import StringIO
from typing import IO, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH: Final = 4000
WIDEST: Final = 120
"""On a wide terminal lines stop here: longer ones are hard to read."""


class Paper:
    """Where text goes. `plain` says that it is not a terminal."""

    def __init__(
        self, stream: IO[str] | None = None, *, terminal: bool | None = None, width: int | None = None
    ) -> None:
        """Write to `stream` (the standard output). `terminal` and `width` overrule what is found there."""
        self.stream = stream or sys.stdout
        self.console = self._console(self.stream, terminal, width)
        self.plain = not self.console.is_terminal
        if self.plain:
            self.console = self._console(self.stream, False, PLAIN_WIDTH)
        elif width is None and self.console.width > WIDEST:
            self.console.width = WIDEST

    @staticmethod
    def _console(stream: IO[str], terminal: bool | None, width: int | None) -> Console:
        return Console(
            file=stream,
            force_terminal=terminal,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    @property
    def width(self) -> int:
        """How many characters fit on a line."""
        return self.console.width

    def show(self, *pieces: RenderableType) -> None:
        """Write pieces, each on its own line or lines."""
        for piece in pieces:
            self._write(piece)

    def line(self, *parts: str | Text | tuple[str, str], indent: int = 0) -> None:
        """Write one paragraph from texts and `(text, style)` pairs, wrapped on a terminal at the indent."""
        self._write(Padding(Text.assemble(*parts), (0, 0, 0, indent)))

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.blank()
        self.line((text, "bold"))

    def rule(self, text: str) -> None:
        """Write a heading with a line to the right edge; in plain text the heading alone, marked."""
        if self.plain:
            self.line(f"== {text} ==")
        else:
            self.console.rule(Text(text, style="bold"), align="left", style="dim")

    def blank(self) -> None:
        """Write an empty line."""
        self.console.print()

    def grid(
        self,
        rows: Sequence[Sequence[str | Text]],
        *,
        indent: int = 0,
        gap: int = 2,
        right: tuple[int, ...] = (),
        widths: tuple[int | None, ...] = (),
    ) -> None:
        """Write rows in columns without lines. `right` names the columns of numbers, `widths` fixes some."""
        if not rows:
            return
        table = Table.grid(padding=(0, gap, 0, 0))
        for column in range(max(map(len, rows))):
            width = widths[column] if column < len(widths) else None
            table.add_column(
                justify="right" if column in right else "left",
                width=None if self.plain else width,
                min_width=width if self.plain else None,
                no_wrap=self.plain,
            )
        for row in rows:
            table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
        self._write(Padding(table, (0, 0, 0, indent), expand=False))

    def _write(self, piece: RenderableType) -> None:
        if not self.plain:
            self.console.print(piece)
            return
        drawn = StringIO()
        self._console(drawn, False, PLAIN_WIDTH).print(piece)
        for line in drawn.getvalue().splitlines():
            self.stream.write(line.rstrip() + "\n")
