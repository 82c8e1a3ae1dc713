"""Who works where: the sites, states and people of a practice, as many controls ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from openmso.authority.answer import Key
from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Msa, Organization, Service, Site
from openmso.authority.law import Reading
from openmso.authority.reasons import Code
from openmso.authority.terms import UNLICENSED
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.words import listed, many
from openmso.timeline.days import Days
from openmso.words.trade import ROLES

CLINICAL: Final = frozenset(ROLES)
"""Roles that treat patients; any other word in an engagement is lay work."""

LICENSED: Final = CLINICAL - UNLICENSED
DELEGATES: Final = frozenset({"RN", "LPN", "MA", "EST", "LT"})
"""Roles that mostly act on what a physician hands them."""

ENFORCED: Final = ("strict", "moderate")
"""Where the corporate practice of medicine is forbidden and the ban is enforced, at least in part."""


CORE_LAW: Final = (
    "cpom.prohibition",
    "cpom.clinical_entity_forms",
    "cpom.lay_ownership_allowed",
    "cpom.physician_ownership_min_pct",
    "cpom.other_licensed_owners",
    "cpom.np_may_own_practice",
    "ownership.rule",
    "site.registration",
    "medical_director.eligible",
    "medical_director.max_locations",
    "medical_director.distance",
    "initial_exam.required",
    "initial_exam.performed_by",
    "initial_exam.telehealth_allowed",
    "initial_exam.validity_months",
    "np.authority",
    "np.agreement_required",
    "np.transition",
    "np.max_per_physician",
    "pa.relationship",
    "pa.agreement_required",
    "pa.transition",
    "pa.max_per_physician",
    "delegation.rule",
    "orders.standing",
    "iv_therapy.may_order",
    "iv_therapy.may_administer",
    "telehealth.compacts",
)
"""Every parameter that standing can rest on: a finding taken from a verdict may cite any of them."""


def enforced(reading: Reading) -> bool:
    """Whether a reading of `cpom.prohibition` says that the corporate practice of medicine is forbidden in earnest."""
    return reading.value in ENFORCED


def practices(context: Context) -> Iterator[Organization]:
    """Entities that treat patients."""
    return (one for one in context.facts.all(Organization) if one.kind == "practice")


def sites_of(context: Context, practice: str) -> tuple[Site, ...]:
    """Every site a practice has had or will have."""
    return context.facts.by(Site, "practice", practice)


@remembered
def open_sites(context: Context) -> tuple[Site, ...]:
    """Sites that are open on the day."""
    return tuple(one for one in context.facts.all(Site) if context.day in one.span)


@remembered
def states_of(context: Context, practice: str) -> tuple[str, ...]:
    """States in which a practice treats on the day; its home state if it has no open site."""
    states = {one.state for one in sites_of(context, practice) if context.day in one.span}
    return tuple(sorted(states)) or (context.facts.need(Organization, practice).state,)


@remembered
def treats_in(context: Context, practice: str, state: str) -> Days:
    """Days on which a practice has an open site in a state; if it has no sites at all, its own days."""
    sites = sites_of(context, practice)
    if not sites:
        return Days.of(context.facts.need(Organization, practice).span)
    return Days.of(*(one.span for one in sites if one.state == state))


@remembered
def engaged_at(context: Context, engagement: Engagement) -> tuple[Site, ...]:
    """Sites an engagement reaches: those it names, or all of the practice that engages."""
    if engagement.sites is not None:
        return tuple(context.facts.need(Site, one) for one in sorted(engagement.sites))
    return sites_of(context, engagement.organization)


@remembered
def _works(context: Context) -> dict[str, tuple[Engagement, ...]]:
    found: dict[str, list[Engagement]] = {}
    for one in context.facts.all(Engagement):
        for site in engaged_at(context, one):
            found.setdefault(site.id, []).append(one)
    return {site: tuple(held) for site, held in found.items()}


def works_at(context: Context, site: str) -> tuple[Engagement, ...]:
    """Engagements, of whatever days, that reach a site."""
    return _works(context).get(site, ())


@remembered
def places_of(context: Context, person: str) -> tuple[Site, ...]:
    """Open sites at which a person works on the day."""
    works = (one for one in context.facts.by(Engagement, "person", person) if context.day in one.span)
    found = {site.id: site for one in works for site in engaged_at(context, one) if context.day in site.span}
    return tuple(found.values())


def clinicians(context: Context, roles: Iterable[str] = CLINICAL) -> Iterator[Engagement]:
    """Engagements in force on the day in one of the roles."""
    wanted = frozenset(roles)
    return (one for one in context.facts.all(Engagement) if one.role in wanted and context.day in one.span)


def msas_of(context: Context, practice: str) -> tuple[Msa, ...]:
    """Management agreements of a practice in force on the day."""
    return tuple(one for one in context.facts.by(Msa, "practice", practice) if context.day in one.span)


@remembered
def offered(context: Context, site: Site) -> frozenset[str]:
    """Procedures on a site's menu on the day."""
    menu = context.facts.by(Service, "site", site.id)
    return frozenset(name for one in menu if context.day in one.span for name in one.procedures)


def reaches(sites: frozenset[str] | None, site: str) -> bool:
    """Whether a set of sites that may be unlimited holds a site."""
    return sites is None or site in sites


def dark(context: Context, keys: Iterable[Key]) -> tuple[Key, ...]:
    """Of some keys, those without authority on the day, sorted."""
    found = {key for key in keys if not context.judge.verdict(key, context.day).standing.authorizes}
    return tuple(sorted(found, key=lambda key: (key.site, key.person, key.procedure)))


def keys_of(context: Context, person: str, state: str) -> Iterator[Key]:
    """Keys in a state that hang on a person: their own, and those of people who act on a paper they gave."""
    for site in open_sites(context):
        if site.state == state:
            yield from (
                key for key in context.keys_at(site.id) if key.person == person or given(context, person, key)
            )


def dark_for(context: Context, site: Site, *codes: Code) -> tuple[Key, ...]:
    """Keys of a site that are dark on the day for one of these reasons."""
    wanted = frozenset(codes)
    keys = dark(context, context.keys_at(site.id))
    return tuple(key for key in keys if wanted & context.judge.verdict(key, context.day).codes)


def given(context: Context, giver: str, key: Key) -> bool:
    """Whether the giver signed an agreement or delegation in force on the day that a key rests on."""
    papers: list[Agreement | Delegation] = [
        one for one in context.facts.by(Agreement, "person", key.person) if one.physician == giver
    ]
    papers += [one for one in context.facts.by(Delegation, "person", key.person) if one.physician == giver]
    return any(
        context.day in one.span
        and reaches(one.sites, key.site)
        and (one.procedures is None or key.procedure in one.procedures)
        for one in papers
    )


def told_dark(context: Context, keys: tuple[Key, ...]) -> str:
    """How much is dark, for the end of a sentence; empty if nothing is."""
    if not keys:
        return ""
    people = listed(context.name(person) for person in sorted({key.person for key in keys}))
    sites = listed(context.name(site) for site in sorted({key.site for key in keys}))
    return f"; {many(len(keys), 'authority is', 'authorities are')} dark for it ({people} at {sites})"
