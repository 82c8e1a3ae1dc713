"""Rows of matching as the frozen records of its rules."""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Site
from openmso.matching.models import MatchStep, PaySource, PhysicianProfile
from openmso.matching.models import Opening as OpeningRow
from openmso.matching.rules.fmv import Source
from openmso.matching.rules.openings import Opening, Place
from openmso.matching.rules.profiles import Elsewhere, Point, Preference, Profile
from openmso.matching.rules.steps import Said


def profile_of(row: PhysicianProfile) -> Profile:
    """A profile; `person` is loaded with the row."""
    home = (row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
    return Profile(
        row.person.code,
        None if row.trained is None else frozenset(row.trained),
        None if row.boards is None else frozenset(row.boards),
        home,
        row.hours_free,
        row.pay_month,
        row.pay_hour,
        None
        if row.elsewhere is None
        else tuple(Elsewhere(one["state"], one["role"], one["count"]) for one in row.elsewhere),
        Preference(frozenset(row.modes), frozenset(row.states), row.most_miles),
        frozenset(row.interests),
        row.disciplined,
        row.open,
    )


def opening_of(row: OpeningRow, facts: Facts) -> Opening:
    """An opening; `practice` is loaded with the row. Sites that are no more are left out."""
    return Opening(
        row.code,
        row.practice.code,
        places_of(facts, row.sites),
        frozenset(row.procedures),
        tuple((one["role"], one["count"]) for one in row.people),
        row.visits,
        row.mode,
        row.wanted_from,
        row.visit_every,
        frozenset(row.boards),
        row.boards_cite,
        frozenset(row.musts),
        row.ceiling,
    )


def places_of(facts: Facts, sites: list[str]) -> tuple[Place, ...]:
    """Sites as places that somebody travels to, in order."""
    found = (facts.get(Site, one) for one in sites)
    return tuple(Place(one.id, one.state, _point(one), one.kind == "telehealth") for one in found if one)


def _point(site: Site) -> Point | None:
    if site.latitude is None or site.longitude is None:
        return None
    return site.latitude, site.longitude


def said_of(row: MatchStep) -> Said:
    """What a side said."""
    return Said(row.step, row.side, row.at, row.person, row.post)


def source_of(row: PaySource) -> Source:
    """A row of what pay rests on."""
    low, high = Decimal(row.low), Decimal(row.high)
    return Source(row.code, row.basis, low, high, row.per, frozenset(row.states), row.assumed, row.until)
