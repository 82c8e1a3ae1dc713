"""The people of a network: who there is, where they work, and what of theirs lapses next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openmso.authority.facts import Facts
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Insurance,
    License,
    Person,
)
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.oversight.queries.kept import DRAWERS

Paper = License | Certificate | Competency | Insurance


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on a day: roles and sites of their engagements, states of their licenses, the paper that lapses next."""

    person: Person
    roles: tuple[str, ...]
    sites: tuple[Site, ...]
    licenses: tuple[License, ...]
    next: Paper | None

    @property
    def states(self) -> frozenset[str]:
        """Where they work or are licensed."""
        return frozenset({one.state for one in self.sites} | {one.state for one in self.licenses})


def everybody(by: Actor, on: date) -> tuple[Listed, ...]:
    """Everybody in the network, by name."""
    return DRAWERS.of(by, "people", on, lambda judge: tuple(_everybody(judge, on.toordinal())))


def chosen(
    people: Iterable[Listed], *, name: str = "", role: str = "", state: str = "", site: str = ""
) -> list[Listed]:
    """Those whose name holds every word, in a role, a state and at a site; what is empty does not choose."""
    words = name.casefold().split()
    return [
        one
        for one in people
        if all(word in one.person.name.casefold() for word in words)
        and (not role or role in one.roles)
        and (not state or state in one.states)
        and (not site or any(site == place.id for place in one.sites))
    ]


def papers(facts: Facts, person: str) -> tuple[Paper, ...]:
    """Licenses, certificates, competencies and insurance of a person, soonest to end first."""
    found: list[Paper] = [
        *facts.by(License, "person", person),
        *facts.by(Certificate, "person", person),
        *facts.by(Competency, "person", person),
        *facts.by(Insurance, "subject", person),
    ]
    return tuple(sorted(found, key=lambda one: (one.span.end, one.id)))


def running(facts: Facts, person: str, day: int) -> tuple[Paper, ...]:
    """The papers of somebody that hold on a day, have an end, and are followed by none of their kind; soonest to end first."""
    held = papers(facts, person)
    return tuple(
        one
        for one in held
        if day in one.span
        and one.span.until
        and not any(
            other is not one and _about(one) == _about(other) and one.span.end in other.span for other in held
        )
    )


def sites_of(facts: Facts, engagements: Iterable[Engagement]) -> tuple[Site, ...]:
    """The sites at which somebody is engaged: those that are named, or all of the practice."""
    found: dict[str, Site] = {}
    for one in engagements:
        for site in facts.by(Site, "practice", one.organization):
            if one.sites is None or site.id in one.sites:
                found[site.id] = site
        # Who is engaged by one company may work at the site of another.
        elsewhere = (facts.get(Site, id) for id in one.sites or ())
        found |= {site.id: site for site in elsewhere if site is not None}
    return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))


def _everybody(judge: Judge, day: int) -> Iterator[Listed]:
    facts = judge.facts
    for person in sorted(facts.all(Person), key=lambda one: (one.name.casefold(), one.id)):
        engaged = [one for one in facts.by(Engagement, "person", person.id) if day in one.span]
        good = tuple(one for one in facts.by(License, "person", person.id) if day in one.span)
        roles = [one.role for one in engaged] or [one.role for one in good]
        yield Listed(
            person,
            tuple(dict.fromkeys(roles)),
            sites_of(facts, engaged),
            good,
            next(iter(running(facts, person.id, day)), None),
        )


def _about(one: Paper) -> tuple[str, ...]:
    match one:
        case License():
            return ("license", one.role, one.state)
        case Certificate():
            return ("certificate", one.kind, one.state)
        case Competency():
            return ("competency", one.procedure)
        case Insurance():
            return ("insurance", one.kind)
