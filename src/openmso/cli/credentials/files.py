"""People and licenses from a CSV file or from the provider registry: shown first, applied when you say so."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.credentials.asking import Network, Why, desk, show
from openmso.cli.failure import BadInputError
from openmso.cli.options import today

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor
    from openmso.workforce.queries.lists import Sheet
    from openmso.workforce.queries.words import Change, Plan, Reject

Rejects = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        metavar="FILE",
        help="Write the rows that are not taken to a CSV file.",
        show_default=False,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")]
SHOWN = 40
"""So many changes are listed on a terminal; in plain text, all."""


def import_people(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A sheet, saved as CSV (UTF-8).", show_default=False)
    ],
    *,
    network: Network,
    why: Why,
    skip: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="A column to leave out.", show_default=False)
    ] = None,
    dates: Annotated[
        str,
        typer.Option(metavar="mdy|dmy", help="What 03/04/2026 is in this file; else such days are rejected."),
    ] = "",
    rejects: Rejects = None,
    yes: Yes = False,
) -> None:
    """Take people and licenses from a sheet: shows what would change, and asks before it applies.

    Leaves with 0 if it is applied or nothing differs, 1 if you decline or rows were left out, 2 if the file cannot be used.
    """
    with desk(network) as by:
        from openmso.workforce.queries.lists import read_sheet
        from openmso.workforce.queries.words import Order

        if dates and dates not in list(Order):
            raise BadInputError(f"--dates {dates} is not known; mdy: the month comes first, dmy: the day")
        sheet = read_sheet(file, today(), skip=skip or (), order=Order(dates) if dates else None)
        _take(by, file, sheet, why, rejects, yes=yes)


def import_nppes(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="An answer of the NPI registry (JSON), or its monthly file (CSV).",
            show_default=False,
        ),
    ],
    *,
    network: Network,
    why: Why,
    npi: Annotated[
        list[str] | None,
        typer.Option(metavar="NPI", help="Only this clinician; may be given again.", show_default=False),
    ] = None,
    rejects: Rejects = None,
    yes: Yes = False,
) -> None:
    """Take clinicians from the national provider registry: shows what would change, and asks before it applies.

    The registry gives no days: its licenses come with status unknown, and give no authority until they are looked up.
    """
    with desk(network) as by:
        from openmso.workforce.queries.lists import read_nppes

        _take(by, file, read_nppes(file, npi or ()), why, rejects, yes=yes)


def _take(by: Actor, file: Path, sheet: Sheet, why: str, rejects: Path | None, *, yes: bool) -> None:
    from openmso.workforce.actions import take_in
    from openmso.workforce.queries import planned

    plan = planned(by, sheet)
    show(plan.rejects, "rows are not taken")
    show(plan.remarks, "remarks")
    if rejects is not None:
        _write(rejects, plan.rejects)
    if not plan.changes:
        typer.echo(f"nothing differs from what {file.name} says")
    else:
        _draw(plan)
        if not yes and not typer.confirm("Apply this?"):
            typer.echo("nothing was changed")
            raise typer.Exit(1)
        take_in(by=by, why=why, sheet=sheet, shown=plan)
        typer.echo(f"applied: {len(plan.added)} added, {len(plan.changed)} changed")
    if plan.rejects:
        raise typer.Exit(1)


def _draw(plan: Plan) -> None:
    from openmso.cli.render.paper import Paper
    from openmso.words.plain import clean

    paper = Paper()
    paper.line(f"{len(plan.added)} added, {len(plan.changed)} changed, {plan.same} rows are there already")
    shown = plan.changes if paper.plain else plan.changes[:SHOWN]
    for one in shown:
        paper.line(clean(_told(one)), indent=2)
    if len(shown) < len(plan.changes):
        paper.line(f"… and {len(plan.changes) - len(shown)} more", indent=2)


def _told(one: Change) -> str:
    from openmso.authority.facts.people import License, Person
    from openmso.timeline.spans import show_day

    sign = "+" if one.before is None else "~"
    fields = f" ({', '.join(one.differing)})" if one.differing else ""
    match one.after:
        case Person():
            return f"{sign} person {one.after.id}: {one.after.name}{f', NPI {one.after.npi}' if one.after.npi else ''}{fields}"
        case License():
            span = one.after.span
            days = f"{show_day(span.start)} to {show_day(span.end)}"
            what = f"{one.after.state} {one.after.role} {one.after.number}".rstrip()
            return f"{sign} license {one.after.id}: {what}, {one.after.status}, {days}{fields}"
    # A day of birth is nobody's to read over a shoulder.
    return f"{sign} identity of {one.after.person}{fields}"


def _write(path: Path, rejects: tuple[Reject, ...]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "column", "what", "mend"))
            writer.writerows((one.row, one.column, one.what, one.mend) for one in rejects)
    except OSError as refused:
        raise BadInputError(f"{path} cannot be written: {refused.strerror}") from None
