"""Supervision by the hour: who works at a site, what the law wants near them, and who supplies it from where they are.

A condition of supervision is judged exactly as at the bedside (`authority.bedside`), so that the board and the gate never differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final

from openmso.authority.answer import Act, Key, Verdict
from openmso.authority.bedside import judged
from openmso.authority.board import weakest
from openmso.authority.decide import moment_of
from openmso.authority.distance import great_circle_miles
from openmso.authority.facts.bedside import Bedside, Presence
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Service, Site
from openmso.authority.holdings import licensed
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Cap, Nearness
from openmso.authority.terms import Supervision

CAPS: Final = {"NP": "np.max_per_physician", "PA": "pa.max_per_physician"}


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody is so near to a site from a moment to another. `at`: the site where they are, if at one; `record` tells of it.

    `actual`: it was told that it is so; else it is planned.
    """

    person: str
    near: Supervision
    start: datetime
    until: datetime
    at: str = ""
    actual: bool = False
    record: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """Services that one person may do in a stretch, and who is near as the law wants (`ways`). Without ways nobody needs to be.

    `by` is None where nobody is near enough; then `mends` are people who could be.
    """

    person: str
    role: str
    services: tuple[Service, ...]
    ways: tuple[Nearness, ...] = ()
    by: Presence | None = None
    planned_only: bool = False
    mends: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether these services may be done as far as supervision goes."""
        return not self.ways or self.by is not None


@dataclass(frozen=True, slots=True)
class Load:
    """How many somebody supervises at once at the site; `limit` where the law counts those supervised at one time."""

    person: str
    people: tuple[str, ...]
    limit: Decimal | None = None

    @property
    def over(self) -> bool:
        """Whether they are more than the law lets one supervise at once."""
        return self.limit is not None and len(self.people) > self.limit


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a day in which nobody comes or goes."""

    start: datetime
    until: datetime
    covers: tuple[Covered, ...]
    loads: tuple[Load, ...]

    @property
    def uncovered(self) -> tuple[Covered, ...]:
        """What nobody is near enough for."""
        return tuple(one for one in self.covers if not one.holds)


@dataclass(frozen=True, slots=True)
class Scene:
    """A site on a day, by which facts and law, and who could be near: those who give authority there."""

    judge: Judge
    site: Site
    day: int
    givers: frozenset[str]

    @classmethod
    def of(cls, judge: Judge, site: Site, day: int) -> Scene:
        """The scene of a site on a day."""
        return cls(judge, site, day, overseers(judge, site, day))


def overseers(judge: Judge, site: Site, day: int) -> frozenset[str]:
    """Who gives authority at a site on a day: directors and those who stand in, and physicians of papers of people who work there."""
    facts = judge.facts
    appointed = {
        one.person
        for one in facts.by(Appointment, "practice", site.practice)
        if (one.sites is None or site.id in one.sites) and day in one.span
    }
    people = {one.person for one in facts.by(Engagement, "sites", site.id) if day in one.span}
    papers: list[Agreement | Delegation] = []
    for person in sorted(people):
        papers += [*facts.by(Agreement, "person", person), *facts.by(Delegation, "person", person)]
    giving = {
        one.physician for one in papers if day in one.span and (one.sites is None or site.id in one.sites)
    }
    return frozenset(appointed | giving)


def presences(judge: Judge, site: Site, day: int, near: Iterable[Near]) -> tuple[Presence, ...]:
    """What is told at the bedside of people who are near: in each role in which they are licensed in the state."""
    found = []
    for one in near:
        roles = sorted({held.role for held in judge.facts.by(License, "person", one.person)})
        miles = _miles(judge, site, one)
        for role in roles:
            if day in licensed(judge.world, one.person, role, site.state):
                minutes = 0 if one.near is Supervision.ON_SITE else None
                found.append(Presence(one.person, role, one.near, minutes, miles, id=one.record))
    return tuple(found)


def _miles(judge: Judge, site: Site, near: Near) -> float | None:
    if near.at == site.id:
        return 0.0
    there = judge.facts.get(Site, near.at) if near.at else None
    if there is None or there.latitude is None or site.latitude is None:
        return None
    return great_circle_miles(
        (site.latitude, site.longitude or 0.0), (there.latitude, there.longitude or 0.0)
    )


def stretches(scene: Scene, near: Sequence[Near], start: datetime, until: datetime) -> tuple[Stretch, ...]:
    """The day from `start` to `until`, cut where somebody comes or goes; stretches in which nobody works are left out."""
    edges = {cut for one in near for cut in (one.start, one.until) if start < cut < until}
    cuts = sorted({start, until} | edges)
    found = []
    for begins, ends in pairwise(cuts):
        there = _now(near, begins)
        if any(_works(scene.site, one) for one in there):
            found.append(_stretch(scene, begins, ends, there))
    return tuple(found)


def _now(near: Iterable[Near], moment: datetime) -> list[Near]:
    """Who is near at a moment, each once in each nearness; what was told goes before what was planned."""
    found: dict[tuple[str, Supervision, str], Near] = {}
    for one in near:
        if one.start <= moment < one.until:
            known = found.get((one.person, one.near, one.at))
            if known is None or (one.actual and not known.actual):
                found[one.person, one.near, one.at] = one
    return list(found.values())


def _works(site: Site, one: Near) -> bool:
    return one.at == site.id and (one.near is Supervision.ON_SITE or site.kind == "telehealth")


