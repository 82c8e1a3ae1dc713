"""Typed values of the law pack: what a mapping statement means to the core.

Each `from_value` takes the mapping of one statement, already checked by the pack's reader, and returns a
frozen record. Absent fields say nothing, which is not the same as false.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from openmso.authority.terms import ExamMode, Leave, Supervision

Mapped = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Nearness:
    """One way to satisfy supervision: a mode, and limits that apply where they are stated."""

    mode: Supervision
    minutes: int | None = None
    miles: int | None = None
    contiguous_county: bool = False
    by: frozenset[str] = frozenset()
    text: str = ""

    @classmethod
    def from_value(cls, value: Mapped) -> Nearness:
        """From an entry of `supervision_or`."""
        return cls(
            mode=Supervision(value["mode"]),
            minutes=value.get("minutes"),
            miles=value.get("miles"),
            contiguous_county=bool(value.get("contiguous_county")),
            by=frozenset(value.get("by", ())),
            text=value.get("text", ""),
        )

    def words(self) -> str:
        """How near, in words."""
        within = [
            f"{number} {unit}"
            for number, unit in ((self.minutes, "minutes"), (self.miles, "miles"))
            if number
        ]
        parts = [
            f"{_NEARNESS[self.mode]}, a {' or '.join(sorted(self.by))}" if self.by else _NEARNESS[self.mode],
            f"within {' and '.join(within)}" if within else "",
            f"({self.text})" if self.text else "",
        ]
        return " ".join(part for part in parts if part)


_NEARNESS = {
    Supervision.INDEPENDENT: "needed by nobody",
    Supervision.REMOTE: "reachable by phone or video",
    Supervision.AVAILABLE: "able to come promptly",
    Supervision.ON_SITE: "on the premises",
}


class Bearing(Enum):
    """What a transition means for a kind of act: it decides, it has no say, or it never frees anybody."""

    DECIDES = "decides"
    SILENT = "silent"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What must be reached: every number that is stated, and one of the certificates if any are.

    `rn_hours` count as a nurse; `in_specialty_hours` and `education_hours` no record can show, so they are attested. `only_for` is
    what alone depends on it (prescribing, schedule_ii, team_based).
    """

    hours: int | None = None
    months: int | None = None
    rn_hours: int | None = None
    in_specialty_hours: int | None = None
    education_hours: int | None = None
    certificates: frozenset[str] = frozenset()
    only_for: frozenset[str] = frozenset()
    reaches_aesthetics: bool = True

    @classmethod
    def from_value(cls, value: Mapped) -> Threshold:
        """From `np.transition`, `pa.transition` or a rule's `experience`; years count as twelve months."""
        months = value.get("months")
        if value.get("years") is not None:
            months = max(months or 0, int(Decimal(str(value["years"])) * 12))
        return cls(
            hours=value.get("hours"),
            months=months,
            rn_hours=value.get("rn_hours"),
            in_specialty_hours=value.get("in_specialty_hours"),
            education_hours=value.get("education_hours"),
            certificates=frozenset(value.get("certificates", ())),
            only_for=frozenset(value.get("only_for", ())),
            reaches_aesthetics=value.get("reaches_aesthetics", True),
        )

    @property
    def can_be_reached(self) -> bool:
        """Whether anything is stated that records can show; words alone are never reached by computing."""
        numbers = (self.hours, self.months, self.rn_hours)
        return bool(self.certificates) or any(number is not None for number in numbers)

    def bearing(self, kind: str) -> Bearing:
        """What it means for acts of a kind (aesthetic, prescribing, consult)."""
        if "team_based" in self.only_for or (kind == "aesthetic" and not self.reaches_aesthetics):
            return Bearing.NEVER
        if self.only_for and not (kind == "prescribing" and "prescribing" in self.only_for):
            return Bearing.SILENT
        return Bearing.DECIDES

    def words(self) -> str:
        """The numbers in words."""
        stated = (
            (self.hours, "hours"),
            (self.months, "months"),
            (self.rn_hours, "hours as RN"),
            (self.in_specialty_hours, "hours in the specialty"),
        )
        return " and ".join(f"{number:,} {unit}" for number, unit in stated if number is not None)


