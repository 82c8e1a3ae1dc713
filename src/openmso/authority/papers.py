"""Agreements and delegations: which stand on a day, and by which link each of the others fails.

Everything about a paper that does not depend on the procedure is one track per paper and site, shared by all
procedures it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openmso.authority.caps import over_cap, over_sites
from openmso.authority.distance import distance_track
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Signature, Site
from openmso.authority.holdings import GIVERS, excluded, giver_roles, licensed
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.authority.world import Found, World, remembered
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track, together

Paper = Agreement | Delegation
NEVER: Final = Track.constant(value=False)
NO_PAPERS: Final = Track[tuple["PaperState", ...]].constant(())


@dataclass(frozen=True, slots=True)
class Giver:
    """A giver of authority on a day: roles licensed in the state, roles that may delegate by default, findings."""

    roles: frozenset[str]
    may_delegate: frozenset[str]
    found: Found


@dataclass(frozen=True, slots=True)
class PaperState:
    """A paper in its span on a day: who gives it in which roles, links that fail, conditions."""

    paper: Paper
    kind: str
    giver: Giver
    bars: tuple[Reason, ...]
    wanting: tuple[Reason, ...]


def signed_days(signatures: tuple[Signature, ...], parties: tuple[str, ...]) -> Days:
    """Days from the day on which the last of the parties signed; none if one never did."""
    firsts = []
    for party in parties:
        dates = [one.on.toordinal() for one in signatures if one.person == party]
        if not dates:
            return NO_DAYS
        firsts.append(min(dates))
    return Days.from_pairs([(max(firsts), FOREVER)])


def papers_for(world: World, person: str, procedure: str, site: str, role: str) -> tuple[Paper, ...]:
    """Papers that name the person, the procedure and the site, oldest first."""
    return tuple(
        one
        for one in papers_at(world, person, site, role)
        if one.procedures is None or procedure in one.procedures
    )


@remembered
def papers_at(world: World, person: str, site: str, role: str) -> tuple[Paper, ...]:
    """Papers that name the person and the site, of the kind that the role needs, oldest first."""
    if role in PHYSICIANS:
        return ()
    kind: type[Paper] = Agreement if role in PRACTITIONERS else Delegation
    here = [one for one in world.facts.by(kind, "person", person) if one.sites is None or site in one.sites]
    return tuple(sorted(here, key=lambda one: (one.span.start, one.id)))


def papers_track(
    world: World, person: str, procedure: str, site: str, role: str
) -> Track[tuple[PaperState, ...]]:
    """The papers in force for a key, oldest first."""
    named = papers_for(world, person, procedure, site, role)
    return states_track(world, tuple([paper.id for paper in named]), site, role)


@remembered
def states_track(
    world: World, papers: tuple[str, ...], site: str, role: str
) -> Track[tuple[PaperState, ...]]:
    """Those of the papers that are in force, in the order given."""
    if not papers:
        return NO_PAPERS
    tracks = [paper_track(world, paper, site, role) for paper in papers]
    return Track.of((day, tuple([one for one in now if one is not None])) for day, now in together(tracks))


@remembered
def paper_track(world: World, paper: str, site: str, role: str) -> Track[PaperState | None]:
    """A paper's state at a site for a holder of `role`; None outside its span."""
    found = world.facts.get(Agreement, paper) or world.facts.need(Delegation, paper)
    is_agreement = isinstance(found, Agreement)
    parties = (found.physician, found.person) if is_agreement else (found.physician,)
    signed = [(party, signed_days(found.signatures, (party,))) for party in parties]
    place = world.facts.need(Site, site)
    giver = giver_track(world, found.physician, site)
    over = over_cap(world, paper, role, place.state) if is_agreement else None
    cuts = [*giver.starts, *(over.starts if over else ())]
    cuts += [cut for _, days in signed for cut in days.toggles]
    inside = [cut for cut in cuts if found.span.start < cut < found.span.end]
    kind = "agreement" if is_agreement else "delegation"

    def state_on(day: int) -> PaperState | None:
        if day not in found.span:
            return None
        now = giver.at(day)
        missing = tuple(party for party, days in signed if day not in days)
        bars = now.found.bars
        if missing:
            bars = (Reason(Code.UNSIGNED, (paper,), {"paper": kind, "parties": missing}), *bars)
        wanting = now.found.wanting if over is None else (*now.found.wanting, *over.at(day))
        return PaperState(found, kind, now, bars, wanting)

    return Track.by_day((found.span.start, found.span.end, *inside), state_on)


