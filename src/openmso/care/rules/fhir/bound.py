"""The closed words of FHIR R4 (value sets of required binding), for what is read here. The shapes are checked elsewhere; these are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BOUND: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "Patient.gender": "male female other unknown",
        "Location.status": "active suspended inactive",
        "Encounter.status": "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown",
        "Procedure.status": "preparation in-progress not-done on-hold stopped completed entered-in-error unknown",
        "Consent.status": "draft proposed active rejected inactive entered-in-error",
        "Coverage.status": "active cancelled draft entered-in-error",
        "Appointment.status": "proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist",
        "DocumentReference.status": "current superseded entered-in-error",
    }.items()
}
"""By type and element, as the specification lists them."""

OPTIONAL: Final = frozenset({"Patient.gender", "Location.status"})
"""Of these, what need not be said; all others must."""

DONE: Final = frozenset({"completed", "stopped"})
"""A procedure of this status was done, or begun and broken off: an act either way."""
