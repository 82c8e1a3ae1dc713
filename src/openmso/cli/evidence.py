"""`openmso evidence`: seal the history of a network, and check that nobody touched it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.retention import charts, due

if TYPE_CHECKING:
    from openmso.evidence.queries import Head
    from openmso.foundation.actor import Actor

app = typer.Typer(name="evidence", no_args_is_help=True, help="The history, sealed in a chain.")
Slug = Annotated[
    str | None,
    typer.Argument(metavar="SLUG", help="The network; every one if left out.", show_default=False),
]


@app.command()
def seal(
    slug: Slug = None,
    head: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Add the heads to this file, which should lie where nobody who owns the database can write.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Chain what happened since the last seal. Keep the head that is shown somewhere else, too."""
    from openmso.cli.database import database

    with database():
        from openmso.evidence.actions import seal_all
        from openmso.evidence.queries import head as head_of

        for name, by in actors(slug):
            events = seal_all(by, "sealed from the command line")
            last = head_of(by)
            typer.echo(f"{name}: {events} events sealed; head {last}")
            if head is not None and last != "none":
                _keep(head, name, last)


@app.command()
def verify(
    slug: Slug = None,
    head: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Hold the chain against the heads of this file: finds an end that was cut off.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Compute everything again, and say what was altered, removed, added or moved. Leaves with 1 if anything was."""
    from openmso.cli.database import database

    with database():
        from openmso.evidence.queries import lost
        from openmso.evidence.queries import verify as verified

        kept = _kept(head) if head is not None else ()
        broken = False
        for name, by in actors(slug):
            found = verified(by)
            typer.echo(f"{name}: {found.sentence()}")
            gone = lost(by, [one for one in kept if one.network == name])
            for one in gone:
                typer.echo(f"{name}: CUT OFF: {one}")
            broken = broken or bool(gone) or not found.holds
            if head is not None and not gone:
                typer.echo(
                    f"{name}: {sum(one.network == name for one in kept)} heads that were kept are there"
                )
        if broken:
            raise typer.Exit(1)


app.command()(due)
app.command()(charts)


def _keep(file: Path, network: str, head: str) -> None:
    """Add a head to a file, and see it written to the disk."""
    from openmso.evidence.queries import Head

    number, digest = head.split(":")
    line = Head(datetime.now(UTC), network, int(number), digest).line()
    with file.open("a", encoding="utf-8") as kept:
        kept.write(f"{line}\n")
        kept.flush()
        os.fsync(kept.fileno())


def _kept(file: Path) -> tuple[Head, ...]:
    from openmso.evidence.queries import HeadError, heads

    try:
        return heads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, HeadError) as unread:
        raise BadInputError(f"{file} cannot be read: {unread}") from None


def actors(slug: str | None) -> Iterator[tuple[str, Actor]]:
    """The system of one network, or of every one, by its name."""
    from openmso.cli.database import owner, system_of
    from openmso.foundation.networks import every_network

    slugs = [slug] if slug is not None else [one.slug for one in every_network(using=owner())]
    for name in slugs:
        yield name, system_of(name)
