"""Arguments and options that several commands share, and how their text is read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)
"""Days beyond these are taken for typing mistakes."""


def parse_day(text: str) -> date:
    """A day as typed: `2026-12-05`, or `today`."""
    if text == "today":
        return today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-12-05") from None
    if not EARLIEST <= day < LATEST:
        raise typer.BadParameter(f"{text} lies outside {EARLIEST.year} to {LATEST.year - 1}")
    return day


def today() -> date:
    """The day it is on this machine's calendar. Only the edge asks the clock."""
    return datetime.now().astimezone().date()


NetworkFile = Annotated[
    Path, typer.Argument(metavar="NETWORK", help="The network file, YAML or JSON.", show_default=False)
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        metavar="DATE",
        parser=parse_day,
        help="The day asked about, as 2026-12-05. Today if left out.",
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Answer as JSON; docs/command-line.md describes the shapes.")
]
Window = Annotated[int, typer.Option("--days", min=1, max=3660, help="How many days to look ahead.")]
