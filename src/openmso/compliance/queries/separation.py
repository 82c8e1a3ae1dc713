"""The separation ledger: entries with their decisions, who may decide, and the test of a quarter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Organization, Ownership
from openmso.authority.holdings import GIVERS
from openmso.authority.judge import Judge
from openmso.compliance.models import Proposal
from openmso.compliance.models import Ruling as Row
from openmso.compliance.rules.separation import Entry, Fault, Ruling, faults, quarter_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import licensed_in

MOST = 500


def ledger(by: Actor, first: date, last: date) -> tuple[Entry, ...]:
    """What was to hold from a day of the period, both included, the latest first; at most `MOST`."""
    with seeing(by):
        rows = Proposal.objects.filter(network=by.network, holds_on__range=(first, last))
        kept = list(rows.select_related("practice").order_by("-holds_on", "-at", "code")[:MOST])
        found = Row.objects.filter(network=by.network, proposal__in=kept).select_related("person")
        rulings = {one.proposal_id: one for one in found}
    return tuple(_entry(one, rulings.get(one.pk)) for one in kept)


def waiting(by: Actor) -> tuple[Entry, ...]:
    """What nobody decided yet, the first that is to hold first."""
    with seeing(by):
        decided = Row.objects.filter(network=by.network).values("proposal")
        rows = Proposal.objects.filter(network=by.network).exclude(pk__in=decided)
        kept = list(rows.select_related("practice").order_by("holds_on", "code")[:MOST])
    return tuple(_entry(one, None) for one in kept)


def quarter(by: Actor, day: date, today: date) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries of the quarter of a day, and what of them does not hold."""
    first, until = quarter_of(day)
    entries = ledger(by, first, date.fromordinal(until.toordinal() - 1))
    _, judge, _ = network_of(by)
    return entries, tuple(faults(entries, may_decide(judge), today))


def may_decide(judge: Judge) -> Callable[[str, str, date], bool]:
    """Whether somebody may decide for a practice on a day: of it, not excluded, and licensed in its state."""
    return lambda person, practice, on: bool(license_of(judge, person, practice, on))


def license_of(judge: Judge, person: str, practice: str, on: date) -> str:
    """The license by which somebody may decide for a practice on a day; empty if there is none."""
    found, day = judge.facts.get(Organization, practice), on.toordinal()
    if found is None or practice not in practices_of(judge, person, day):
        return ""
    states = {found.state} & set(licensed_in(judge.world, person, day))
    held = (
        one.id
        for one in judge.facts.by(License, "person", person)
        if one.state in states and one.role in GIVERS and one.status == "active" and day in one.span
    )
    return next(held, "")


def practices_of(judge: Judge, person: str, day: int) -> frozenset[str]:
    """The practices that somebody owns, directs or is engaged by on a day."""
    facts = judge.facts
    owned = (one.organization for one in facts.by(Ownership, "owner", person) if day in one.span)
    directed = (one.practice for one in facts.by(Appointment, "person", person) if day in one.span)
    engaged = (one.organization for one in facts.by(Engagement, "person", person) if day in one.span)
    return frozenset((*owned, *directed, *engaged))


def _entry(row: Proposal, ruling: Row | None) -> Entry:
    made = None if ruling is None else Ruling(ruling.outcome, ruling.person.code, ruling.license, ruling.on)
    on = row.at.astimezone(ZoneInfo(settings.ZONE)).date()
    return Entry(
        row.code, row.practice.code, row.power, row.about, row.holds_on, row.actor, row.side, on, made
    )
