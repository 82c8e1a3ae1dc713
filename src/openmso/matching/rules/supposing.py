"""What if this physician directed there? The judge is asked, with what is carried elsewhere supposed as if it were here.

Nothing of the law is decided anew: an appointment, the agreements the opening needs, and those outside the network are supposed as
records, and what the core then finds about the giver of authority and about caps is read off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from openmso.authority.caps import PARAMETER, directed, load_on, over_cap
from openmso.authority.facts import Record
from openmso.authority.facts.oversight import Agreement, Appointment
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Signature, Site
from openmso.authority.judge import Judge
from openmso.authority.law import Statement
from openmso.authority.papers import giver_track
from openmso.authority.reasons import Reason
from openmso.authority.regimes import Cap
from openmso.authority.terms import PRACTITIONERS
from openmso.authority.world import World
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Elsewhere, Profile
from openmso.timeline.spans import Span

LONG_AGO = timedelta(days=3650)
"""What is carried elsewhere is supposed to be older than anything new: the youngest are beyond a cap."""


@dataclass(frozen=True, slots=True)
class Lawful:
    """What the core finds. `bars` forbid it; `wanting` is left open; `over`: caps that would be passed, which bar unless `loose`."""

    bars: tuple[Reason, ...] = ()
    wanting: tuple[Reason, ...] = ()
    over: tuple[Reason, ...] = ()
    loose: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How much a physician may still take on of what a state counts together. `pool`: the roles, or `sites`."""

    state: str
    pool: str
    limit: Decimal
    used: Decimal
    statement: Statement | None

    @property
    def left(self) -> Decimal:
        """What is left, never less than nothing."""
        return max(Decimal(0), self.limit - self.used)


def burdened(judge: Judge, profile: Profile, day: date) -> Judge:
    """The judge of the network in which what a physician says of themselves is known: what they carry outside, and where they practice.

    Where they practice is supposed only of somebody whom no engagement places at a site.
    """
    records = [*_outside(profile.person, profile.elsewhere or (), day), *_placed(judge, profile)]
    return judge.revised(judge.facts.changed(*records)) if records else judge


def _placed(judge: Judge, profile: Profile) -> Iterator[Record]:
    works = judge.facts.by(Engagement, "person", profile.person)
    if profile.home is None or any(one.sites for one in works):
        return
    id, (latitude, longitude) = f"home:{profile.person}", profile.home
    yield Site(id, "outside", f"practice:{id}", "", "UTC", latitude=latitude, longitude=longitude)
    yield Engagement(f"work:{id}", profile.person, f"practice:{id}", "MD", sites=frozenset({id}))


def _outside(person: str, elsewhere: Iterable[Elsewhere], day: date) -> Iterator[Record]:
    """Agreements and offices outside as records of practices nobody knows."""
    since = day - LONG_AGO
    span, signed = Span.of(since), (Signature(person, since),)
    for place, one in enumerate(elsewhere):
        for number in range(one.count):
            id = f"outside:{person}:{place}:{number}"
            if not one.role:
                zone = "UTC"
                yield Site(id, "outside", f"practice:{id}", one.state, zone, span=span)
                yield Appointment(f"office:{id}", person, f"practice:{id}", span=span, signatures=signed)
                continue
            yield Person(id, "outside")
            yield License(f"license:{id}", id, one.role, one.state, span)
            signatures = (Signature(person, since), Signature(id, since))
            yield Agreement(f"agreement:{id}", person, id, "collaborative", span, signatures=signatures)


def lawful(judge: Judge, person: str, opening: Opening) -> Lawful:
    """What the law says of somebody directing an opening from the day it is wanted from. `judge` is `burdened` already."""
    day, start = opening.wanted_from, opening.wanted_from.toordinal()
    office = Appointment(
        f"supposed:{person}:{opening.id}",
        person,
        opening.practice,
        sites=frozenset(one.site for one in opening.places),
        span=Span.of(day),
    )
    papers = list(_agreements(person, opening))
    records: list[Record] = [office, *(one for held in papers for one in held[1:])]
    world = judge.revised(judge.facts.changed(*records)).world
    bars: dict[Reason, None] = {}
    wanting: dict[Reason, None] = {}
    for place in opening.places:
        found = giver_track(world, person, place.site).at(start).found
        bars.update(dict.fromkeys(found.bars))
        wanting.update(dict.fromkeys(found.wanting))
    over, loose = _over(world, papers, start)
    sites = tuple(one for one in wanting if one.details.get("unit") == "sites")
    left = tuple(one for one in wanting if one not in sites)
    return Lawful(tuple(bars), left, (*sites, *over), loose)


def _agreements(person: str, opening: Opening) -> Iterator[tuple[str, Agreement, Person, License]]:
    """For each NP and PA of the opening an agreement as it would be: state and role first. In each state of the opening."""
    day = opening.wanted_from
    for state in opening.states:
        sites = frozenset(one.site for one in opening.places if one.state == state)
        for role, count in opening.people:
            for number in range(count if role in PRACTITIONERS else 0):
                id = f"supposed:{opening.id}:{state}:{role}:{number}"
                signatures = (Signature(person, day), Signature(id, day))
                agreement = Agreement(
                    f"agreement:{id}", person, id, "collaborative", Span.of(day), sites, signatures=signatures
                )
                yield (
                    state,
                    agreement,
                    Person(id, role),
                    License(f"license:{id}", id, role, state, Span.of(day)),
                )


def _over(
    world: World, papers: Iterable[tuple[str, Agreement, Person, License]], day: int
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    found: dict[tuple[str, str], tuple[Reason, bool]] = {}
    for state, agreement, _, held in papers:
        for reason in over_cap(world, agreement.id, held.role, state).at(day):
            found[state, held.role] = (reason, counted_at_once(world, state, held.role, day))
    strict = tuple(reason for reason, loose in found.values() if not loose)
    return strict, tuple(reason for reason, loose in found.values() if loose)


def counted_at_once(world: World, state: str, role: str, day: int) -> bool:
    """Whether a cap counts only those supervised at one time or off site, of which papers alone prove no breach."""
    value = world.law.reading(state, PARAMETER[role], day).value or {}
    return value.get("at") == "supervised_at_once" or value.get("only") == "off_site"


def rooms(judge: Judge, person: str, states: Iterable[str], day: int) -> tuple[Room, ...]:
    """What a physician may still take on in each state that limits anything. `judge` is `burdened` already."""
    world, found = judge.world, {}
    for state in states:
        for role, parameter in PARAMETER.items():
            reading = world.law.reading(state, parameter, day)
            if reading.value is None or counted_at_once(world, state, role, day):
                continue
            cap = Cap.from_value(reading.value)
            held = world.facts.by(Agreement, "physician", person)
            used = max((load_on(world, one, cap, state, day) for one in held), default=Decimal(0))
            pool = "+".join(sorted(cap.counts))
            found[state, pool] = Room(state, pool, cap.limit, used, reading.statement)
        reading = world.law.reading(state, "medical_director.max_locations", day)
        if reading.value is not None:
            used = Decimal(len(directed(world, person, state, day)))
            found[state, "sites"] = Room(state, "sites", Decimal(reading.value), used, reading.statement)
    return tuple(found.values())
