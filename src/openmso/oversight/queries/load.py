"""How much somebody who gives authority carries in each state, against what the law allows: people, sites, distance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from openmso.authority.caps import PARAMETER, directed, load_on
from openmso.authority.distance import miles_on
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import licensed
from openmso.authority.law import Reading, Statement
from openmso.authority.regimes import Cap, Distance
from openmso.authority.world import World
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of


@dataclass(frozen=True, slots=True)
class Load:
    """What is carried of one thing in a state. `limit` is None where the law sets none (`known`) or nobody established whether it does.

    `of` are those counted; `loose`: the limit counts only those supervised at one time, which papers alone do not tell.
    """

    what: str
    count: Decimal
    unit: str
    of: tuple[str, ...]
    limit: Decimal | None
    known: bool
    statements: tuple[Statement, ...]
    loose: bool = False
    exempt: str = ""

    @property
    def over(self) -> bool:
        """Whether more is carried than the law allows."""
        return self.limit is not None and self.count > self.limit

    @property
    def full(self) -> bool:
        """Whether nothing more can be taken on."""
        return self.limit is not None and self.count == self.limit


@dataclass(frozen=True, slots=True)
class Way:
    """How far a site is from where the director works. `miles` and `limit` are None where they are not known or not set."""

    site: str
    miles: float | None
    limit: int | None
    known: bool
    or_else: bool
    statement: Statement | None

    @property
    def away(self) -> int | None:
        """The miles, as they are told."""
        return None if self.miles is None else round(self.miles)


@dataclass(frozen=True, slots=True)
class InState:
    """What is carried in a state."""

    state: str
    people: tuple[Load, ...]
    sites: Load
    ways: tuple[Way, ...]

    @property
    def limited(self) -> tuple[Way, ...]:
        """The ways to sites of which the state sets how far they may be."""
        return tuple(one for one in self.ways if one.limit is not None)


def loads(by: Actor, person: str, on: date) -> tuple[InState, ...]:
    """The load of a person in every state in which they direct a site or somebody works under an agreement with them."""
    judge, _ = judge_of(by)
    world, day = judge.world, on.toordinal()
    held = [one for one in world.facts.by(Agreement, "physician", person) if day in one.span]
    works = {one.id: _states_of(world, one, day) for one in held}
    states = sorted({one.state for one in world.facts.all(Site)})
    found = []
    for state in states:
        there = [one for one in held if state in works[one.id]]
        sites = directed(world, person, state, day)
        if there or sites:
            people = _once([_people(world, there, role, state, day) for role in ("NP", "PA")])
            ways = tuple(_way(world, person, site, day) for site in sorted(sites))
            found.append(InState(state, people, _sites(world, sites, state, day), ways))
    return tuple(found)


def _once(loads: list[Load]) -> tuple[Load, ...]:
    """Where a state counts NPs and PAs together it says so of each: told once, with both citations."""
    first, *rest = loads
    for one in rest:
        if first.limit is not None and replace(one, statements=first.statements) == first:
            return (replace(first, statements=(*first.statements, *one.statements)),)
    return tuple(loads)


def _people(world: World, held: list[Agreement], role: str, state: str, day: int) -> Load:
    """As the core counts: agreements that are in force and signed by both, of the roles that the state counts together."""
    reading = world.law.reading(state, PARAMETER[role], day)
    mine = [one for one in held if day in licensed(world, one.person, role, state)]
    if reading.value is None:
        people = tuple(dict.fromkeys(one.person for one in mine))
        return Load(
            f"{role}s", Decimal(len(people)), "people", people, None, reading.known, reading.statements[:1]
        )
    cap = Cap.from_value(reading.value)
    counted = [(one, load_on(world, one, cap, state, day)) for one in held]
    there = tuple(dict.fromkeys(one.person for one, load in counted if load))
    unit = "full-time equivalents" if cap.unit == "fte" else "people"
    count = max((load for _, load in counted), default=Decimal(0))
    # As compliance has it: where only those supervised at one time count, papers prove no breach.
    loose = reading.value.get("at") == "supervised_at_once" or cap.only == "off_site"
    what = " and ".join(f"{one}s" for one in sorted(cap.counts))
    return Load(what, count, unit, there, cap.limit, True, reading.statements[:1], loose, cap.exempt)  # noqa: FBT003 - known


def _sites(world: World, sites: dict[str, int], state: str, day: int) -> Load:
    reading = world.law.reading(state, "medical_director.max_locations", day)
    limit = None if reading.value is None else Decimal(reading.value)
    ids = tuple(sorted(sites))
    return Load("sites", Decimal(len(ids)), "sites", ids, limit, reading.known, reading.statements[:1])


def _way(world: World, person: str, site: str, day: int) -> Way:
    place = world.facts.need(Site, site)
    reading: Reading = world.law.reading(place.state, "medical_director.distance", day)
    limit = Distance() if reading.value is None else Distance.from_value(reading.value)
    miles = miles_on(world, person, place, day)
    or_else = limit.or_minutes is not None or limit.or_contiguous_county
    return Way(site, miles, limit.miles, reading.known, or_else, reading.statement)


def _states_of(world: World, agreement: Agreement, day: int) -> set[str]:
    """The states of the sites that an agreement names, or else of those where the person works on the day."""
    sites = agreement.sites
    if sites is None:
        works = [one for one in world.facts.by(Engagement, "person", agreement.person) if day in one.span]
        sites = frozenset(site for one in works for site in one.sites or ())
        of = {one.organization for one in works if one.sites is None}
        sites |= {one.id for practice in of for one in world.facts.by(Site, "practice", practice)}
    return {place.state for one in sites if (place := world.facts.get(Site, one))}
