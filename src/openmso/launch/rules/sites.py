"""Sites with their menus and registrations, and the directors who oversee them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, PayPlan
from openmso.authority.facts.structure import Registration, Service, Signature, Site
from openmso.launch.rules.draft import Draft, Practice
from openmso.launch.rules.entities import physician
from openmso.launch.rules.menus import Type, possible
from openmso.launch.rules.names import slug, words
from openmso.launch.rules.places import BY_STATE, City, cities
from openmso.timeline.spans import Span

DUTIES: Final = frozenset(
    words("protocols chart_review meetings site_visits training adverse_events availability quality stop")
)
QUARTERS: Final = (
    "",
    "North",
    "West",
    "Midtown",
    "Riverside",
    "East",
    "South",
    "Old Town",
    "Lakeside",
    "Uptown",
)
"""How the sites of one city are told apart, in this order."""
HOURS: Final = 4
"""Hours a month that a director is paid and logs for each site."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a site is to stand: the city, and which of the network's sites there it is."""

    city: City
    number: int


def plots(state: str, count: int) -> list[Plot]:
    """So many places in a state: every city once, then again."""
    known = cities(state)
    return [Plot(known[place % len(known)], place // len(known)) for place in range(count)]


def site(draft: Draft, of: Practice, plot: Plot, type_: Type, practitioner: str) -> Site:
    """An open site with a menu that its people may do, and every registration it needs."""
    city, chance = plot.city, draft.chance
    quarter = QUARTERS[plot.number % len(QUARTERS)]
    where = f"{city.name} {quarter}".strip()
    brand = of.manager.name.removesuffix(" Management LLC")
    opened = draft.ago(200, 1700)
    remote = type_.kind == "telehealth"
    made = Site(
        draft.free(f"{city.state.lower()}-{slug(where)}{'-online' if remote else ''}"),
        f"{brand} {type_.words[plot.number % len(type_.words)]} {BY_STATE[city.state] if remote else where}",
        of.id,
        city.state,
        city.zone,
        type_.kind,
        type_.setting,
        Span.of(opened),
        None if remote else round(city.latitude + (chance.random() - 0.5) / 20, 4),
        None if remote else round(city.longitude + (chance.random() - 0.5) / 20, 4),
        "" if remote else city.county,
        type_.med_spa,
    )
    draft.add(made)
    of.sites.append(made)
    _menu(draft, made, type_, practitioner, whole=len(of.sites) == 1)
    _registrations(draft, made)
    return made


def _menu(draft: Draft, site: Site, type_: Type, practitioner: str, *, whole: bool) -> None:
    offered: set[str] = set()
    for offer in possible(draft.leeway, site.state, type_, practitioner):
        if whole or draft.chance.randrange(0, 100) < offer.chance:
            offered |= set(offer.procedures)
            draft.add(
                Service(
                    f"{site.id}-{slug(offer.name)}",
                    site.id,
                    offer.name,
                    frozenset(offer.procedures),
                    site.span,
                )
            )
    draft.menu_of[site.id] = frozenset(offered)


def _registrations(draft: Draft, site: Site) -> None:
    menu = draft.menu_of[site.id]
    kinds = {
        one.kind
        for one in draft.leeway.filings(site.state)
        if (not one.procedures or one.procedures & menu) and (one.applies_to == "all" or site.med_spa)
    }
    if {"laser_hair_removal", "laser_nonablative"} & menu and not kinds & {"laser_facility", "laser_device"}:
        kinds.add("laser_device")
    opened = site.span.first or draft.on
    for kind in sorted(kinds):
        draft.licenses += 1
        filed = opened - timedelta(days=30)
        draft.add(
            Registration(
                f"{site.id}-{slug(kind)}",
                site.id,
                kind,
                Span.of(filed, draft.ahead(60, 700)),
                f"DEMO-{site.state}-{draft.licenses:06d}",
                site.state,
                filed,
                draft.ago(10, 80),
            )
        )


def direct(draft: Draft, of: Practice) -> None:
    """Give every site of a practice a director within the state's limit, and every director somebody to stand in."""
    most = draft.leeway.sites_a_director(of.state)
    groups = [of.sites[place : place + most] for place in range(0, len(of.sites), most)]
    of.directors = [
        of.owners[place] if place < len(of.owners) else physician(draft, of) for place in range(len(groups))
    ]
    idle = of.owners[len(groups) :]
    if len(of.directors) == 1:
        backup = idle[0] if idle else physician(draft, of)
        draft.backup_of[of.directors[0]] = backup
        _engage(draft, of, backup, groups[0])
        _appoint(draft, of, backup, groups[0], kind="backup")
        idle = [one for one in idle if one != backup]
    else:
        for person, other in zip(of.directors, (*of.directors[1:], of.directors[0]), strict=True):
            draft.backup_of[person] = other
    for person in idle:
        _engage(draft, of, person, of.sites[:1])
    for person, group in zip(of.directors, groups, strict=True):
        _engage(draft, of, person, group)
        _appoint(draft, of, person, group, kind="director")
        for one in group:
            draft.director_of[one.id] = person


def _engage(draft: Draft, of: Practice, person: str, group: list[Site]) -> None:
    is_owner = person in of.owners
    since = of.organization.span.first if is_owner else min(one.span.first or draft.on for one in group)
    draft.add(
        Engagement(
            f"{person}-works",
            person,
            of.id,
            draft.role_of[person],
            "owner" if is_owner else "contractor",
            frozenset(one.id for one in group),
            Span.of(since),
        )
    )


def _appoint(draft: Draft, of: Practice, person: str, group: list[Site], *, kind: str) -> None:
    since = min(one.span.first or draft.on for one in group)
    signed = since - timedelta(days=draft.chance.randrange(1, 15))
    hours = HOURS * len(group) if kind == "director" else 2
    pay = PayPlan("stipend", Decimal(hours * 180), logged_hours=True, fmv_documented=True)
    draft.add(
        Appointment(
            f"{person}-{kind}",
            person,
            of.id,
            kind,
            frozenset(one.id for one in group),
            Span.of(since),
            (Signature(person, signed),),
            pay,
            Decimal(hours),
            DUTIES,
            draft.backup_of.get(person, ""),
        )
    )
