"""What forbids, whoever authorizes: the site, its menu and filings, the person's license, exclusion and cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Registration, Service, Site
from openmso.authority.holdings import certified, competent, excluded, experienced, licensed, policies
from openmso.authority.ownership import LAY, owner_cuts, practice_track, shares_on
from openmso.authority.readings import RuleReading, rule_track
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import PHYSICIANS, UNLICENSED
from openmso.authority.world import NOTHING, Found, World, remembered, remembered_of_law
from openmso.timeline.days import Days
from openmso.timeline.tracks import Track, together

UNASKED: Final = Track[tuple[Reason, ...]].constant(())


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
def menu_track(world: World, site: str, procedure: str) -> Track[tuple[Reason, ...]]:
    """Whether the menu holds the procedure and every registration it needs is in force."""
    offered = Days.of(
        *(one.span for one in world.facts.by(Service, "site", site) if procedure in one.procedures)
    )
    missing = Reason(Code.NOT_ON_MENU, (site,), {"procedure": procedure})
    menu: Track[tuple[Reason, ...]] = offered.choose(inside=(), outside=(missing,))
    filings = _registrations(world, site, procedure)
    return Track.of((day, (*absent, *lacking)) for day, (absent, lacking) in together((menu, filings)))


def _registrations(world: World, site: str, procedure: str) -> Track[tuple[Reason, ...]]:
    place = world.facts.need(Site, site)
    kinds = _registration_kinds(world, place.state)
    if not kinds:
        return UNASKED
    held = (
        *world.facts.by(Registration, "holder", site),
        *world.facts.by(Registration, "holder", place.practice),
    )
    cuts = [cut for one in held for cut in (one.span.start, one.span.end)]
    cuts += [cut for key in kinds for cut in world.law.track(place.state, "site.registration", *key).starts]
    # Where laymen may own, the practice's own track shows no change when an owner's license begins or ends.
    cuts += owner_cuts(world, place.practice, place.state)

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


@remembered_of_law
def _registration_kinds(world: World, state: str) -> tuple[tuple[str, ...], ...]:
    return world.law.keys(state, "site.registration")


def _applies(world: World, site: Site, procedure: str, value: Mapping[str, Any], day: int) -> bool:
    procedures = value.get("procedures") or ()
    if procedures and procedure not in procedures:
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


def cover_track(
    world: World, person: str, role: str, practice: str, procedure: str
) -> Track[tuple[Reason, ...]]:
    """The bar of days without malpractice cover for the procedure, where the network asks for it."""
    if role not in world.facts.settings.insured_roles:
        return UNASKED
    limited = covers_apart(world, person, practice)
    return _cover_track(world, person, role, practice, procedure if limited else "")


def covers_apart(world: World, person: str, practice: str) -> bool:
    """Whether procedures are covered apart: whether any policy names those it covers."""
    return any(one.covers is not None for one in policies(world, person, practice))


@remembered
def _cover_track(
    world: World, person: str, role: str, practice: str, procedure: str
) -> Track[tuple[Reason, ...]]:
    good = (one for one in policies(world, person, practice) if one.covers is None or procedure in one.covers)
    bare = Reason(Code.UNINSURED, (person,), {"role": role})
    return Days.of(*(one.span for one in good)).choose(inside=(), outside=(bare,))


@remembered_of_law
def asks_of_people(world: World, state: str, procedure: str, role: str) -> bool:
    """Whether a rule ever asks for a certificate, experience or training."""
    rules = [reading.rule for reading in rule_track(world, state, procedure, role).values]
    return any(one and (one.certificates or one.experience or one.training_hours) for one in rules)


def demands_of(
    world: World, person: str, role: str, procedure: str, reading: RuleReading
) -> tuple[tuple[Days, Reason], ...]:
    """What a rule asks of the person: certificate, experience, training; each with the days on which it is there."""
    rule = reading.rule
    if rule is None:
        return ()
    demands = []
    if rule.certificates:
        reason = Reason(Code.CERTIFICATE, (person,), {"certificates": rule.certificates}, reading.cites)
        demands.append((certified(world, person, rule.certificates), reason))
    if rule.experience is not None and rule.experience.can_be_reached:
        reason = Reason(Code.EXPERIENCE, (person,), {"needed": rule.experience.words()}, reading.cites)
        demands.append((experienced(world, person, role, rule.experience), reason))
    if rule.training_hours:
        reason = Reason(Code.TRAINING, (person,), {"hours": rule.training_hours}, reading.cites)
        demands.append((competent(world, person, procedure, rule.training_hours), reason))
    return tuple(demands)
