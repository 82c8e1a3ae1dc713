"""Arguments and options that several commands share, and how their text is read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

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
    Path,
    typer.Argument(
        metavar="NETWORK",
        help="The network file, YAML or JSON; db:SLUG for one in the database.",
        show_default=False,
    ),
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
Since = Annotated[
    date | None,
    typer.Option(
        "--from", metavar="DATE", parser=parse_day, help="The day from which it is gone.", show_default=False
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Answer as JSON; docs/command-line.md describes the shapes.")
]
Window = Annotated[int, typer.Option("--days", min=1, max=3660, help="How many days to look ahead.")]

BEDSIDE = "At the bedside"


def _bedside(*names: str, told: str, metavar: str | None = None) -> OptionInfo:
    option: OptionInfo = typer.Option(
        *names, metavar=metavar, help=told, rich_help_panel=BEDSIDE, show_default=False
    )
    return option


Situation = Annotated[
    str | None, _bedside("--bedside", metavar="NAME", told="A situation named in the network file.")
]
ExamBy = Annotated[
    list[str] | None,
    _bedside("--exam-by", metavar="ROLE[:MODE[:DAYS]]", told="An exam: by whom, how, how many days before."),
]
OrderBy = Annotated[
    list[str] | None,
    _bedside("--order", metavar="ROLE[:DAYS]", told="An order for the patient, and by whom."),
]
Supervisor = Annotated[
    list[str] | None,
    _bedside(
        "--supervisor", metavar="ROLE:NEAR[:MINUTES]", told="Who supervises: on_site, available, remote."
    ),
]
Consent = Annotated[bool | None, _bedside("--consent/--no-consent", told="Whether the patient consents.")]
PatientState = Annotated[str | None, _bedside("--state", metavar="STATE", told="Where the patient is.")]
Measures = Annotated[
    list[str] | None,
    _bedside("--measure", metavar="NAME=VALUE", told="What the law limits, such as needle_depth_mm=0.5."),
]
Areas = Annotated[list[str] | None, _bedside("--area", metavar="AREA", told="A treated area, such as eye.")]
Attested = Annotated[list[str] | None, _bedside("--attest", metavar="SENTENCE", told="What was attested.")]
FirstVisit = Annotated[
    bool | None, _bedside("--first-visit-in-person/--first-visit-remote", told="How the first visit was.")
]
Complete = Annotated[bool, _bedside("--complete", told="All was told: what is not told is missing.")]