def _stretch(scene: Scene, start: datetime, until: datetime, there: Sequence[Near]) -> Stretch:
    told = presences(scene.judge, scene.site, scene.day, there)
    planned = frozenset(one.record for one in there if not one.actual)
    covers: list[Covered] = []
    for person in sorted({one.person for one in there if _works(scene.site, one)}):
        covers += (
            replace(one, planned_only=one.by is not None and one.by.id in planned)
            for one in covers_of(scene, person, start, told)
        )
    return Stretch(start, until, tuple(covers), _loads(scene, covers))


def covers_of(scene: Scene, person: str, moment: datetime, told: tuple[Presence, ...]) -> tuple[Covered, ...]:
    """What one person may do at a moment, with these people near: services alike in what they want are told together."""
    found: dict[tuple[tuple[Nearness, ...], Presence | None, str], list[Service]] = {}
    menu = scene.judge.facts.by(Service, "site", scene.site.id)
    for service in sorted(menu, key=lambda one: (one.name, one.id)):
        if scene.day in service.span:
            verdicts = _verdicts(scene, person, service)
            if verdicts and weakest(verdicts.values()).authorizes:
                ways, by = _supplied(scene, person, moment, told, verdicts)
                role = next(iter(verdicts.values())).role
                found.setdefault((ways, by, role), []).append(service)
    could = tuple(sorted(scene.givers - {person}))
    return tuple(
        Covered(person, role, tuple(services), ways, by, mends=could if ways and by is None else ())
        for (ways, by, role), services in found.items()
    )


def _verdicts(scene: Scene, person: str, service: Service) -> dict[str, Verdict]:
    return {
        code: scene.judge.verdict(Key(person, code, scene.site.id), scene.day)
        for code in sorted(service.procedures)
    }


def _supplied(
    scene: Scene,
    person: str,
    moment: datetime,
    told: tuple[Presence, ...],
    verdicts: Mapping[str, Verdict],
) -> tuple[tuple[Nearness, ...], Presence | None]:
    """The strictest of what the law wants near for all procedures, and who is; None as soon as one lacks somebody.

    Who gives authority there goes before others who are near enough, too.
    """
    ways: tuple[Nearness, ...] = ()
    by: Presence | None = None
    for code, verdict in verdicts.items():
        for why in verdict.wanting:
            if why.code is not Code.SUPERVISION:
                continue
            demand = tuple(why.details["nearness"])
            found = _near_enough(scene, Act(person, code, scene.site.id, moment), why, told)
            if found is None:
                return demand, None
            if not ways or _laxest(demand) > _laxest(ways):
                ways, by = demand, found
    return ways, by


def _near_enough(scene: Scene, act: Act, why: Reason, told: tuple[Presence, ...]) -> Presence | None:
    giving = tuple(one for one in told if one.person in scene.givers)
    for some in (giving, told):
        asked = replace(act, bedside=Bedside(presences=some, complete=True))
        found = judged(why, moment_of(asked, scene.judge))
        if isinstance(found, Presence):
            return found
    return None


def _laxest(ways: tuple[Nearness, ...]) -> int:
    return min((one.mode.rank for one in ways), default=0)


def _loads(scene: Scene, covers: Sequence[Covered]) -> tuple[Load, ...]:
    under: dict[str, dict[str, str]] = {}
    for one in covers:
        if one.by is not None:
            under.setdefault(one.by.person, {})[one.person] = one.role
    return tuple(_load(scene, person, people) for person, people in sorted(under.items()))


def _load(scene: Scene, person: str, people: Mapping[str, str]) -> Load:
    """Against the cap of the state where it counts those who are supervised at one time; counted are the roles it counts."""
    for role in CAPS:
        limit, counts = at_once(scene.judge, scene.site.state, role, scene.day)
        counted = tuple(sorted(one for one, held in people.items() if held in counts))
        if limit is not None and counted:
            return Load(person, counted, limit)
    return Load(person, tuple(sorted(people)))


def at_once(judge: Judge, state: str, role: str, day: int) -> tuple[Decimal | None, frozenset[str]]:
    """How many of which roles one may supervise at one time by the law of a state; None where it counts otherwise or not at all."""
    reading = judge.law.reading(state, CAPS[role], day)
    if not reading.value or reading.value.get("at") != "supervised_at_once":
        return None, frozenset()
    cap = Cap.from_value(reading.value)
    return cap.limit, cap.counts


def who_covers(
    scene: Scene, person: str, procedures: Iterable[str], near: Sequence[Near]
) -> Mapping[str, tuple[tuple[datetime, datetime], ...]] | None:
    """For each who is near enough for all of these procedures of a person: when. None if the law wants nobody near."""
    wanted = [
        (code, why)
        for code in sorted(procedures)
        for why in scene.judge.verdict(Key(person, code, scene.site.id), scene.day).wanting
        if why.code is Code.SUPERVISION
    ]
    if not wanted:
        return None
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for one in near:
        told = presences(scene.judge, scene.site, scene.day, [one])
        acts = ((Act(person, code, scene.site.id, one.start), why) for code, why in wanted)
        if told and all(_near_enough(scene, act, why, told) for act, why in acts):
            found.setdefault(one.person, []).append((one.start, one.until))
    return {who: tuple(sorted(spans)) for who, spans in found.items()}
