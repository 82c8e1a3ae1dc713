"""How often physician and clinician meet and directors visit; what a visit looks at; what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MEET_EVERY: Final = 31
"""Days between meetings where neither law nor paper sets an interval (house: monthly)."""
VISIT_EVERY: Final = 92
"""Days between visits where the law sets none (house: quarterly), as the controls count."""
KINDS: Final[Mapping[str, str]] = {
    "director_clinician": "Physician and clinician",
    "qa_committee": "Quality committee",
}
MODES: Final[Mapping[str, str]] = {"in_person": "In person", "video": "By video", "phone": "By phone"}
LOOKED_AT: Final[Mapping[str, str]] = {
    "rooms": "Rooms clean, private and safe",
    "drugs": "Drugs locked, in date, cold chain kept",
    "kit": "Emergency kit complete, staff can find it",
    "licenses": "Licenses and notices posted",
    "devices": "Devices serviced, eyewear and signs there",
    "waste": "Sharps and waste",
    "protocols": "Protocols in force at hand",
    "charts": "Charts looked into",
    "staff": "Staff asked: what may you do, whom do you call?",
}
FOUND: Final[Mapping[str, str]] = {"good": "Good", "finding": "A finding", "not_seen": "Not seen"}


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often something is due, in days, and by what: law (with its citation), agreement, house."""

    days: int
    source: str
    cite: str = ""


def cadence(laws: Iterable[tuple[int | None, str]], promised: int | None) -> Cadence:
    """How often two meet: by the strictest law of their states (days and citation), else as they promised, else as is the custom of the house."""
    found = [Cadence(days, "law", cite) for days, cite in laws if days is not None]
    if found:
        return min(found, key=lambda one: one.days)
    return Cadence(promised, "agreement") if promised else Cadence(MEET_EVERY, "house")


def due_on(last: date | None, began: date, every: int) -> date:
    """The last day on which the next one is in time: counted from the last one, or from the beginning."""
    return (last or began) + timedelta(days=every)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who meets, who came, and who has signed, as signing needs it."""

    physician: str
    attendees: frozenset[str]
    signed: frozenset[str]


def cannot_sign(person: str, one: Signing) -> tuple[str, str] | None:
    """Why somebody cannot sign a meeting now, and what mends it. The physician signs last: by that it counts for those who have."""
    if person not in one.attendees:
        return "you were not there", "whoever was there signs"
    if person in one.signed:
        return "your signature stands on it already", "nothing is left to do"
    if person == one.physician and not one.signed:
        return "nobody else has signed yet", "let whoever met you sign first: yours makes it count"
    if one.physician in one.signed:
        return "the physician has signed and it is finished", "write the next one"
    return None
