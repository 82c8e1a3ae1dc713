"""`openmso outlook`: what is lost in the days ahead, and why."""

from __future__ import annotations

import typer

from openmso.cli.options import Json, NetworkFile, On, Window, today


def outlook(network: NetworkFile, on: On = None, days: Window = 90, *, json: Json = False) -> None:
    """What is lost in the days ahead, by day and cause, and which services go dark where."""
    from openmso.authority.outlook import outlook as outlook_of
    from openmso.cli.network import open_network
    from openmso.cli.render.outlook import draw, shape
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written
    from openmso.timeline.spans import Span

    opened = open_network(network, as_json=json)
    start = (on or today()).toordinal()
    found = outlook_of(opened.judge, Span(start, start + days))
    if json:
        typer.echo(written(shape(found, opened.labels)))
    else:
        draw(found, opened.labels, Paper())
