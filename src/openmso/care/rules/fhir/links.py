"""What a record tells of others and of time: its patient, who treated, where, on which day."""

from __future__ import annotations

from datetime import date

from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.parts import NOWHERE, Ref, day, moment


def patient_of(record: r.Record) -> Ref:
    """Of which patient it tells; nowhere for what tells of none."""
    match record:
        case r.Encounter() | r.Procedure() | r.Consent() | r.Coverage() | r.DocumentReference():
            return record.patient
        case r.Appointment():
            return next((one for one in record.actors if one.type == "Patient"), NOWHERE)
    return NOWHERE


def wants_patient(record: r.Record) -> bool:
    """Whether it is a record of a patient, and worth nothing without. An appointment may be among colleagues."""
    return patient_of(record) != NOWHERE


def clinicians_of(record: r.Record) -> tuple[Ref, ...]:
    """Who treated, the first first."""
    match record:
        case r.Procedure():
            return tuple(
                one for one in record.performers if one.type in ("", "Practitioner", "PractitionerRole")
            )
        case r.Encounter():
            return record.clinicians
    return ()


def places_of(record: r.Record) -> tuple[Ref, ...]:
    """Where, the most exact first: locations before the organization."""
    match record:
        case r.Procedure() if record.location != NOWHERE:
            return (record.location,)
        case r.Encounter():
            return tuple(one for one in (*record.locations, record.provider) if one != NOWHERE)
    return ()


def begins(record: r.Record) -> str:
    """When it began, as it was said; empty for what has no time."""
    match record:
        case r.Procedure():
            return record.performed.start or record.performed.end
        case r.Encounter() | r.Coverage():
            return record.period.start
        case r.Appointment():
            return record.start
        case r.Consent():
            return record.given or record.period.start
        case r.DocumentReference():
            return record.date
    return ""


def day_of(record: r.Record) -> date | None:
    """The day it tells of, as the other system's calendar has it; None where only a month or a year was said."""
    said = day(begins(record))
    return date.fromisoformat(said) if len(said) == 10 else None


def is_minor(born: str, at: str) -> bool:
    """Whether somebody born on a day was under 18 at a moment; False where either is not known to the day."""
    if len(born) < 10 or moment(at) is None:
        return False
    birth, then = date.fromisoformat(born), date.fromisoformat(day(at))
    return then.year - birth.year - ((then.month, then.day) < (birth.month, birth.day)) < 18
