"""`openmso fhir`: bring in what another system sends as FHIR R4, and take up what waits."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from openmso.care.actions.exchange import Linked
    from openmso.care.queries.exchange import Tally
    from openmso.foundation.actor import Actor

app = typer.Typer(name="fhir", no_args_is_help=True, help="Charts of another system, by FHIR R4.")
Slug = Annotated[
    str, typer.Option("--network", metavar="SLUG", help="The network's short name.", show_default=False)
]


@app.command("import")
def import_fhir(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="Bundles, NDJSON, zips of them, or folders.",
            show_default=False,
        ),
    ],
    *,
    network: Slug,
    source: Annotated[
        str, typer.Option(metavar="NAME", help="Which system it comes from.", show_default=False)
    ],
    apply: Annotated[
        bool, typer.Option("--apply/--preview", help="Bring it in; without, only look.", show_default=False)
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what is rejected, and why, as CSV.", show_default=False),
    ] = None,
    why: Annotated[
        str, typer.Option(metavar="TEXT", help="The reason, kept in the history.", show_default=False)
    ] = "",
) -> None:
    """Say what would come in, or with --apply bring it in. Brought in again, nothing changes and nothing is there twice.

    Leaves with 0, or with 1 if something was rejected.
    """
    from openmso.cli.database import database, system_of

    with database():
        by = system_of(network)
        said = why or f"import of {source} from the command line"
        tally = _brought(by, said, source, files) if apply else _looked_at(by, source, files)
    if rejects is not None:
        _write(rejects, tally)
    if tally.of("rejected"):
        raise typer.Exit(1)


def _looked_at(by: Actor, source: str, files: list[Path]) -> Tally:
    from openmso.care.queries.exchange import Walk, arrived

    tally = Walk(by, source.strip()).look(arrived(files))
    _say(tally, source, "would come")
    return tally


def _brought(by: Actor, why: str, source: str, files: list[Path]) -> Tally:
    from openmso.care.actions.exchange import lay_before, take_in
    from openmso.care.queries.exchange import arrived
    from openmso.foundation.register import RefusedError

    try:
        exchange = lay_before(by=by, why=why, source=source, files=[(one.name, "") for one in files])
    except RefusedError as refused:
        raise BadInputError(f"--source: {refused}") from None
    taken = take_in(by=by, why=why, exchange=exchange, arrived=arrived(files), progress=_progress)
    _say(taken.tally, source, "came")
    _bound(taken.linked)
    return taken.tally


@app.command("take-up")
def take_up_again(
    *,
    network: Slug,
    source: Annotated[
        str, typer.Option(metavar="NAME", help="Of one system; of all if left out.", show_default=False)
    ] = "",
) -> None:
    """Try again what waits: for the meaning of a code, a person, a site. What can be done now is done."""
    from openmso.cli.database import database, system_of

    with database():
        from openmso.care.actions.exchange import take_up

        _bound(take_up(by=system_of(network), why="taken up from the command line", source=source))


def _say(tally: Tally, source: str, verb: str) -> None:
    from openmso.care.queries.exchange import FATES, becomes

    typer.echo(f"{tally.came} resources {verb} from {source}")
    width = max((len(kind) for kind in tally.kinds), default=0)
    typer.echo(f"{'':{width}} " + " ".join(f"{fate:>9}" for fate in FATES))
    for kind, counts in tally.plain().items():
        aside = f"  {becomes(kind, counts)}" if tally.aside[kind] else ""
        typer.echo(f"{kind:{width}} " + " ".join(f"{counts[fate]:>9}" for fate in FATES) + aside)
    typer.echo(f"{'':{width}} " + " ".join(f"{tally.of(fate):>9}" for fate in FATES))
    if tally.left:
        typer.echo(f"elements without a place here, kept with the resource: {len(tally.left)} kinds, such as")
        typer.echo("  " + ", ".join(f"{name} ({count})" for name, count in tally.left.most_common(6)))
    if tally.codes:
        typer.echo(
            f"procedure codes that mean nothing here yet: {len(tally.codes)}; say what they are on /exchange/codes/"
        )


def _bound(linked: Linked) -> None:
    from openmso.care.queries.exchange import WAITS

    typer.echo(f"{linked.acts} acts recorded in oversight")
    for waits, count in sorted(linked.waits.items()):
        typer.echo(f"{count} wait {WAITS.get(waits, waits)}")


def _progress(come: int) -> None:
    typer.echo(f"\r{come} ", nl=False, err=True)


def _write(path: Path, tally: Tally) -> None:
    from openmso.care.queries.exchange import REJECTS, reject_rows
    from openmso.foundation.pages.sheet import inert

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REJECTS)
        writer.writerows([inert(cell) for cell in row] for row in reject_rows(tally))
