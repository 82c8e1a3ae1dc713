"""`openmso whatif`: what would change if somebody left, a site moved, or the law were another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import Json, NetworkFile, On, Since, Window, today


def whatif(
    network: NetworkFile,
    *,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="RECORD", help="A person, license, appointment, … that would be gone."),
    ] = None,
    since: Since = None,
    law: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Statements of law that would win over the pack."),
    ] = None,
    without_law: Annotated[
        list[str] | None,
        typer.Option(metavar="STATE:PARAMETER[:KEY…]", help="Law that would be unknown."),
    ] = None,
    move: Annotated[
        list[str] | None, typer.Option(metavar="SITE=STATE", help="A site that would be in another state.")
    ] = None,
    on: On = None,
    days: Window = 365,
    json: Json = False,
) -> None:
    """What would change: authority lost and gained, on which days, and why."""
    from openmso.authority.differences import difference
    from openmso.cli.assumptions import Assumed, assume
    from openmso.cli.network import open_network
    from openmso.cli.render.differences import draw, shape
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written
    from openmso.timeline.spans import Span

    assumed = Assumed(
        tuple(without or ()), since, tuple(law or ()), tuple(move or ()), tuple(without_law or ())
    )
    if not assumed:
        raise BadInputError("say what to assume: --without, --move, --law or --without-law")
    opened = open_network(network, as_json=json)
    start = on or today()
    other = assume(assumed, opened, start)
    window = Span(start.toordinal(), start.toordinal() + days)
    found = difference(opened.judge, other.judge, window, other.words)
    if json:
        typer.echo(written(shape(found, opened.labels)))
    else:
        draw(found, opened.labels, Paper())
