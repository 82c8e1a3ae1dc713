"""`openmso import`, `export` and `networks`: networks into the database, out of it, and which there are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import NetworkFile

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The network's short name.", show_default=False)]


class Form(StrEnum):
    """How a network is written."""

    YAML = "yaml"
    JSON = "json"


def import_network(
    file: NetworkFile,
    *,
    network: Annotated[
        str,
        typer.Option(metavar="SLUG", help="The network's short name; founded if new.", show_default=False),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")] = False,
    why: Annotated[
        str, typer.Option(metavar="TEXT", help="The reason, kept in the history.", show_default=False)
    ] = "",
) -> None:
    """Make a network of the database what a file says: shows the difference, and asks before it applies.

    Leaves with 0 if it is applied or nothing differs, 1 if you decline, 2 if the input cannot be used.
    """
    from openmso.cli.bringing import bring, check_slug, there_of
    from openmso.cli.database import database
    from openmso.cli.network import content_of_file, pack_of_law
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.revision import draw
    from openmso.law.queries import words_of_law

    check_slug(network)
    with database():
        from openmso.foundation.networks import network_of
        from openmso.netfile.queries.network import compare

        given = content_of_file(file)
        known = network_of(network)
        there = there_of(known)
        difference = compare(there, given)
        if known is not None and not difference:
            typer.echo(f"{network} is what {file} says already")
            return
        draw(difference, there.facts, given.facts, (pack_of_law(), words_of_law()), Paper())
        question = f"Apply this to {network}?" if known else f"Found {network} and apply this?"
        if not yes and not typer.confirm(question):
            typer.echo("nothing was changed")
            raise typer.Exit(1)
        bring(network, known, given, why=why or f"import of {file.name}", shown=difference)
        typer.echo(f"{network} is what {file} says")


def export(
    slug: Slug,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where to; the terminal if left out.", show_default=False),
    ] = None,
    *,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="By the ending of FILE, else yaml.", show_default=False),
    ] = None,
) -> None:
    """Write a network of the database as a network file."""
    from openmso.cli.database import database, system_of

    with database():
        from openmso.netfile.actions import UnwritableError, written
        from openmso.netfile.queries.network import content_of

        there = content_of(system_of(slug))
        as_json = form is Form.JSON or (form is None and file is not None and file.suffix.lower() == ".json")
        try:
            text = written(there.facts, as_json=as_json, bedside=there.bedside)
            if file is None:
                typer.echo(text, nl=False)
            else:
                file.write_text(text, encoding="utf-8")
        except UnwritableError as refused:
            raise BadInputError(f"{slug} cannot be written as a file: {refused}") from None
        except OSError as refused:
            raise BadInputError(f"{file} cannot be written: {refused.strerror}") from None


def networks() -> None:
    """List the networks of the database. Takes the owner's connection: no network knows of another."""
    from openmso.cli.database import database, owner
    from openmso.cli.render.paper import Paper
    from openmso.words.plain import clean

    with database():
        from openmso.foundation.networks import every_network

        found = every_network(using=owner())
        paper = Paper()
        paper.grid([(one.slug, clean(one.name), f"since {one.created_at:%Y-%m-%d}") for one in found])
        if not found:
            paper.line("no network yet; bring one in with: openmso import FILE --network SLUG")