@remembered
def giver_track(world: World, giver: str, site: str) -> Track[Giver]:
    """A giver of authority at a site, day by day, with the links that fail there."""
    place = world.facts.need(Site, site)
    roles = giver_roles(world, giver, place.state)
    out = excluded(world, giver)
    office = _appointments(world, giver, place)
    eligible = world.law.track(place.state, "medical_director.eligible")
    far = distance_track(world, giver, site)
    many = over_sites(world, giver, site)
    cuts = [*roles.starts, *out.toggles, *eligible.starts, *far.starts, *many.starts]
    cuts += [cut for one in office for cut in (one.span.start, one.span.end)]

    def giver_on(day: int) -> Giver:
        held = roles.at(day)
        bars = list(_giver_bars(giver, place, held, is_excluded=day in out))
        kinds = {one.kind for one in office if day in one.span}
        may = eligible.at(day)
        if not kinds:
            bars.append(Reason(Code.NO_APPOINTMENT, (giver,)))
        elif held and may.value is not None and kinds <= {"director", "backup"} and not held & set(may.value):
            bars.append(
                Reason(Code.DIRECTOR_INELIGIBLE, (giver,), {"state": place.state}, may.statements[:1])
            )
        distance = far.at(day)
        return Giver(
            held,
            delegating_roles(world, place.state, day),
            Found((*bars, *distance.bars), (*distance.wanting, *many.at(day))),
        )

    return Track.by_day(cuts, giver_on)


def delegating_roles(world: World, state: str, day: int) -> frozenset[str]:
    """The roles that may delegate in a state where a rule names none: physicians, and NPs where they may be directors."""
    may = world.law.track(state, "medical_director.eligible").at(day)
    return PHYSICIANS | ({"NP"} & set(may.value or ()))


def _giver_bars(giver: str, site: Site, held: frozenset[str], *, is_excluded: bool) -> list[Reason]:
    bars = []
    if not held:
        bars.append(Reason(Code.PHYSICIAN_UNLICENSED, (giver,), {"state": site.state}))
    if is_excluded:
        bars.append(Reason(Code.PHYSICIAN_EXCLUDED, (giver,), {"source": "exclusion list"}))
    return bars


def _appointments(world: World, person: str, site: Site) -> tuple[Appointment, ...]:
    return tuple(
        one
        for one in world.facts.by(Appointment, "person", person)
        if one.practice == site.practice and (one.sites is None or site.id in one.sites)
    )


def protocol_track(world: World, site: str, procedure: str) -> Track[frozenset[str]]:
    """Who has signed a protocol in force for the procedure at the site; a physician's signature shows as `*`."""
    place = world.facts.need(Site, site)
    there = (
        one.id
        for one in world.facts.by(Protocol, "practice", place.practice)
        if procedure in one.procedures and (one.sites is None or site in one.sites)
    )
    return signers_track(world, tuple(there), place.state)


@remembered
def signers_track(world: World, protocols: tuple[str, ...], state: str) -> Track[frozenset[str]]:
    """Who has signed any of these protocols that is in force; a physician's signature shows as `*`."""
    there = [world.facts.need(Protocol, one) for one in protocols]
    cuts = [cut for one in there for cut in (one.span.start, one.span.end)]
    for one in there:
        for signature in one.signatures:
            cuts += [signature.on.toordinal(), *giver_roles(world, signature.person, state).starts]

    def signers_on(day: int) -> frozenset[str]:
        signers = {
            signature.person
            for one in there
            if day in one.span
            for signature in one.signatures
            if signature.on.toordinal() <= day
        }
        by_physician = any(PHYSICIANS & giver_roles(world, one, state).at(day) for one in signers)
        return frozenset({*signers, "*"} if by_physician else signers)

    return Track.by_day(cuts, signers_on)


def ordered_track(world: World, site: str, procedure: str, role: str) -> Track[bool]:
    """Whether a signed standing order of a licensed prescriber lets the role do it there; only delegates need one."""
    if role in PHYSICIANS or role in PRACTITIONERS:
        return NEVER
    place = world.facts.need(Site, site)
    there = (
        one.id
        for one in world.facts.by(StandingOrder, "practice", place.practice)
        if procedure in one.procedures and role in one.roles and (one.sites is None or site in one.sites)
    )
    return orders_track(world, tuple(there), place.state)


@remembered
def orders_track(world: World, orders: tuple[str, ...], state: str) -> Track[bool]:
    """Whether any of these orders is in force, signed, and of a prescriber licensed in the state."""
    days = []
    for order in (world.facts.need(StandingOrder, one) for one in orders):
        prescribes = Days.union_of(licensed(world, order.prescriber, one, state) for one in GIVERS)
        days.append(Days.of(order.span) & signed_days(order.signatures, (order.prescriber,)) & prescribes)
    return Days.union_of(days).track()
