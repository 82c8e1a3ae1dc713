"""What a person holds: licenses good in a state, certificates, experience, exclusions, cover, competence."""

from __future__ import annotations

from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
)
from openmso.authority.facts.structure import Site
from openmso.authority.regimes import Threshold
from openmso.authority.terms import COMPACT_OF_ROLE, ROLES
from openmso.authority.world import World, remembered, remembered_of_law
from openmso.timeline.days import ALL_DAYS, NO_DAYS, Days, days_where
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track

GOOD_STATUSES = frozenset({"active", "probation"})
GIVERS = ("DO", "MD", "NP", "PA")
OWNING_ROLES = ("MD", "DO", "NP", "PA", "RN", "DENT", "PHARM", "LPN", "EST")


@remembered
def licensed(world: World, person: str, role: str, state: str) -> Days:
    """Days on which the person may practice as `role` in `state`, by a license of it or by a compact."""
    days = [
        _by_one(world, one, state)
        for one in world.facts.by(License, "person", person)
        if one.role == role and one.status in GOOD_STATUSES
    ]
    return Days.union_of(days)


def _by_one(world: World, held: License, state: str) -> Days:
    own = Days.of(held.span)
    if held.state == state:
        return own
    compact = COMPACT_OF_ROLE.get(held.role)
    if not held.multistate or compact is None:
        return NO_DAYS
    return own & compact_operates(world, held.state, compact) & compact_operates(world, state, compact)


@remembered_of_law
def compact_operates(world: World, state: str, compact: str) -> Days:
    """Days on which a compact is operating in a state; enacted is not enough."""
    track = world.law.track(state, "telehealth.compacts")
    return days_where(
        track, lambda reading: bool(reading.value) and reading.value.get(compact) == "operating"
    )


@remembered
def giver_roles(world: World, person: str, state: str) -> Track[frozenset[str]]:
    """The roles, of those that can give authority, in which a person is licensed in a state."""
    days = {role: licensed(world, person, role, state) for role in GIVERS}
    held = {role: days[role] for role in GIVERS if days[role]}
    cuts = (cut for one in held.values() for cut in one.toggles)
    return Track.by_day(cuts, lambda day: frozenset(role for role in held if day in held[role]))


@remembered
def owner_role(world: World, person: str, state: str) -> Track[str]:
    """As what a person owns: the first licensed role in the order of the definition, or empty for a lay person."""
    held = {role: licensed(world, person, role, state) for role in OWNING_ROLES}
    cuts = (cut for one in held.values() for cut in one.toggles)
    return Track.by_day(cuts, lambda day: next((role for role in OWNING_ROLES if day in held[role]), ""))


@remembered
def excluded(world: World, subject: str) -> Days:
    """Days on which a person or organization is excluded."""
    return Days.of(*(one.span for one in world.facts.by(Exclusion, "subject", subject)))


@remembered
def engaged_as(world: World, person: str, site: str) -> Track[tuple[str, ...]]:
    """The roles in which a person is engaged at a site, sorted; posts that are no role are left out."""
    place = world.facts.need(Site, site)
    # An engagement without named sites reaches the sites of the practice that engages; an MSO or another
    # employer has no sites of its own, so its people reach only the sites they are assigned to.
    there = [
        one
        for one in world.facts.by(Engagement, "person", person)
        if one.role in ROLES
        and (site in one.sites if one.sites is not None else one.organization == place.practice)
    ]
    cuts = (cut for one in there for cut in (one.span.start, one.span.end))
    return Track.by_day(cuts, lambda day: tuple(sorted({one.role for one in there if day in one.span})))


@remembered
def policies(world: World, person: str, practice: str) -> tuple[Insurance, ...]:
    """The malpractice policies of a person and of the practice."""
    held = (*world.facts.by(Insurance, "subject", person), *world.facts.by(Insurance, "subject", practice))
    return tuple(one for one in held if one.kind == "malpractice")


@remembered
def certified(world: World, person: str, kinds: frozenset[str]) -> Days:
    """Days on which a person holds at least one of these certificates."""
    return Days.of(*(one.span for one in world.facts.by(Certificate, "person", person) if one.kind in kinds))


def competent(world: World, person: str, procedure: str, training_hours: int) -> Days:
    """Days on which a person is signed off for a procedure, by a sign-off of at least these training hours."""
    return competencies(world, person, training_hours).get(procedure, NO_DAYS)


@remembered
def competencies(world: World, person: str, training_hours: int) -> dict[str, Days]:
    """Days on which a person is signed off, by procedure, by sign-offs of at least these training hours."""
    spans: dict[str, list[Span]] = {}
    for one in world.facts.by(Competency, "person", person):
        if (one.training_hours or 0) >= training_hours:
            spans.setdefault(one.procedure, []).append(one.span)
    return {procedure: Days.of(*listed) for procedure, listed in spans.items()}


@remembered
def experienced(world: World, person: str, role: str, threshold: Threshold) -> Days:
    """Days on which the person's records reach everything stated; none if nothing is that records can show."""
    if not threshold.can_be_reached:
        return NO_DAYS
    days = certified(world, person, threshold.certificates) if threshold.certificates else ALL_DAYS
    for number, unit, as_role in (
        (threshold.hours, "hours", role),
        (threshold.months, "months", role),
        (threshold.rn_hours, "hours", "RN"),
    ):
        if number is not None:
            days = days & _reached(world, person, as_role, unit, number)
    return days


def _reached(world: World, person: str, role: str, unit: str, number: int) -> Days:
    firsts = [
        one.on.toordinal()
        for one in world.facts.by(Experience, "person", person)
        if one.role == role and (getattr(one, unit) or 0) >= number
    ]
    return Days.from_pairs([(min(firsts), ALL_DAYS.toggles[1])]) if firsts else NO_DAYS
