"""A visit is booked, moved through its states, given up; nobody and nothing is booked twice, however many book at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.reasons import sentence
from openmso.care.models import Patient, Visit, VisitPatient
from openmso.care.queries.slots import Asked, Ground, ground_of, minute_of
from openmso.care.rules.slots import Slot, why_not
from openmso.care.rules.visits import NEXT, WHY_CANCELLED
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, broken, row_named, rows_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.structure.queries.rooms import key_of
from openmso.timeline.calendar import civil_day

LATE: Final = timedelta(minutes=15)
"""So long after its beginning a visit may still be booked: who walks in is seen at once."""
IN_THE_WAY: Final = {
    "not_on_shift": ("person", "they are not on shift then", "another hour, or plan them a shift"),
    "taken": ("person", "they have another visit then", "another hour, or somebody else"),
    "uncovered": (
        "supervisor",
        "nobody covers it then who is near enough and free",
        "another hour or supervisor",
    ),
    "no_room": ("room", "the room is taken then, or not there", "another room"),
    "no_device": ("device", "the device is taken then, or does not serve it", "another device"),
}
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Booking:
    """A slot that is taken: ids, an aware moment. `patient` is said by medicine only, now or later."""

    site: str
    services: tuple[str, ...]
    person: str
    at: datetime
    room: str = ""
    device: str = ""
    supervisor: str = ""
    mode: str = "in_person"
    patient_state: str = ""
    patient: str = ""


@action(Side.BUSINESS, Side.CLINICAL)
def book_visit(*, by: Actor, why: str, booking: Booking, now: datetime | None = None) -> str:
    """Book a slot; its id. Refused unless it is lawful and free, by whoever was first; of many at once one gets it.

    Who is supervised takes a place with their supervisor: places are counted one booking after the other.
    """
    if booking.at.utcoffset() is None:
        raise RefusedError.at("at", "the moment has no offset", "a moment such as 2026-11-24T09:00:00-06:00")
    if booking.patient and by.side is Side.BUSINESS:
        raise WrongHandsError("whose visit it is, medicine says")
    moment = now or timezone.now()
    if booking.at < moment - LATE:
        raise RefusedError.at("at", "that is over", "a moment to come")
    if booking.supervisor:
        _alone_with(by, booking.supervisor)
    ground = judged(by, booking, moment)
    code = f"visit-{uuid4().hex}"
    try:
        with transaction.atomic():
            _write(by, code, booking, ground)
    except IntegrityError as refused:
        raise _taken(refused) from None
    if booking.patient:
        assign_patient(by=by, why=why, visit=code, patient=booking.patient)
    return code


def _alone_with(by: Actor, supervisor: str) -> None:
    """Until the transaction ends nobody else counts the places of this supervisor: the next one sees what was booked."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"{by.network}/supervised/{supervisor}"])


def judged(by: Actor, booking: Booking, moment: datetime) -> Ground:
    """On what a slot stands. Raises `RefusedError` unless it is lawful and free now."""
    ground = _ground(by, booking, moment)
    _judge(ground, booking)
    return ground


def _ground(by: Actor, booking: Booking, moment: datetime) -> Ground:
    judge, _ = judge_of(by)
    site = judge.facts.need(Site, booking.site)
    day = civil_day(booking.at, ZoneInfo(site.zone))
    asked = Asked(booking.site, booking.services, day, 1, booking.patient_state, booking.mode, booking.person)
    return ground_of(by, asked, now=moment - LATE)


def _judge(ground: Ground, booking: Booking) -> None:
    candidate = next((one for one in ground.candidates if one.person == booking.person), None)
    if candidate is None:
        reasons = ground.reasons.get(booking.person, ())
        what = "; ".join(sentence(one) for one in reasons) or "they do not work there on that day"
        raise RefusedError.at("person", what, "somebody who may")
    slot = Slot(minute_of(booking.at), booking.person, booking.room, booking.device, booking.supervisor)
    found = why_not(ground.wanted, candidate, slot)
    if found:
        raise RefusedError.at(*IN_THE_WAY[found])


