"""The office of medical director is given and ends. The practice gives it; the business keeps its terms."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Fault, Kept, RefusedError
from openmso.oversight.actions.register import end, enter
from openmso.oversight.queries.register import page
from openmso.structure.queries import one, sites_of


def appoint_director(*, by: Actor, why: str, appointment: Appointment) -> Kept[Appointment]:
    """Enter an appointment. Refused unless a practice gives it, for sites of its own, to somebody who does not stand in for themselves.

    One person holds an office of one kind in a practice once on a day. Whether they may hold it by law is the standing's to say.
    """
    with acting(by, why=why):
        kept = enter(by=by, why=why, record=appointment)
        faults = [*_practice(by, appointment), *_twice(by, appointment)]
        if appointment.backup == appointment.person:
            faults.append(Fault("backup", "nobody stands in for themselves", "somebody else, or nobody"))
        if faults:
            raise RefusedError(*faults)
    return kept


def end_appointment(
    *, by: Actor, why: str, id: str, on: date, version: str | None = None
) -> Kept[Appointment]:
    """Let an office end: `on` is the first day without it."""
    return end(by=by, why=why, kind=Appointment, id=id, on=on, version=version)


def _practice(by: Actor, appointment: Appointment) -> list[Fault]:
    practice = one(by, Organization, appointment.practice).record
    if practice.kind != "practice":
        return [Fault("practice", f'"{practice.id}" is of the kind {practice.kind}', "the id of a practice")]
    return [
        Fault("sites", f"{site.id} is a site of {site.practice}", f"sites of {practice.id}")
        for site in sites_of(by, named=appointment.sites or ())
        if site.practice != practice.id
    ]


def _twice(by: Actor, appointment: Appointment) -> list[Fault]:
    there = page(
        by,
        Appointment,
        person=appointment.person,
        practice=appointment.practice,
        kind=appointment.kind,
        limit=500,
    )
    return [
        Fault("span", f"{other.record.id} says the same on some of these days", "amend it, or end it first")
        for other in there.items
        if other.record.id != appointment.id and other.record.span.overlaps(appointment.span)
    ]
