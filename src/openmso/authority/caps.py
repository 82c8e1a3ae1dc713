"""Caps: how many NPs and PAs one physician may hold and how many sites direct, and what is beyond the cap.

The youngest agreements beyond the cap become conditional; agreements that began on the same day are beyond it
together, so that no order of records decides.
"""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts.oversight import Agreement, Appointment
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import licensed
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Cap
from openmso.authority.world import World, remembered
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track

PARAMETER = {"NP": "np.max_per_physician", "PA": "pa.max_per_physician"}


@remembered
def pool_member_days(world: World, agreement: str, state: str, counts: frozenset[str]) -> Days:
    """Days on which an agreement counts toward a cap of `state`: in force, signed, of a counted role there."""
    found = world.facts.need(Agreement, agreement)
    if found.sites is not None and not any(_in_state(world, site, state) for site in found.sites):
        return NO_DAYS
    dates = {
        one.person: one.on.toordinal()
        for one in sorted(found.signatures, key=lambda one: one.on, reverse=True)
    }
    if not {found.physician, found.person} <= dates.keys():
        return NO_DAYS
    signed = Days.from_pairs([(max(dates[found.physician], dates[found.person]), FOREVER)])
    holds = Days.union_of(licensed(world, found.person, role, state) for role in sorted(counts))
    return Days.of(found.span) & signed & holds


def _in_state(world: World, site: str, state: str) -> bool:
    place = world.facts.get(Site, site)
    return place is not None and place.state == state


@remembered
def over_cap(world: World, agreement: str, role: str, state: str) -> Track[tuple[Reason, ...]]:
    """The condition that an agreement is beyond its physician's cap, on the days on which it is."""
    law = world.law.track(state, PARAMETER[role])
    if all(reading.value is None for reading in law.values):
        return Track.constant(())
    own = world.facts.need(Agreement, agreement)
    held = world.facts.by(Agreement, "physician", own.physician)
    pools = [
        pool_member_days(world, one.id, state, Cap.from_value(reading.value).counts)
        for reading in law.values
        if reading.value is not None
        for one in held
    ]
    cuts = (*law.starts, *(cut for days in pools for cut in days.toggles))

    def over_on(day: int) -> tuple[Reason, ...]:
        reading = law.at(day)
        if reading.value is None:
            return ()
        cap = Cap.from_value(reading.value)
        load = load_on(world, own, cap, state, day)
        if load <= cap.limit:
            return ()
        details = {"limit": cap.limit, "load": load, "state": state, "unit": cap.unit}
        return (Reason(Code.OVER_CAP, (own.physician, agreement), details, reading.statements[:1]),)

    return Track.by_day(cuts, over_on)


def load_on(world: World, agreement: Agreement, cap: Cap, state: str, day: int) -> Decimal:
    """The physician's load by people whose agreements began no later than this one; 0 if this one does not count."""
    counted: dict[str, Agreement] = {}
    for one in world.facts.by(Agreement, "physician", agreement.physician):
        if not _counts(world, one, cap, state, day):
            continue
        known = counted.get(one.person)
        if known is None or (one.span.start, -one.fte) < (known.span.start, -known.fte):
            counted[one.person] = one
    if not _counts(world, agreement, cap, state, day):
        return Decimal(0)
    older = (one for one in counted.values() if one.span.start <= agreement.span.start)
    return sum((one.fte if cap.unit == "fte" else Decimal(1) for one in older), Decimal(0))


def _counts(world: World, agreement: Agreement, cap: Cap, state: str, day: int) -> bool:
    if cap.only == "prescribers" and not agreement.prescribes:
        return False
    return day in pool_member_days(world, agreement.id, state, cap.counts)


@remembered
def over_sites(world: World, director: str, site: str) -> Track[tuple[Reason, ...]]:
    """The condition that a site is beyond the number of sites one director may direct in its state."""
    place = world.facts.need(Site, site)
    law = world.law.track(place.state, "medical_director.max_locations")
    if all(reading.value is None for reading in law.values):
        return Track.constant(())
    offices = [one for one in world.facts.by(Appointment, "person", director) if one.kind == "director"]
    cuts = (*law.starts, *(cut for one in offices for cut in (one.span.start, one.span.end)))

    def over_on(day: int) -> tuple[Reason, ...]:
        reading = law.at(day)
        if reading.value is None:
            return ()
        began = directed(world, director, place.state, day)
        if site not in began:
            return ()
        load = sum(start <= began[site] for start in began.values())
        if load <= reading.value:
            return ()
        details = {"limit": reading.value, "load": load, "state": place.state, "unit": "sites"}
        return (Reason(Code.OVER_CAP, (director, site), details, reading.statements[:1]),)

    return Track.by_day(cuts, over_on)


def directed(world: World, director: str, state: str, day: int) -> dict[str, int]:
    """Sites of a state that a director directs on a day, each with the start of the earliest appointment."""
    began: dict[str, int] = {}
    for one in world.facts.by(Appointment, "person", director):
        if one.kind != "director" or day not in one.span:
            continue
        for place in world.facts.by(Site, "practice", one.practice):
            reached = one.sites is None or place.id in one.sites
            if reached and place.state == state and place.kind != "telehealth":
                began[place.id] = min(one.span.start, began.get(place.id, one.span.start))
    return began
