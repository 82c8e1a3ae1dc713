"""What forbids, whoever authorizes: the site, its menu and filings, the person's license, exclusion and cover."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Registration, Service, Site
from openmso.authority.holdings import certified, competent, excluded, experienced, insured, licensed
from openmso.authority.ownership import LAY, practice_track, shares_on
from openmso.authority.readings import RuleReading, rule_track
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import PHYSICIANS, UNLICENSED, Leave
from openmso.authority.world import NOTHING, Found, World, remembered
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.tracks import Track


@remembered
def site_track(world: World, site: str) -> Track[Found]:
    """The site's own span, and its practice."""
    place = world.facts.need(Site, site)
    practice = practice_track(world, place.practice, place.state)
    closed = Reason(Code.SITE_CLOSED, (site,))

    def found_on(day: int) -> Found:
        found = practice.at(day)
        return found if day in place.span else Found((closed, *found.bars), found.wanting)

    return Track.by_day((*practice.starts, place.span.start, place.span.end), found_on)


@remembered
def menu_track(world: World, site: str, procedure: str) -> Track[Found]:
    """Whether the menu holds the procedure and every registration it needs is in force."""
    offered = Days.of(
        *(one.span for one in world.facts.by(Service, "site", site) if procedure in one.procedures)
    )
    filings = _registrations(world, site, procedure)
    cuts = (*offered.toggles, *filings.starts)

    def found_on(day: int) -> Found:
        bars = filings.at(day)
        if day not in offered:
            bars = (Reason(Code.NOT_ON_MENU, (site,), {"procedure": procedure}), *bars)
        return Found(bars) if bars else NOTHING

    return Track.by_day(cuts, found_on)


def _registrations(world: World, site: str, procedure: str) -> Track[tuple[Reason, ...]]:
    place = world.facts.need(Site, site)
    held = (
        *world.facts.by(Registration, "holder", site),
        *world.facts.by(Registration, "holder", place.practice),
    )
    kinds = world.law.keys(place.state, "site.registration")
    cuts = [cut for one in held for cut in (one.span.start, one.span.end)]
    cuts += [cut for key in kinds for cut in world.law.track(place.state, "site.registration", *key).starts]
    if kinds:
        cuts += practice_track(world, place.practice, place.state).starts

    def lacking_on(day: int) -> tuple[Reason, ...]:
        lacking = []
        for (kind,) in kinds:
            reading = world.law.reading(place.state, "site.registration", day, kind)
            if reading.value is None or not _applies(world, place, procedure, reading.value, day):
                continue
            if not any(one.kind == kind and day in one.span for one in held):
                lacking.append(
                    Reason(Code.SITE_UNREGISTERED, (site,), {"kind": kind}, reading.statements[:1])
                )
        return tuple(lacking)

    return Track.by_day(cuts, lacking_on)


def _applies(world: World, site: Site, procedure: str, value: dict[str, object], day: int) -> bool:
    procedures = value.get("procedures") or ()
    if procedures and procedure not in procedures:  # type: ignore[operator]
        return False
    roles = {role for role, _ in shares_on(world, site.practice, site.state, day)}
    return {
        "all": True,
        "med_spa": site.med_spa,
        "telehealth": site.kind == "telehealth",
        "lay_owned": LAY in roles,
        "non_physician_owned": bool(roles - PHYSICIANS),
    }[str(value.get("applies_to", "all"))]


@remembered
def person_track(world: World, person: str, role: str, state: str) -> Track[Found]:
    """License and exclusion."""
    good = licensed(world, person, role, state)
    out = excluded(world, person)
    unlicensed = Reason(Code.UNLICENSED, _licenses(world, person, role), {"role": role, "state": state})
    barred = Reason(Code.EXCLUDED, (person,), {"source": "exclusion list"})

    def found_on(day: int) -> Found:
        bars = []
        if role not in UNLICENSED and day not in good:
            bars.append(unlicensed)
        if day in out:
            bars.append(barred)
        return Found(tuple(bars)) if bars else NOTHING

    return Track.by_day((*good.toggles, *out.toggles), found_on)


def _licenses(world: World, person: str, role: str) -> tuple[str, ...]:
    return tuple(one.id for one in world.facts.by(License, "person", person) if one.role == role) or (person,)


@remembered
def cover_track(world: World, person: str, role: str, practice: str, procedure: str) -> Track[Found]:
    """Malpractice cover, where the network asks for it."""
    if role not in world.facts.settings.insured_roles:
        return Track.constant(NOTHING)
    bare = Found((Reason(Code.UNINSURED, (person,), {"role": role}),))
    covered = insured(world, person, practice, procedure)
    return Track.by_day(covered.toggles, lambda day: NOTHING if day in covered else bare)


@remembered
def demand_track(world: World, person: str, role: str, site: str, procedure: str) -> Track[Found]:
    """What the rule asks of person and place: leave, place of service, certificate, experience, training."""
    place = world.facts.need(Site, site)
    rules = rule_track(world, place.state, procedure, role)
    demands = {
        reading: (
            *_of_place(place, role, procedure, reading),
            *_of_person(world, person, role, procedure, reading),
        )
        for reading in rules.values
    }
    cuts = [*rules.starts, *(cut for asked in demands.values() for days, _ in asked for cut in days.toggles)]

    def found_on(day: int) -> Found:
        bars = tuple(reason for days, reason in demands[rules.at(day)] if day not in days)
        return Found(bars) if bars else NOTHING

    return Track.by_day(cuts, found_on)


def _of_place(site: Site, role: str, procedure: str, reading: RuleReading) -> Iterator[tuple[Days, Reason]]:
    if reading.rule is None:
        for reason in reading.wanting:
            yield NO_DAYS, reason
    elif reading.rule.leave is Leave.PROHIBITED:
        details = {"state": site.state, "role": role, "procedure": procedure}
        yield NO_DAYS, Reason(Code.LAW_PROHIBITS, details=details, cites=reading.cites)
    if reading.rule is not None and reading.rule.places and site.setting not in reading.rule.places:
        yield NO_DAYS, Reason(Code.PLACE, (site.id,), {"places": reading.rule.places}, reading.cites)


def _of_person(
    world: World, person: str, role: str, procedure: str, reading: RuleReading
) -> Iterator[tuple[Days, Reason]]:
    rule = reading.rule
    if rule is None:
        return
    if rule.certificates:
        reason = Reason(Code.CERTIFICATE, (person,), {"certificates": rule.certificates}, reading.cites)
        yield certified(world, person, rule.certificates), reason
    if rule.experience is not None and rule.experience.states_a_number:
        reason = Reason(Code.EXPERIENCE, (person,), {"needed": rule.experience.words()}, reading.cites)
        yield experienced(world, person, role, rule.experience), reason
    if rule.training_hours:
        reason = Reason(Code.TRAINING, (person,), {"hours": rule.training_hours}, reading.cites)
        yield competent(world, person, procedure, rule.training_hours), reason