def _write(by: Actor, code: str, booking: Booking, ground: Ground) -> None:
    start = booking.at.astimezone(UTC)
    people = rows_named(by, Person, "person", {one for one in (booking.person, booking.supervisor) if one})
    Visit.objects.create(
        network_id=by.network,
        code=code,
        site_id=row_named(by, Site, "site", booking.site).id,
        person_id=people[booking.person].id,
        supervisor_id=people[booking.supervisor].id if booking.supervisor else None,
        room_id=key_of(by, booking.room) if booking.room else None,
        device_id=key_of(by, booking.device) if booking.device else None,
        services=list(booking.services),
        procedures=sorted(ground.procedures),
        span=DateTimeTZRange(start, start + timedelta(minutes=ground.minutes)),
        mode=booking.mode,
        patient_state=booking.patient_state or ground.site.state,
    )


def _taken(refused: IntegrityError) -> Exception:
    """What the database held back, as a refusal; anything else as it is."""
    name = broken(refused)
    for field in ("person", "room", "device"):
        if name == f"visit_{field}_once":
            return RefusedError.at(
                field, "somebody else has just booked it for that time", "another time or another one"
            )
    return refused


@action(Side.CLINICAL)
def assign_patient(*, by: Actor, why: str, visit: str, patient: str) -> None:
    """Say whose visit it is. Refused where it is somebody's, and for one that was given up."""
    del why
    row = _visit(by, visit)
    if not NEXT[row.status]:
        raise RefusedError.at("visit", f"it is {row.status.replace('_', ' ')}", "another visit")
    who = Patient.objects.filter(network=by.network, code=patient).first()
    if who is None:
        raise RefusedError.at("patient", f'there is no patient "{patient}"', "enter them first")
    if VisitPatient.objects.filter(network=by.network, visit=row).exists():
        raise RefusedError.at("visit", "it is somebody's visit already", "a visit that is nobody's yet")
    VisitPatient.objects.create(network_id=by.network, code=visit, visit=row, patient=who)


@action(Side.BUSINESS, Side.CLINICAL)
def advance_visit(*, by: Actor, why: str, visit: str, to: str) -> None:
    """Move a visit on: confirmed, arrived, in_room, done. Refused where it cannot go there from where it is."""
    del why
    if to in ("cancelled", "no_show"):
        raise RefusedError.at("to", "a visit is given up with a reason", "cancel it, or say that nobody came")
    _advance(_visit(by, visit), to)


@action(Side.BUSINESS, Side.CLINICAL)
def cancel_visit(*, by: Actor, why: str, visit: str, because: str) -> None:
    """Cancel a visit for one of the reasons there are; its time is free at once."""
    del why
    if because not in WHY_CANCELLED:
        raise RefusedError.at("because", f'"{because}" is no reason', f"one of {', '.join(WHY_CANCELLED)}")
    _advance(_visit(by, visit), "cancelled", because)


@action(Side.BUSINESS, Side.CLINICAL)
def miss_visit(*, by: Actor, why: str, visit: str, now: datetime | None = None) -> None:
    """Say that nobody came. Refused before the visit has begun."""
    del why
    row = _visit(by, visit)
    if (now or timezone.now()) < row.span.lower:
        raise RefusedError.at("visit", "it has not begun yet", "wait for its hour, or cancel it")
    _advance(row, "no_show", "did_not_come")


def _visit(by: Actor, code: str) -> Visit:
    row = Visit.objects.select_for_update().filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Visit, code)
    return row


def _advance(row: Visit, to: str, because: str = "") -> None:
    if to not in NEXT[row.status]:
        further = " or ".join(one.replace("_", " ") for one in NEXT[row.status]) or "nowhere any more"
        was, wanted = row.status.replace("_", " "), to.replace("_", " ")
        raise RefusedError.at(
            "to", f"a visit that is {was} cannot be {wanted}", f"from here it goes to {further}"
        )
    row.status, row.ended_because, row.changed_at = to, because, timezone.now()
    row.save(update_fields=["status", "ended_because", "changed_at"])
