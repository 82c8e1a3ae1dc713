"""The papers of whoever gives authority: what waits for their signature, what is in force, and what lapses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import GIVERS, excluded, licensed
from openmso.authority.world import World
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.timeline.spans import FOREVER

AHEAD: Final = 90
"""Days before its end from which a paper counts as lapsing."""

Paper = Agreement | Delegation | Protocol | StandingOrder
PAPERS: Final = (Agreement, Delegation, Protocol, StandingOrder)


@dataclass(frozen=True, slots=True)
class Held:
    """A paper of somebody. `lacks`: who has not signed it and must; `waits`: that it is they themselves who are waited for."""

    paper: Paper
    lacks: tuple[str, ...]
    waits: bool
    day: int

    @property
    def begins(self) -> int | None:
        """Its first day where that is still to come."""
        return self.paper.span.start if self.paper.span.start > self.day else None

    @property
    def lapses(self) -> int | None:
        """The first day without it, where that is near."""
        end = self.paper.span.end
        return end if end < FOREVER and end - self.day <= AHEAD else None


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody has given authority by, on a day. `licensed`: the states in which they may give it, by a license in force."""

    person: str
    appointments: tuple[Appointment, ...]
    held: tuple[Held, ...]
    licensed: tuple[str, ...]

    @property
    def waiting(self) -> tuple[Held, ...]:
        """What waits for their signature."""
        return tuple(one for one in self.held if one.waits)

    @property
    def of_others(self) -> tuple[Held, ...]:
        """What they have signed and somebody else has not."""
        return tuple(one for one in self.held if one.lacks and not one.waits)

    @property
    def lapsing(self) -> tuple[Held, ...]:
        """What ends soon, the soonest first."""
        found = (one for one in self.held if one.lapses is not None)
        return tuple(sorted(found, key=lambda one: (one.paper.span.end, one.paper.id)))

    @property
    def in_force(self) -> tuple[Held, ...]:
        """What is signed by everybody, and holds or is to begin."""
        return tuple(one for one in self.held if not one.lacks)


def desk_of(by: Actor, person: str, on: date) -> Desk:
    """The papers of a person that have not ended by a day, and their offices."""
    judge, _ = judge_of(by)
    facts, day = judge.facts, on.toordinal()
    offices = tuple(one for one in facts.by(Appointment, "person", person) if one.span.end > day)
    practices = {one.practice for one in offices}
    held = [told(one, person, day) for one in _papers(facts, person, practices) if one.span.end > day]
    order = {kind: place for place, kind in enumerate(PAPERS)}
    held.sort(key=lambda one: (order[type(one.paper)], one.paper.span.start, one.paper.id))
    return Desk(person, offices, tuple(held), licensed_in(judge.world, person, day))


def directors_of(by: Actor, on: date) -> tuple[str, ...]:
    """Everybody who holds an office on a day or will, as they are called."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    return tuple(sorted({one.person for one in judge.facts.all(Appointment) if one.span.end > day}))


def licensed_in(world: World, person: str, day: int) -> tuple[str, ...]:
    """The states of the network in which a person may give authority on a day; none for whoever is excluded."""
    if day in excluded(world, person):
        return ()
    states = sorted({one.state for one in world.facts.all(Site)})
    return tuple(one for one in states if any(day in licensed(world, person, role, one) for role in GIVERS))


def told(paper: Paper, person: str, day: int) -> Held:
    """A paper as it is to a person on a day."""
    signed = {one.person for one in paper.signatures}
    lacks = tuple(one for one in _parties(paper) if one not in signed)
    waits = person in lacks or (isinstance(paper, Protocol) and not signed)
    return Held(paper, lacks, waits, day)


def _parties(paper: Paper) -> tuple[str, ...]:
    """Who must sign by name; of a protocol it is any director of its practice."""
    match paper:
        case Agreement():
            return (paper.physician, paper.person)
        case Delegation():
            return (paper.physician,)
        case StandingOrder():
            return (paper.prescriber,)
    return () if paper.signatures else ("",)


def _papers(facts: Facts, person: str, practices: set[str]) -> Iterator[Paper]:
    yield from facts.by(Agreement, "physician", person)
    yield from facts.by(Agreement, "person", person)
    yield from facts.by(Delegation, "physician", person)
    yield from facts.by(StandingOrder, "prescriber", person)
    for one in facts.all(Protocol):
        if one.practice in practices or any(given.person == person for given in one.signatures):
            yield one
