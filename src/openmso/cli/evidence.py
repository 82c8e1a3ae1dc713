"""`openmso evidence`: seal the history of a network, and check that nobody touched it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor

app = typer.Typer(name="evidence", no_args_is_help=True, help="The history, sealed in a chain.")
Slug = Annotated[
    str | None,
    typer.Argument(metavar="SLUG", help="The network; every one if left out.", show_default=False),
]


@app.command()
def seal(slug: Slug = None) -> None:
    """Chain what happened since the last seal. Keep the head that is shown somewhere else, too."""
    from openmso.cli.database import database

    with database():
        from openmso.evidence.actions import seal as sealed
        from openmso.evidence.queries import head

        for name, by in _actors(slug):
            events = sealed(by=by, why="sealed from the command line")
            typer.echo(f"{name}: {events} events sealed; head {head(by)}")


@app.command()
def verify(slug: Slug = None) -> None:
    """Compute every seal again, and say what was altered, removed, added or moved. Leaves with 1 if anything was."""
    from openmso.cli.database import database

    with database():
        from openmso.evidence.queries import verify as verified

        broken = False
        for name, by in _actors(slug):
            found = verified(by)
            broken = broken or not found.holds
            typer.echo(f"{name}: {found.sentence()}")
        if broken:
            raise typer.Exit(1)


def _actors(slug: str | None) -> Iterator[tuple[str, Actor]]:
    from openmso.cli.database import owner, system_of
    from openmso.foundation.networks import every_network

    slugs = [slug] if slug is not None else [one.slug for one in every_network(using=owner())]
    for name in slugs:
        yield name, system_of(name)
