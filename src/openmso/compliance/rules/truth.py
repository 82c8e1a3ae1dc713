"""Is the paper true? What was done, held against what papers, menus and offices say: services, people, sites. Whether each act was lawful is another question, which the audit of acts answers.

Only what was done can show a paper to be untrue; a paper of which nothing was done yet is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Engagement
from openmso.authority.facts.structure import Service, Site
from openmso.authority.terms import PRACTITIONERS
from openmso.compliance.rules.network import DELEGATES

SAID: Final = {
    "menu": "Done, and on no line of the menu",
    "protocol": "Done, and no signed protocol covers it",
    "person": "Done by somebody whom no paper names for it",
    "skill": "Done by somebody who is not signed off for it",
    "engaged": "Done by somebody who is not engaged there",
    "office": "Done at a site that nobody directs",
}
"""How practice and paper part, the gravest for patients first within a site."""
MENDS: Final = {
    "menu": "Put it on the menu with what it takes, or stop doing it",
    "protocol": "Publish and sign a protocol for it, or stop doing it",
    "person": "Sign a delegation or an agreement that names it, or let somebody else do it",
    "skill": "Sign them off, having seen them do it, or let somebody else do it",
    "engaged": "Record the engagement, if there is one",
    "office": "Appoint a director for the site, or record the appointment",
}


@dataclass(frozen=True, slots=True)
class Done:
    """So many acts of somebody, of a procedure at a site; the last on a civil day."""

    person: str
    procedure: str
    site: str
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class Apart:
    """Practice and paper part: how (`kind`), of which acts. `person` is empty where it is about nobody in particular."""

    kind: str
    site: str
    procedure: str
    person: str
    count: int
    last: date

    @property
    def said(self) -> str:
        """In words."""
        return SAID[self.kind]

    @property
    def mend(self) -> str:
        """What mends it."""
        return MENDS[self.kind]


def apart(facts: Facts, done: Iterable[Done]) -> tuple[Apart, ...]:
    """Where practice and paper part, by site and kind. Every paper is asked of the day on which it was last done."""
    found: dict[tuple[str, str, str, str], Apart] = {}
    for one in done:
        if facts.get(Site, one.site) is None:
            continue
        for kind, person in _parts(facts, one):
            key = (kind, one.site, "" if kind == "office" else one.procedure, person)
            before = found.get(key)
            count = one.count + (before.count if before else 0)
            last = max(one.last, before.last) if before else one.last
            found[key] = Apart(kind, one.site, key[2], person, count, last)
    order = {kind: place for place, kind in enumerate(SAID)}
    return tuple(
        sorted(found.values(), key=lambda one: (one.site, order[one.kind], one.procedure, one.person))
    )


def _parts(facts: Facts, one: Done) -> Iterator[tuple[str, str]]:
    day, site = one.last.toordinal(), facts.need(Site, one.site)
    menu = (each for each in facts.by(Service, "site", one.site) if day in each.span)
    if not any(one.procedure in each.procedures for each in menu):
        yield "menu", ""
    protocols = facts.by(Protocol, "practice", site.practice)
    if not any(each.signatures and _covers(each, one, day) for each in protocols):
        yield "protocol", ""
    offices = facts.by(Appointment, "practice", site.practice)
    if not any(
        each.kind in ("director", "backup") and _reaches(each.sites, one.site) and day in each.span
        for each in offices
    ):
        yield "office", ""
    roles = {
        each.role
        for each in facts.by(Engagement, "person", one.person)
        if day in each.span
        and (_reaches(each.sites, one.site) if each.sites else each.organization == site.practice)
    }
    if not roles:
        yield "engaged", one.person
    elif roles & (DELEGATES | PRACTITIONERS) and not _named(facts, one, site, roles, day):
        yield "person", one.person
    if roles & DELEGATES and not any(
        each.procedure == one.procedure and day in each.span
        for each in facts.by(Competency, "person", one.person)
    ):
        yield "skill", one.person


def _named(facts: Facts, one: Done, site: Site, roles: set[str], day: int) -> bool:
    """Whether a delegation, an agreement or a standing order names somebody for what they did there."""
    if any(_covers(each, one, day) for each in facts.by(Delegation, "person", one.person)):
        return True
    if roles & PRACTITIONERS and any(
        _reaches(each.sites, one.site)
        and (each.procedures is None or one.procedure in each.procedures)
        and day in each.span
        for each in facts.by(Agreement, "person", one.person)
    ):
        return True
    orders = facts.by(StandingOrder, "practice", site.practice)
    return any(each.roles & roles and _covers(each, one, day) for each in orders)


def _covers(paper: Protocol | Delegation | StandingOrder, one: Done, day: int) -> bool:
    return one.procedure in paper.procedures and _reaches(paper.sites, one.site) and day in paper.span


def _reaches(sites: frozenset[str] | None, site: str) -> bool:
    return sites is None or site in sites
