"""People are engaged, and leave."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Fault, Kept, RefusedError
from openmso.structure.queries import one as organization_or_site
from openmso.structure.queries import sites_of
from openmso.workforce.actions.register import end, enter
from openmso.workforce.queries.register import page


def engage(*, by: Actor, why: str, engagement: Engagement) -> Kept[Engagement]:
    """Enter an engagement. Refused where a practice would engage for another's site, and where it is there already.

    The same person in the same role for the same organization is engaged once on a day: what changes (sites, pay, part of a post) is
    amended, or begins when the other ends. Whether they hold the license is the standing's to say, not the engagement's.
    """
    with acting(by, why=why):
        kept = enter(by=by, why=why, record=engagement)
        faults = [*_elsewhere(by, engagement), *_twice(by, engagement)]
        if faults:
            raise RefusedError(*faults)
    return kept


def end_engagement(*, by: Actor, why: str, id: str, on: date, version: str | None = None) -> Kept[Engagement]:
    """Let an engagement end: `on` is the first day on which the person no longer works there."""
    return end(by=by, why=why, kind=Engagement, id=id, on=on, version=version)


def _elsewhere(by: Actor, engagement: Engagement) -> list[Fault]:
    """An MSO lends its people to the sites of any practice; a practice has its own."""
    engaging = organization_or_site(by, Organization, engagement.organization).record
    if engaging.kind != "practice" or engagement.sites is None:
        return []
    return [
        Fault("sites", f"{site.id} is a site of {site.practice}", f"sites of {engaging.id}")
        for site in sites_of(by, named=engagement.sites)
        if site.practice != engaging.id
    ]


def _twice(by: Actor, engagement: Engagement) -> list[Fault]:
    there = page(
        by,
        Engagement,
        person=engagement.person,
        organization=engagement.organization,
        role=engagement.role,
        limit=500,
    )
    return [
        Fault("span", f"{other.record.id} says the same on some of these days", "amend it, or end it first")
        for other in there.items
        if other.record.id != engagement.id and other.record.span.overlaps(engagement.span)
    ]
