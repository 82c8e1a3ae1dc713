"""`openmso demo`: a demonstration network, drawn by chance from a seed, into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import On, today

if TYPE_CHECKING:
    from openmso.launch.queries import Planted

SEED = 7


def demo(
    *,
    sites: Annotated[int, typer.Option(min=1, max=2000, help="How many sites; 6, 60 and 600 are tried.")] = 6,
    seed: Annotated[int, typer.Option(help="The same seed gives the same network again.")] = SEED,
    network: Annotated[str, typer.Option(metavar="SLUG", help="The network's short name.")] = "demo",
    on: On = None,
    sound: Annotated[bool, typer.Option("--sound", help="Without the faults that networks have.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave a network of this name as it is, if there is one.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Make a network of this name what is drawn, whatever it was.")
    ] = False,
) -> None:
    """Found a demonstration network: believable, mostly in order, with faults that `openmso check` finds.

    All people, entities and numbers are invented. Leaves with 2 if there is another network of this name.
    """
    from openmso.cli.database import database
    from openmso.cli.server import raise_database

    with database():
        from openmso.foundation.networks import network_of

        raise_database()
        if keep and network_of(network) is not None:
            typer.echo(f"{network} is there already, and is left as it is")
            return
        planted = _load(network, sites=sites, seed=seed, on=on, sound=sound, replace=replace)
    if planted is None:
        typer.echo(f"{network} is just that already")
        return
    typer.echo(f"{network} is there: {sites} sites, {len(planted)} faults planted in it")
    typer.echo(f"see them found: openmso check db:{network} --brief")


def _load(
    slug: str, *, sites: int, seed: int, on: On, sound: bool, replace: bool
) -> tuple[Planted, ...] | None:
    """Draw and bring in; what was planted, or None if nothing differs."""
    from openmso.cli.bringing import bring, check_slug, there_of
    from openmso.foundation.networks import network_of
    from openmso.launch.queries import drawn
    from openmso.netfile.queries.network import Content, compare

    check_slug(slug)
    day = on or today()
    made = drawn(sites, day, seed=seed, faults=not sound)
    given, known = Content(made.facts), network_of(slug)
    difference = compare(there_of(known), given)
    if known is not None and not difference:
        return None
    if known is not None and not replace:
        raise BadInputError(
            f"there is a network {slug} already, and it is not this one",
            ["choose another name: --network NAME", "or make it this one: --replace"],
        )
    why = f"demonstration of {sites} sites, seed {seed}, as of {day.isoformat()}"
    bring(slug, known, given, why=why, shown=difference)
    return made.planted
