"""Recording what a source said of a license; what differs, and what ends soon."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from openmso.cli.credentials.asking import Network, Why, desk
from openmso.cli.failure import BadInputError
from openmso.cli.options import On, parse_day, today

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The network's short name.", show_default=False)]
NOT_SHOWN = "not-shown"


def _text(metavar: str, told: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(metavar=metavar, help=told, show_default=False)
    return option


def verify(
    license: Annotated[
        str, typer.Argument(metavar="LICENSE", help="The id of the license.", show_default=False)
    ],
    *,
    network: Network,
    why: Why,
    source: Annotated[str, _text("SOURCE", "board, nursys, fsmb, nccpa, nppes or copy.")],
    looked_by: Annotated[str, _text("NAME", "Who looked.")],
    name: Annotated[str, _text("NAME", "The name as the source shows it.")] = "",
    number: Annotated[str, _text("NUMBER", "The number as the source shows it.")] = "",
    status: Annotated[str, _text("STATUS", "The status as the source shows it.")] = "",
    expires: Annotated[str, _text("DATE", "The last good day it shows; never; or not-shown.")] = NOT_SHOWN,
    not_found: Annotated[bool, typer.Option("--not-found", help="The source has no such license.")] = False,
    document: Annotated[str, _text("ID", "The evidence that is kept of it.")] = "",
    reference: Annotated[str, _text("TEXT", "The source's own reference.")] = "",
    next_due: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_day, help="When to look again.", show_default=False),
    ] = None,
    on: On = None,
) -> None:
    """Record what a source said of a license. Leaves with 1 if it differs or does not count as a primary source."""
    with desk(network) as by:
        from openmso.workforce.actions import record_verification
        from openmso.workforce.queries.words import Seen, Source

        if source not in list(Source):
            raise BadInputError(f"--source {source} is not known; one of {', '.join(Source)}")
        last = None if expires in (NOT_SHOWN, "never") else parse_day(expires)
        found = record_verification(
            by=by,
            why=why,
            license=license,
            on=on or today(),
            source=Source(source),
            seen=Seen(name, number, status, last, expires != NOT_SHOWN, not not_found),
            looked_by=looked_by,
            document=document,
            reference=reference,
            next_due=next_due,
        )
        for one in found.differs:
            typer.echo(f"{one.field}: on record {one.ours}, at the source {one.theirs}")
        typer.echo(f"{found.id}: {license} {'is verified' if found.marked else 'does not count as verified'}")
        if not found.marked:
            raise typer.Exit(1)


def discrepancies(slug: Slug) -> None:
    """List licenses whose last look at a source did not agree. Leaves with 1 if there are any."""
    with desk(slug) as by:
        from openmso.words.plain import clean
        from openmso.workforce.queries import open_discrepancies

        found = open_discrepancies(by)
        for one in found:
            differs = "; ".join(f"{two.field}: {two.ours}, there {two.theirs}" for two in one.differs)
            typer.echo(clean(f"{one.license}  {one.on}  {one.source.label}  {differs}"))
        if found:
            raise typer.Exit(1)
        typer.echo("every look at a source agreed")


def lapsing(slug: Slug, *, on: On = None) -> None:
    """List licenses, certificates, insurance, engagements and sign-offs that end within 90 days, and nothing follows."""
    with desk(slug) as by:
        from openmso.cli.render.paper import Paper
        from openmso.workforce.queries import lapsing as ending

        found = ending(by, on or today())
        paper = Paper()
        paper.grid(
            [(str(one.ends), f"{one.left} days", one.kind, one.subject, one.record.id) for one in found],
            right=(1,),
        )
        if not found:
            paper.line("nothing ends within 90 days")
