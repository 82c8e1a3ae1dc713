"""`openmso evidence due` and `charts`: what has passed its time, and how long charts are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The network.", show_default=False)]
On = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="The day; today if left out.", show_default=False),
]


def due(slug: Slug, on: On = None) -> None:
    """Show the documents whose time has passed, under which rule, and what holds them all the same. Removes nothing."""
    from openmso.cli.database import database, system_of

    with database():
        from openmso.evidence.queries import due_for_removal

        found = due_for_removal(system_of(slug), _day(on))
        for one in found:
            held = f" HELD by {', '.join(one.holds)}" if one.holds else ""
            typer.echo(f"{one.document.id} {one.document.kind} of {one.document.dated}: {one.due.why}{held}")
            if one.due.doubt:
                typer.echo(f"  {one.due.doubt}")
        held_back = sum(bool(one.holds) for one in found)
        typer.echo(f"{len(found)} documents have passed their time, {held_back} of them under a legal hold")


def charts(
    slug: Slug,
    *,
    why: Annotated[str, typer.Option(help="Why; it goes into the history.", show_default=False)],
    on: On = None,
) -> None:
    """Adopt how long charts are kept: the longest period that the states of the network's sites ask for.

    It counts from the last service or from majority, whichever is later, which is no shorter than any state asks for minors.
    """
    from openmso.cli.database import database, system_of

    with database():
        from openmso.evidence.actions import adopt_schedule
        from openmso.evidence.queries import Confidence, Moment
        from openmso.law.queries import chart_retention

        by = system_of(slug)
        found = chart_retention(_states(by), _day(on))
        if found is None:
            raise BadInputError("no period is known of any state in which the network has a site")
        adopt_schedule(
            by=by,
            why=why,
            kind="chart",
            years=found.years,
            after=[Moment.LAST_SERVICE, Moment.MAJORITY],
            source=found.source,
            confidence=Confidence[found.confidence.name],
            note=found.doubt,
        )
        typer.echo(f"charts are kept for {found.years} years: {found.source}")
        typer.echo(f"{found.confidence.name.lower()} confidence; ask counsel. {found.doubt}".rstrip())


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()  # noqa: DTZ011 - the day of who types it


def _states(by: Actor) -> list[str]:
    from openmso.authority.facts.structure import Site
    from openmso.structure.queries import page

    states, after = [], None
    while True:
        found = page(by, Site, after=after, limit=500)
        states += [one.record.state for one in found.items]
        after = found.next
        if after is None:
            return states
