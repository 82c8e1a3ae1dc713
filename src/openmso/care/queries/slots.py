"""Lawful slots: people × rooms × devices × supervisors of a site on some days, and why others are left out.

Law is judged by civil days of the site (license, delegation, competency, menu, …), supervision by who is planned to be near, the rest by the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone

from openmso.authority.answer import Key
from openmso.authority.board import weakest
from openmso.authority.decisive import decisive
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.care.models import Visit
from openmso.care.models.visits import GIVEN_UP
from openmso.care.queries.plans import Plan, plans
from openmso.care.rules.slots import Candidate, Found, Slot, Times, Wanted, both, find, full, joined, without
from openmso.care.rules.visits import MOST_AT_ONCE, minutes_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.supervision import Near, Scene, at_once, near_of, people_at, who_covers
from openmso.structure.queries.rooms import devices_of, rooms_of
from openmso.workforce.queries.roster import planned_duties

BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
NEEDS_A_DEVICE: Final = "device"
"""Procedures of this family take a device, where the site keeps any that serves them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which services, at which site, on which of its days; where the patient is then, and whether they come."""

    site: str
    services: tuple[str, ...]
    first: date
    days: int = 1
    patient_state: str = ""
    mode: str = "in_person"
    person: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What slots are found on: what is wanted, who could, and whom the law leaves out and why. `reasons` by person."""

    site: Site
    procedures: frozenset[str]
    minutes: int
    wanted: Wanted
    candidates: tuple[Candidate, ...]
    reasons: Mapping[str, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot as people read it: an aware moment of the site's clock."""

    at: datetime
    until: datetime
    slot: Slot


@dataclass(frozen=True, slots=True)
class Offers:
    """All slots, and who is left out: by law (`reasons`), or by what stands in the way of each (`in_the_way`)."""

    site: Site
    minutes: int
    offers: tuple[Offer, ...]
    reasons: Mapping[str, tuple[Reason, ...]]
    in_the_way: Mapping[str, str]


def minute_of(moment: datetime) -> int:
    """A moment as a whole number of minutes."""
    return int((moment - BEGINNING).total_seconds() // 60)


def moment_of(minute: int, zone: tzinfo) -> datetime:
    """A whole number of minutes as a moment of a zone's clock."""
    return (BEGINNING + timedelta(minutes=minute)).astimezone(zone)


def offers(by: Actor, asked: Asked, *, now: datetime | None = None) -> Offers:
    """Every lawful slot from now on. Raises `UnknownRecordError` for a site, `RefusedError` for services that are not there."""
    ground = ground_of(by, asked, now=now)
    found: Found = find(ground.wanted, ground.candidates)
    zone = ZoneInfo(ground.site.zone)
    listed = tuple(
        Offer(moment_of(one.start, zone), moment_of(one.start + ground.minutes, zone), one)
        for one in found.slots
    )
    return Offers(ground.site, ground.minutes, listed, ground.reasons, found.left_out)


def ground_of(by: Actor, asked: Asked, *, now: datetime | None = None) -> Ground:
    """What slots are found on. `now`: nothing begins before it."""
    judge, _ = judge_of(by)
    site = judge.facts.need(Site, asked.site)
    zone = ZoneInfo(site.zone)
    start = datetime.combine(asked.first, time(), zone)
    until = datetime.combine(asked.first + timedelta(days=asked.days), time(), zone)
    moment = now or timezone.now()
    lines = _lines(judge, asked)
    procedures = frozenset(code for one in lines for code in one.procedures)
    said = plans(by, asked.services)
    minutes = _minutes(judge, lines, said)
    window = (minute_of(max(start, moment)), minute_of(until))
    with seeing(by):
        near = near_of(by, site, start, until, moment)
        taken = _taken(by, site, start, until, {one.person for one in near})
        lawful, reasons = _lawful(judge, site, asked, procedures)
        works = _works(by, site, start, until)
        days_of = _days(judge, site, asked, near)
        candidates = tuple(
            Candidate(
                person,
                both(joined(works.get(person, ())), joined(days)),
                taken.people.get(person, ()),
                _under(days_of, person, procedures, taken.supervisors),
            )
            for person, days in sorted(lawful.items())
        )
        wanted = _wanted(by, judge, asked, taken, procedures=procedures, kinds=_kinds(said.values()))
    return Ground(
        site, procedures, minutes, replace(wanted, minutes=minutes, window=window), candidates, reasons
    )


def _lines(judge: Judge, asked: Asked) -> tuple[Service, ...]:
    found = []
    for id in asked.services:
        one = judge.facts.get(Service, id)
        if one is None or one.site != asked.site or asked.first.toordinal() not in one.span:
            raise RefusedError.at(
                "services", f'"{id}" is not on the menu there on that day', "a line of the menu"
            )
        found.append(one)
    if not found:
        raise RefusedError.at("services", "nothing is wanted", "at least one line of the menu")
    return tuple(found)


def _minutes(judge: Judge, lines: Iterable[Service], said: Mapping[str, Plan]) -> int:
    """As the house says of each line; else as usual for its procedures."""
    return sum(
        said[one.id].minutes
        if one.id in said
        else minutes_of(judge.law.procedures[code].family for code in sorted(one.procedures))
        for one in lines
    )


def _kinds(said: Iterable[Plan]) -> frozenset[str] | None:
    """In which kinds of room all of it can be done; None: in any."""
    limits = [one.room_kinds for one in said if one.room_kinds]
    return frozenset.intersection(*limits) if limits else None


def _lawful(
    judge: Judge, site: Site, asked: Asked, procedures: frozenset[str]
) -> tuple[dict[str, list[tuple[int, int]]], dict[str, tuple[Reason, ...]]]:
    """On which days of those asked for each may by law, in minutes; and of those who never may the reasons of the first day."""
    zone = ZoneInfo(site.zone)
    days: dict[str, list[tuple[int, int]]] = {}
    reasons: dict[str, tuple[Reason, ...]] = {}
    for number in range(asked.days):
        on = asked.first + timedelta(days=number)
        span = (
            minute_of(datetime.combine(on, time(), zone)),
            minute_of(datetime.combine(on + timedelta(days=1), time(), zone)),
        )
        for human in people_at(judge, site.id, on.toordinal()):
            if asked.person and human.id != asked.person:
                continue
            why = _why_not(judge, site, asked, (human.id, procedures, on.toordinal()))
            if why:
                reasons.setdefault(human.id, why)
            else:
                days.setdefault(human.id, []).append(span)
    return days, {who: why for who, why in reasons.items() if who not in days}


def _why_not(
    judge: Judge, site: Site, asked: Asked, key: tuple[str, frozenset[str], int]
) -> tuple[Reason, ...]:
    person, procedures, day = key
    if asked.patient_state and asked.patient_state != site.state:
        return (Reason(Code.PATIENT_STATE, details={"state": site.state}),)
    verdicts = [judge.verdict(Key(person, code, site.id), day) for code in sorted(procedures)]
    if weakest(verdicts).authorizes:
        return ()
    return tuple(why for one in verdicts if not one.standing.authorizes for why in decisive(one)[:2])


@dataclass(frozen=True, slots=True)
class _Taken:
    """When the calendar takes whom and what: minutes by code; of supervisors each visit that they cover."""

    people: Mapping[str, Times]
    rooms: Mapping[str, Times]
    devices: Mapping[str, Times]
    supervisors: Mapping[str, Times]


def _taken(by: Actor, site: Site, start: datetime, until: datetime, near: set[str]) -> _Taken:
    rows = Visit.objects.filter(network=by.network, span__overlap=DateTimeTZRange(start, until))
    touching = Q(site__code=site.id) | Q(supervisor__code__in=near) | Q(person__code__in=near)
    found: tuple[dict[str, list[tuple[int, int]]], ...] = ({}, {}, {}, {})
    listed = rows.exclude(status__in=GIVEN_UP).filter(touching)
    for *codes, span in listed.values_list(
        "person__code", "room__code", "device__code", "supervisor__code", "span"
    ):
        minutes = (minute_of(span.lower), minute_of(span.upper))
        for code, group in zip(codes, found, strict=True):
            if code is not None:
                group.setdefault(code, []).append(minutes)
    people, rooms, devices, supervisors = (
        {code: tuple(sorted(times)) for code, times in group.items()} for group in found
    )
    return _Taken(people, rooms, devices, supervisors)


def _works(by: Actor, site: Site, start: datetime, until: datetime) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for one in planned_duties(by, start, until, site=site.id):
        if one.near == "on_site" or site.kind == "telehealth":
            found.setdefault(one.person, []).append((minute_of(one.start), minute_of(one.until or until)))
    return found


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the site: its scene, who is near on it, and how many visits one of them covers at a time."""

    span: tuple[int, int]
    scene: Scene
    near: tuple[Near, ...]
    most: int


def _days(judge: Judge, site: Site, asked: Asked, near: Iterable[Near]) -> tuple[_Day, ...]:
    zone = ZoneInfo(site.zone)
    found = []
    for number in range(asked.days):
        on = asked.first + timedelta(days=number)
        start = datetime.combine(on, time(), zone)
        until = datetime.combine(on + timedelta(days=1), time(), zone)
        of_day = tuple(one for one in near if one.start < until and one.until > start)
        scene = Scene.of(judge, site, on.toordinal())
        found.append(_Day((minute_of(start), minute_of(until)), scene, of_day, most_at_once(judge, site, on)))
    return tuple(found)


def _under(
    days: Iterable[_Day], person: str, procedures: frozenset[str], covering: Mapping[str, Times]
) -> dict[str, Times] | None:
    """Who covers when, each day by its own law, without the hours in which they cover as many as they may."""
    found: dict[str, list[tuple[int, int]]] = {}
    needed = False
    for day in days:
        covers = who_covers(day.scene, person, procedures, day.near)
        needed = needed or covers is not None
        for supervisor, spans in (covers or {}).items():
            minutes = joined((minute_of(one), minute_of(other)) for one, other in spans)
            times = both(minutes, (day.span,))
            free = without(times, full(covering.get(supervisor, ()), day.most))
            found.setdefault(supervisor, []).extend(free)
        if covers is None:  # nobody is needed near on this day: then nobody's absence is in the way
            found.setdefault("", []).append(day.span)
    return {one: tuple(times) for one, times in found.items()} if needed else None


def most_at_once(judge: Judge, site: Site, on: date) -> int:
    """How many visits one supervisor covers at a time: by the law of the state where it counts them so, else by the house."""
    limits = [at_once(judge, site.state, role, on.toordinal())[0] for role in ("NP", "PA")]
    return min([MOST_AT_ONCE, *(int(one) for one in limits if one is not None)])


def _wanted(
    by: Actor,
    judge: Judge,
    asked: Asked,
    taken: _Taken,
    *,
    procedures: frozenset[str],
    kinds: frozenset[str] | None,
) -> Wanted:
    """Rooms and devices that would do. A site that keeps none asks for none; one that keeps others only has no slot."""
    rooms = devices = None
    if asked.mode == "in_person":
        there = rooms_of(by, asked.site, asked.first)
        fit = [one.code for one in there if kinds is None or one.kind in kinds]
        rooms = {code: taken.rooms.get(code, ()) for code in fit} if there else None
        by_device = {code for code in procedures if judge.law.procedures[code].family == NEEDS_A_DEVICE}
        kept = devices_of(by, asked.site, asked.first)
        if by_device and kept:
            serving = [one.code for one in kept if by_device <= one.procedures]
            devices = {code: taken.devices.get(code, ()) for code in serving}
    return Wanted(0, (0, 0), rooms, devices)
