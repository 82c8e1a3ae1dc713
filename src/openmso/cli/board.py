"""`openmso board`: who may do which service at one site, today and in the days ahead."""

from __future__ import annotations

from typing import Annotated

import typer

from openmso.cli.options import Json, NetworkFile, On, Window, today


def board(
    network: NetworkFile,
    site: Annotated[str, typer.Argument(metavar="SITE", help="An id or part of a name.", show_default=False)],
    on: On = None,
    days: Window = 90,
    *,
    json: Json = False,
) -> None:
    """Who may do what at one site: people by services, today and in the days ahead."""
    from openmso.authority.board import board as board_of
    from openmso.cli import names
    from openmso.cli.network import open_network
    from openmso.cli.render.board import draw, shape
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written
    from openmso.timeline.spans import Span

    opened = open_network(network, as_json=json)
    start = (on or today()).toordinal()
    found = board_of(opened.judge, names.site(site, opened.labels), Span(start, start + days))
    if json:
        typer.echo(written(shape(found, opened.labels)))
    else:
        draw(found, opened.labels, Paper())
