"""`openmso reliance`: what hangs on each person, appointment, agreement and license."""

from __future__ import annotations

from typing import Annotated

import typer

from openmso.cli.options import Json, NetworkFile, On, today


def reliance(
    network: NetworkFile,
    on: On = None,
    *,
    top: Annotated[int, typer.Option(min=1, help="So many records are shown on a terminal.")] = 20,
    json: Json = False,
) -> None:
    """What goes dark without one person, appointment, agreement or license, most first."""
    from openmso.authority.contingency import contingency
    from openmso.cli.network import open_network
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.reliance import draw, shape
    from openmso.cli.render.shapes import written

    opened = open_network(network, as_json=json)
    day = on or today()
    judge = opened.judge
    keys = judge.keys()
    held = sum(judge.verdict(key, day.toordinal()).standing.authorizes for key in keys)
    found = contingency(judge, day.toordinal())
    if json:
        typer.echo(written(shape(found, held, opened.labels, on=day)))
    else:
        draw(found, held, opened.labels, Paper(), on=day, top=top)
