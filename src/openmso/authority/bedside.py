"""Whether the conditions of a verdict hold at the bedside, at a moment.

Each condition is met, missing, or still to be shown because nobody told. What only counsel or a physician can
settle is never met at the bedside and always stays to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from enum import Enum

from openmso.authority.answer import Act
from openmso.authority.facts.bedside import Exam, Order, Presence
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Nearness
from openmso.authority.terms import Supervision
from openmso.timeline.calendar import add_months, civil_day

SUPERVISORS = frozenset({"MD", "DO", "NP", "PA"})
NEVER_AT_THE_BEDSIDE = frozenset({Code.COUNSEL, Code.OVER_CAP, Code.GENERAL_SCOPE, Code.DISTANCE_UNKNOWN})
MEASURE_OF_LIMIT = {
    "needle_depth_mm_max": "needle_depth_mm",
    "peel_strength_pct_max": "peel_strength_pct",
    "peel_ph_min": "peel_ph",
    "aha_pct_max": "aha_pct",
    "bha_pct_max": "bha_pct",
    "products_max": "products",
}


class Shown(Enum):
    """How a condition stands at the bedside."""

    MET = "met"
    MISSING = "missing"
    TO_SHOW = "to show"


@dataclass(frozen=True, slots=True)
class Moment:
    """An act with its site's zone and civil day, and what the law adds on who may order the procedure."""

    act: Act
    zone: tzinfo
    day: int
    state: str
    may_order: frozenset[str]


def shown(condition: Reason, moment: Moment) -> Shown:
    """How one condition of a verdict stands."""
    if condition.code in NEVER_AT_THE_BEDSIDE:
        return Shown.TO_SHOW
    told, met = _JUDGES[condition.code](condition, moment)
    if met:
        return Shown.MET
    return Shown.MISSING if told or moment.act.bedside.complete else Shown.TO_SHOW


def of_the_patient(moment: Moment) -> tuple[tuple[Reason, Shown], ...]:
    """Consent and the patient's state, which belong to every act; what needs no word is left out."""
    bedside = moment.act.bedside
    found = []
    if bedside.consent is False or (bedside.consent is None and bedside.complete):
        found.append((Reason(Code.CONSENT), Shown.MISSING))
    if bedside.patient_state is not None and bedside.patient_state != moment.state:
        found.append((Reason(Code.PATIENT_STATE, details={"state": moment.state}), Shown.MISSING))
    return tuple(found)


def exam_for(condition: Reason, moment: Moment) -> Exam | None:
    """The exam that meets the condition, the latest one if there are several."""
    good = [exam for exam in moment.act.bedside.exams if _exam_counts(exam, condition, moment)]
    return max(good, key=lambda exam: exam.at, default=None)


def _exam_counts(exam: Exam, condition: Reason, moment: Moment) -> bool:
    at, details = moment.act.at, condition.details
    covers = exam.procedures is None or moment.act.procedure in exam.procedures
    by_right = exam.role in details["roles"] and exam.mode in details["modes"]
    if not exam.person or not covers or not by_right or exam.at > at:
        return False
    last = add_months(civil_day(exam.at, moment.zone), details["months"], rounding="down")
    return moment.day <= last.toordinal()


def _exam(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    return bool(moment.act.bedside.exams), exam_for(condition, moment) is not None


def supervisor_for(condition: Reason, moment: Moment) -> Presence | None:
    """The presence that meets the condition, the nearest one if there are several."""
    ways = (Nearness(condition.details["mode"]), *condition.details["alternatives"])
    good = [
        presence
        for presence in moment.act.bedside.presences
        if presence.person != moment.act.person and any(_near_enough(presence, way) for way in ways)
    ]
    return max(good, key=lambda presence: presence.near.rank, default=None)


def _near_enough(presence: Presence, way: Nearness) -> bool:
    if presence.role not in (way.by or SUPERVISORS):
        return False
    if presence.near.rank < way.mode.rank or presence.near is Supervision.INDEPENDENT:
        return False
    if way.minutes is not None and (presence.minutes is None or presence.minutes > way.minutes):
        return False
    if way.miles is not None and (presence.miles is None or presence.miles > way.miles):
        return False
    return not way.contiguous_county or presence.contiguous_county is True


def _supervision(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    return bool(moment.act.bedside.presences), supervisor_for(condition, moment) is not None


def order_for(moment: Moment) -> Order | None:
    """The patient-specific order that covers the act, the latest one if there are several."""
    good = [
        order
        for order in moment.act.bedside.orders
        if order.role in moment.may_order
        and order.at <= moment.act.at
        and (order.procedures is None or moment.act.procedure in order.procedures)
    ]
    return max(good, key=lambda order: order.at, default=None)


def _order(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    del condition  # an order is an order, whatever asks for it
    return bool(moment.act.bedside.orders), order_for(moment) is not None


def _limit(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    name, limit = condition.details["limit"], condition.details["value"]
    bedside = moment.act.bedside
    if name == "never_areas":
        told = bedside.areas is not None
        return told, bedside.areas is not None and not bedside.areas & set(limit)
    measure = MEASURE_OF_LIMIT.get(name)
    if measure is None:
        return False, f"{name}: {limit}" in bedside.attested
    value = bedside.measures.get(measure)
    if value is None:
        return False, False
    bound = Decimal(str(limit))
    return True, value <= bound if name.endswith("_max") else value >= bound


def _first_visit(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    del condition  # there is only one first visit
    told = moment.act.bedside.first_visit_in_person
    return told is not None, told is True


def _attest(condition: Reason, moment: Moment) -> tuple[bool, bool]:
    return False, condition.details["text"] in moment.act.bedside.attested


_JUDGES = {
    Code.EXAM: _exam,
    Code.SUPERVISION: _supervision,
    Code.ORDER: _order,
    Code.LIMIT: _limit,
    Code.FIRST_VISIT: _first_visit,
    Code.ATTEST: _attest,
}
