"""`openmso demo`: a demonstration network, drawn by chance from a seed, into the database, and its cast to sign in."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import On, today
from openmso.cli.serve import PORT, Port
from openmso.cli.worker import worker_beside

if TYPE_CHECKING:
    from openmso.launch.queries import Demonstration

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
    serve: Annotated[
        bool, typer.Option("--serve", help="Then serve it, as `openmso serve` does, until Ctrl-C.")
    ] = False,
    port: Port = PORT,
) -> None:
    """Found a demonstration network: believable, mostly in order, with faults that `openmso check` finds.

    All people, entities and numbers are invented. One of its people for every post can sign in, with a password that
    everybody knows: never in production. Leaves with 2 if there is another network of this name.
    """
    from openmso.cli.bringing import check_slug
    from openmso.cli.database import database
    from openmso.cli.serve import database_while_serving, run_server
    from openmso.cli.server import raise_database

    check_slug(network)
    with database(), ExitStack() as until_the_end:
        from openmso.foundation.networks import network_of

        _no_production()
        if serve:
            until_the_end.enter_context(database_while_serving())
        else:
            raise_database()
        if keep and network_of(network) is not None:
            typer.echo(f"{network} is there already, and is left as it is")
        else:
            day = on or today()
            _found(network, sites=sites, seed=seed, on=day, sound=sound, replace=replace)
            if serve:  # whoever only brings it in may want to bring in another one in its place
                _fill_rosters(network, on=day)
        typer.echo(f"see what is wrong in it: openmso check db:{network} --brief")
        tell_cast(network)
        if serve:
            until_the_end.enter_context(worker_beside())
            run_server(port)


def _no_production() -> None:
    from django.conf import settings

    if settings.PRODUCTION:
        raise BadInputError("everybody knows the password of a demonstration: not in production")


def _found(slug: str, *, sites: int, seed: int, on: date, sound: bool, replace: bool) -> None:
    """Draw the network, bring it in, seat its cast, and let it work by the installed law pack."""
    from openmso.cli.database import system_of
    from openmso.launch.actions import adopt_installed
    from openmso.launch.queries import drawn

    made = drawn(sites, on, seed=seed, faults=not sound)
    why = f"demonstration of {sites} sites, seed {seed}, as of {on.isoformat()}"
    _load(slug, made, why, replace=replace)
    _seat(slug, made, why)
    adopt_installed(by=system_of(slug), why=why, on=on)
    typer.echo(f"{slug} is there: {sites} sites, {len(made.planted)} faults planted in it")


def _fill_rosters(slug: str, *, on: date) -> None:
    from openmso.care.actions.filling import fill_calendars
    from openmso.care.actions.first_charts import fill_charts
    from openmso.cli.database import system_of
    from openmso.finance.actions.filling import fill_fees
    from openmso.launch.actions import fill_rosters
    from openmso.oversight.actions.filling import fill_safety

    by, why = system_of(slug), f"rosters and calendars of the demonstration as of {on.isoformat()}"
    fill_rosters(by=by, why=why, on=on)
    fill_calendars(by=by, why=why, on=on)
    fill_charts(by=by, why=why, on=on)
    fill_safety(by=by, why=why, on=on)
    fill_fees(by=by, why=why, on=on)


def _load(slug: str, made: Demonstration, why: str, *, replace: bool) -> None:
    """Bring the network in, unless it is just that already. Raises `BadInputError` for another one of the name."""
    from openmso.cli.bringing import bring, there_of
    from openmso.foundation.networks import network_of
    from openmso.netfile.queries.network import Content, compare

    given, known = Content(made.facts), network_of(slug)
    difference = compare(there_of(known), given)
    if known is not None and not difference:
        return
    if known is not None and not replace:
        raise BadInputError(
            f"there is a network {slug} already, and it is not this one",
            ["choose another name: --network NAME", "or make it this one: --replace"],
        )
    bring(slug, known, given, why=why, shown=difference)


def _seat(slug: str, made: Demonstration, why: str) -> None:
    from openmso.cli.database import owner, system_of
    from openmso.launch.actions import RealUserError, enter_cast, seat_cast
    from openmso.launch.queries import cast

    members = cast(made.facts, slug)
    try:
        users = enter_cast(members, using=owner())
    except RealUserError as taken:
        raise BadInputError(f"{slug} is there, and nobody of it can sign in: {taken}") from None
    seat_cast(by=system_of(slug), why=why, cast=members, users=users)


def tell_cast(slug: str) -> None:
    """Say who of a demonstration can sign in, as what, and with which password. Silent if nobody can."""
    from openmso.cli.database import system_of
    from openmso.cli.render.paper import Paper
    from openmso.foundation.seats import seats
    from openmso.launch.actions import PASSWORD
    from openmso.launch.queries import DOMAIN

    found = [one for one in seats(system_of(slug)) if one.email.endswith(f"@{slug}.{DOMAIN}")]
    if not found:
        return
    order = {post: place for place, post in enumerate(type(found[0].post))}
    found.sort(key=lambda one: order[one.post])
    typer.echo(f"\nwho can sign in, each with the password {PASSWORD}:")
    Paper().grid([(one.email, one.name, one.post.replace("_", " "), one.organization) for one in found])
