"""Looking everybody up in an exclusion list, and settling what was found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.credentials.asking import SHOWN, Network, Why, desk, show
from openmso.cli.options import On, parse_day, today

if TYPE_CHECKING:
    from openmso.workforce.actions import Looked
    from openmso.workforce.queries import ListMatch

Match = Annotated[str, typer.Argument(metavar="MATCH", help="The id of the match.", show_default=False)]


ListPath = Annotated[
    Path, typer.Argument(metavar="FILE", help="The list as the OIG publishes it (CSV).", show_default=False)
]
AsOf = Annotated[
    date,
    typer.Option(
        metavar="DATE",
        parser=parse_day,
        help="The day as of which the list was published.",
        show_default=False,
    ),
]
Supplement = Annotated[
    bool, typer.Option("--supplement", help="The file holds the changes of a month, not the whole list.")
]
AllowRejects = Annotated[
    bool, typer.Option("--allow-rejects", help="Go on although some rows of the list cannot be read.")
]
AllowShort = Annotated[
    bool, typer.Option("--allow-short", help="Go on although the list has fewer rows than it should.")
]
AllowOld = Annotated[bool, typer.Option("--allow-old", help="Go on although the list is older than 45 days.")]


def screen(
    file: ListPath,
    *,
    network: Network,
    as_of: AsOf,
    why: Why = "monthly screening",
    on: On = None,
    supplement: Supplement = False,
    allow_rejects: AllowRejects = False,
    allow_short: AllowShort = False,
    allow_old: AllowOld = False,
) -> None:
    """Look up every person and organization in the OIG list. Leaves with 1 if a match is open."""
    with desk(network) as by:
        from openmso.workforce.actions import screen as look
        from openmso.workforce.queries import matches as found
        from openmso.workforce.queries.lists import read_leie
        from openmso.workforce.queries.words import Allowance, Scope

        listed = read_leie(file)
        show(listed.rejects, "rows of the list cannot be read")
        show(listed.remarks, "remarks")
        allowed = {Allowance.REJECTS: allow_rejects, Allowance.SHORT: allow_short, Allowance.OLD: allow_old}
        looked = look(
            by=by,
            why=why,
            listed=listed,
            as_of=as_of,
            on=on or today(),
            scope=Scope.SUPPLEMENT if supplement else Scope.FULL,
            allowing=frozenset(one for one, is_allowed in allowed.items() if is_allowed),
        )
        _tell(looked, len(listed.rows))
        still_open = found(by)
        for one in still_open:
            _line(one)
        if still_open:
            raise typer.Exit(1)


def _tell(looked: Looked, rows: int) -> None:
    counts = [
        f"{sum(told == word for told in looked.results.values())} {word}"
        for word in ("clear", "possible", "confirmed")
    ]
    typer.echo(
        f"edition {looked.edition}, {rows:,} rows; {len(looked.results):,} looked up: {', '.join(counts)}"
    )
    for ids, words in (
        (looked.raised, "raised"),
        (looked.renewed, "changed in the list, still open"),
        (looked.lapsed, "lapsed, not alike or not listed any more"),
        (looked.reinstated, "reinstated, the exclusion has ended"),
        (
            looked.off_the_list,
            "confirmed, but off the list; look the reinstatement up, then: openmso credentials reinstate",
        ),
    ):
        if ids:
            shown = [*ids[:SHOWN], *(["…"] if len(ids) > SHOWN else [])]
            typer.echo(f"{len(ids)} {words}: {', '.join(shown)}")
    if looked.remembered:
        typer.echo(f"{looked.remembered} known already, not raised again")


def matches(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="The network's short name.", show_default=False)
    ],
    *,
    every: Annotated[bool, typer.Option("--all", help="Those that are settled, too.")] = False,
) -> None:
    """List the matches that await somebody. Leaves with 1 if there are any."""
    with desk(slug) as by:
        from openmso.workforce.queries import matches as found
        from openmso.workforce.queries.words import State

        listed = found(by, state=None if every else State.OPEN)
        for one in listed:
            _line(one)
        if not listed:
            typer.echo("no match is open")
        if any(one.state is State.OPEN for one in listed):
            raise typer.Exit(1)


def _line(one: ListMatch) -> None:
    from openmso.words.plain import clean

    row = one.row
    who = row.business or " ".join(part for part in (row.first, row.middle, row.last) if part)
    place = ", ".join(part for part in (row.city, row.state) if part)
    told = f"{who} ({row.general or 'no field given'}; {place or 'no place given'}), excluded {row.excluded_on} under {row.kind}"
    typer.echo(clean(f"{one.id}  {one.state}  {one.score}  {'; '.join(one.because)}"))
    typer.echo(clean(f"    {one.subject} may be {told}"))
    if one.settled_by:
        typer.echo(clean(f"    {one.settled_on} by {one.settled_by}: {one.settled_why}"))


def clear(match: Match, *, network: Network, why: Why) -> None:
    """It is somebody else. The same pair is not raised again."""
    _settle(match, network, why, "clear_match", "is cleared")


def confirm(match: Match, *, network: Network, why: Why) -> None:
    """It is they: the exclusion is on record from the day the list says, and bars what it bars."""
    _settle(match, network, why, "confirm_match", "is confirmed")


def reopen(match: Match, *, network: Network, why: Why) -> None:
    """It was settled by mistake; an exclusion that was made of it is struck."""
    _settle(match, network, why, "reopen_match", "is open again")


def _settle(match: str, network: str, why: str, verb: str, told: str) -> None:
    with desk(network) as by:
        from openmso.workforce import actions

        made = getattr(actions, verb)(by=by, why=why, match=match, on=today())
        typer.echo(f"{match} {told}{f'; exclusion {made} is on record' if made else ''}")


def reinstate(
    match: Match,
    *,
    network: Network,
    why: Why,
    on: Annotated[
        date,
        typer.Option(
            metavar="DATE", parser=parse_day, help="The day of the reinstatement.", show_default=False
        ),
    ],
) -> None:
    """The list says that a confirmed exclusion has ended."""
    with desk(network) as by:
        from openmso.workforce.actions import record_reinstatement

        record_reinstatement(by=by, why=why, match=match, on=on)
        typer.echo(f"the exclusion of {match} ends on {on}")