@dataclass(frozen=True, slots=True)
class Rule:
    """`delegation.rule`: what the law says of a role doing a procedure. Empty sets mean not stated."""

    leave: Leave
    supervision: Supervision | None = None
    supervision_by: frozenset[str] = frozenset()
    supervision_or: tuple[Nearness, ...] = ()
    exam_first: bool | None = None
    exam_by: frozenset[str] = frozenset()
    exam_modes: frozenset[ExamMode] = frozenset()
    exam_validity_months: int | None = None
    delegators: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    experience: Threshold | None = None
    training_hours: int | None = None
    places: frozenset[str] = frozenset()
    limits: tuple[tuple[str, Any], ...] = ()
    standing_orders: Leave | None = None
    patient_specific: bool = False
    first_visit_in_person: bool = False
    attest: tuple[str, ...] = ()

    @classmethod
    def from_value(cls, value: Mapped) -> Rule:
        """From the mapping of a `delegation.rule` statement."""
        orders: Mapped = value.get("orders", {})
        supervision = value.get("supervision")
        experience = value.get("experience")
        return cls(
            leave=Leave(value["leave"]),
            supervision=None if supervision is None else Supervision(supervision),
            supervision_by=frozenset(value.get("supervision_by", ())),
            supervision_or=tuple(Nearness.from_value(one) for one in value.get("supervision_or", ())),
            exam_first=value.get("exam_first"),
            exam_by=frozenset(value.get("exam_by", ())),
            exam_modes=frozenset(ExamMode(mode) for mode in value.get("exam_modes", ())),
            exam_validity_months=value.get("exam_validity_months"),
            delegators=frozenset(value.get("delegators", ())),
            certificates=frozenset(value.get("certificates", ())),
            experience=None if experience is None else Threshold.from_value(experience),
            training_hours=value.get("training_hours"),
            places=frozenset(value.get("places", ())),
            limits=tuple(sorted((name, _plain(limit)) for name, limit in value.get("limits", {}).items())),
            standing_orders=Leave(orders["standing"]) if "standing" in orders else None,
            patient_specific=bool(orders.get("patient_specific")),
            first_visit_in_person=bool(value.get("first_visit_in_person")),
            attest=tuple(value.get("attest", ())),
        )


@dataclass(frozen=True, slots=True)
class Cap:
    """`np.max_per_physician`, `pa.max_per_physician`: how many one physician may hold.

    `counts`: roles pooled in the count. `unit`: people or fte. `only`: which relations count
    (prescribers, off_site, or empty for all).
    """

    limit: Decimal
    counts: frozenset[str]
    unit: str = "people"
    only: str = ""
    exempt: str = ""

    @classmethod
    def from_value(cls, value: Mapped) -> Cap:
        """From the mapping of a cap statement."""
        only = value.get("only", "")
        return cls(
            limit=Decimal(str(value["max"])),
            counts=frozenset(value["counts"]),
            unit=value.get("unit", "people"),
            only="" if only == "none" else only,
            exempt=value.get("exempt", ""),
        )


@dataclass(frozen=True, slots=True)
class Distance:
    """`medical_director.distance`: how far a director's own place may be from the site."""

    miles: int | None = None
    ceiling_miles: int | None = None
    or_minutes: int | None = None
    or_contiguous_county: bool = False

    @classmethod
    def from_value(cls, value: Mapped) -> Distance:
        """From the mapping of a distance statement."""
        return cls(
            miles=value.get("miles"),
            ceiling_miles=value.get("ceiling_miles"),
            or_minutes=value.get("or_minutes"),
            or_contiguous_county=bool(value.get("or_contiguous_county")),
        )


def _plain(limit: Any) -> Any:  # noqa: ANN401 - a number, a code or a list of codes
    return tuple(limit) if isinstance(limit, list | tuple) else limit
