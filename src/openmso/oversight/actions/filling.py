"""Kits, an event and a meeting for demonstrations, so that the pages of safety have something to show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Service, Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.oversight.actions.events import Reported, contact_patient, report_event, tell_director
from openmso.oversight.actions.meetings import Planned, plan_meeting
from openmso.oversight.actions.readiness import Counted, check_kit, set_kit
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Kit
from openmso.oversight.queries.appointed import directing
from openmso.oversight.queries.readiness import readiness
from openmso.oversight.rules.readiness import Item, Proposed

FILLER: Final = "dermal_filler_injection"
CHECKED: Final = timedelta(days=9)
"""So long ago the kits were looked into."""
HAPPENED: Final = timedelta(days=2)


@action()
def fill_safety(*, by: Actor, why: str, on: date) -> int:
    """Give every site a kit that was checked (one of them with something expired), one an event, a pair a meeting; how many kits. For the system only.

    Nothing where a kit is there already.
    """
    if Kit.objects.filter(network=by.network).exists():
        return 0
    now = datetime.combine(on, time(), UTC)
    sites = readiness(by, on)
    for place, one in enumerate(sites):
        _kit(by, why, one.site.id, one.proposed, now - CHECKED, poor=place == len(sites) - 1)
    judge, _ = judge_of(by)
    _event(by, why, judge.facts, [one.site for one in sites], now)
    pair = next((one for one in judge.facts.all(Agreement) if on.toordinal() in one.span), None)
    if pair is not None:
        met = Planned("director_clinician", pair.physician, frozenset({pair.person}), on + timedelta(days=6))
        plan_meeting(by=by, why=why, planned=met)
    return len(sites)


def _kit(by: Actor, why: str, site: str, wanted: tuple[Proposed, ...], at: datetime, *, poor: bool) -> None:
    """A kit with all that the house list proposes; of a poor one the first item has expired since."""
    items = [Item(one.item, one.unit, one.least) for one in wanted]
    kit = set_kit(
        by=by, why=why, site=site, name="Emergency kit", place="Treatment room 1, red bag", items=items
    )
    until = at.date() + timedelta(days=300)
    counted = {one.item: Counted(one.least, f"L{place + 11}", until) for place, one in enumerate(items)}
    if poor:
        first = items[0]
        counted[first.item] = Counted(first.least, "L10", at.date() + timedelta(days=4))
    check_kit(by=by, why=why, kit=kit, counted=counted, sealed=True, seal="40217", now=at)


def _event(by: Actor, why: str, facts: Facts, sites: list[Site], now: datetime) -> None:
    """A grave event after filler, told in time, with the first contact made; what follows is open."""
    at, day = now - HAPPENED, (now - HAPPENED).date()
    for site in sites:
        offered = {code for one in facts.by(Service, "site", site.id) for code in one.procedures}
        nurses = [
            one.person
            for one in facts.by(Engagement, "sites", site.id)
            if one.role == "RN" and one.organization == site.practice and day.toordinal() in one.span
        ]
        directors = directing(facts, site, day)
        if FILLER not in offered or not nurses or not directors:
            continue
        reported = Reported(
            3,
            "occlusion",
            at,
            site=site.id,
            person=nurses[0],
            procedure=FILLER,
            circumstances=frozenset({"product"}),
            product="Hyaluronic acid filler",
            description="Invented for the demonstration: blanching over the left cheek, refill delayed.",
            care="Hyaluronidase at once and again after an hour, warm compress, aspirin.",
        )
        code = report_event(by=by, why=why, reported=reported, now=at + timedelta(minutes=15))
        told = at + timedelta(minutes=25)
        tell_director(by=by, why=why, event=code, to=directors[0], how="phone", at=told, now=told)
        called = at + timedelta(hours=20)
        contact_patient(
            by=by, why=why, event=code, step="24h", at=called, reached=True, said="Color is back.", now=called
        )
        return
