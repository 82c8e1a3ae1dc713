"""Whether somebody may decide clinically: on the clinical side, and with a license in force on the day of the decision.

Whoever decides is somebody among the people of the network, as their seat says. The license is looked for in the state of the
sites that the decision is about, on the civil day it is there now, own or by a compact, and counts for nobody
who is excluded. The law is that by which the network works: the pack it adopted, and what its counsel stated. Whether a paper gives authority is another question: that is computed for each site and day when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import Engagement, Exclusion, License
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import excluded, licensed
from openmso.authority.papers import delegating_roles
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.authority.world import World
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.sides import Side
from openmso.law.queries.lawbook import lawbook
from openmso.structure.queries import sites_of
from openmso.timeline.calendar import civil_day
from openmso.workforce.queries.register import page

Accepted = Callable[[World, str, int], frozenset[str]]
"""The roles whose license suffices, by law, in a state on a day."""
MOST: Final = 500
"""Licenses or engagements of one person that are looked at."""


class UnlicensedError(WrongHandsError):
    """Whoever would decide holds no license that suffices for it in force on that day."""


def physicians(world: World, state: str, day: int) -> frozenset[str]:
    """Physicians only."""
    del world, state, day
    return PHYSICIANS


def directors(world: World, state: str, day: int) -> frozenset[str]:
    """Physicians, and NPs where the state lets them be directors (`medical_director.eligible`), as the core has it of whoever delegates."""
    return delegating_roles(world, state, day)


def givers(world: World, state: str, day: int) -> frozenset[str]:
    """Whoever can give authority at all: physicians, NPs and PAs."""
    del world, state, day
    return PHYSICIANS | PRACTITIONERS


def decided(
    by: Actor,
    what: str,
    sites: Iterable[Site],
    accepted: Accepted,
    *,
    everywhere: bool = True,
    now: datetime | None = None,
) -> None:
    """Nothing, if the actor may decide `what` (words) for these sites, or is the system, which only writes down.

    With `everywhere` a license must be in force in the state of each site, else in that of one. `now`: of the decision, aware; the moment of the call
    if left out. Raises `WrongHandsError` on another side and for a token, `UnlicensedError` for nobody's seat, for a person without such a license, and where no site says which state it is about.
    """
    if by.side is Side.SYSTEM:
        return
    if by.side is not Side.CLINICAL:
        raise WrongHandsError(f"to {what} is not for the {by.side} side")
    if by.scopes is not None:
        raise WrongHandsError(
            f"to {what} takes a human being who is there; a token decides nothing of medicine"
        )
    if not by.person:
        raise UnlicensedError(f"to {what} takes somebody of the network's people; the seat names nobody")
    places = list(dict.fromkeys((one.state, day_at(one, now)) for one in sites))
    if not places:
        raise UnlicensedError(f"to {what} takes a site, whose state says which license it takes")
    world = _world_of(by, by.person)
    lacking = [why for state, day in places if (why := _lacks(world, by.person, state, day, accepted))]
    if lacking and (everywhere or len(lacking) == len(places)):
        raise UnlicensedError(f"to {what} takes {lacking[0]}")


def day_at(site: Site, now: datetime | None = None) -> date:
    """The civil day at a site, at an aware moment: this one if left out."""
    return civil_day(now or datetime.now(UTC), ZoneInfo(site.zone))


def _world_of(by: Actor, person: str) -> World:
    held: list[Record] = [one.record for one in page(by, License, person=person, limit=MOST).items]
    held += [one.record for one in page(by, Exclusion, subject=person, limit=MOST).items]
    return World(Facts.of(held), lawbook(by).book)


def _lacks(world: World, person: str, state: str, day: date, accepted: Accepted) -> str:
    """What is lacking in a state on a day, in words; nothing if all is well."""
    on = day.toordinal()
    roles = sorted(accepted(world, state, on))
    if on in excluded(world, person):
        return f"somebody who is not excluded on {day}, and {person} is"
    if any(on in licensed(world, person, role, state) for role in roles):
        return ""
    return f"a license as {' or '.join(roles)} in force in {state} on {day}, and {person} holds none"


def where_they_work(by: Actor, person: str) -> tuple[Site, ...]:
    """The sites of a person's engagements that have not ended before today in UTC; of an engagement without named sites those of who engages."""
    today = datetime.now(UTC).date().toordinal()
    there = [one.record for one in page(by, Engagement, person=person, limit=MOST).items]
    current = [one for one in there if one.span.end > today]
    at = [site for one in current for site in one.sites or ()]
    of = {one.organization for one in current if one.sites is None}
    return tuple(dict.fromkeys((*sites_of(by, named=at), *sites_of(by, practices=of))))
