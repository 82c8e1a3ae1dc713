"""Who a patient of another system is, as one of ours."""

from __future__ import annotations

from datetime import date

from openmso.care.rules.fhir.records import Patient
from openmso.care.rules.patients import Identity


def identity_in(record: Patient) -> Identity:
    """The identity that a resource tells: the first name and address, the first telephone and mail; a birthday only where it is known to the day."""
    name = record.names[0] if record.names else None
    place = record.addresses[0] if record.addresses else None
    family, given = (name.family, " ".join(name.given)) if name else ("", "")
    if name and not family and not given:
        given, _, family = name.text.rpartition(" ")
    return Identity(
        family=family,
        given=given,
        born=date.fromisoformat(record.born) if len(record.born) == 10 else None,
        sex=record.gender,
        phone=_first(record, "phone"),
        email=_first(record, "email"),
        street=", ".join(place.lines) if place else "",
        city=place.city if place else "",
        state=place.state if place else "",
        zip=place.zip if place else "",
    )


def _first(record: Patient, system: str) -> str:
    return next((one.value for one in record.contacts if one.system == system), "")
