"""Whether the conditions of a verdict hold at the bedside, at a moment.

Each condition is met, missing, or still to be shown because nobody told. What only counsel or a physician can
settle is never met at the bedside and always stays to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from openmso.authority.answer import Act
from openmso.authority.facts.bedside import Exam, Order, Presence
from openmso.authority.readings import orderers_track
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Nearness
from openmso.authority.world import World
from openmso.timeline.calendar import add_months, civil_day

Finding = tuple[bool, Exam | Presence | Order | bool]
"""Whether anything was told of a condition; and what meets it, or whether it is met."""
SURELY_A_MONTH = timedelta(days=27)
"""Within this time no calendar month ends, on any clock."""
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


class Moment(NamedTuple):
    """An act with its site's state, zone and civil day, and the world whose law says who may order it."""

    act: Act
    zone: tzinfo
    day: int
    state: str
    world: World


class Judged(NamedTuple):
    """A condition and how it stands; `by` is the exam, presence or order that meets it."""

    reason: Reason
    how: Shown
    by: Exam | Presence | Order | None = None


def judged(condition: Reason, moment: Moment) -> Judged:
    """How one condition of a verdict stands."""
    judge = _JUDGES.get(condition.code)
    if judge is None:  # what only counsel or a physician can settle
        return Judged(condition, Shown.TO_SHOW)
    told, met = judge(condition, moment)
    if met:
        return Judged(condition, Shown.MET, None if met is True else met)
    return Judged(condition, Shown.MISSING if told or moment.act.bedside.complete else Shown.TO_SHOW)


def of_the_patient(moment: Moment) -> list[Judged]:
    """Consent and the patient's state, which belong to every act; what needs no word is left out."""
    bedside = moment.act.bedside
    found = []
    if bedside.consent is False or (bedside.consent is None and bedside.complete):
        found.append(Judged(Reason(Code.CONSENT), Shown.MISSING))
    if bedside.patient_state is not None and bedside.patient_state != moment.state:
        elsewhere = Reason(Code.PATIENT_STATE, details={"state": moment.state})
        found.append(Judged(elsewhere, Shown.MISSING))
    return found


def _exam(condition: Reason, moment: Moment) -> Finding:
    exams = moment.act.bedside.exams
    good = [exam for exam in exams if _exam_counts(exam, condition, moment)]
    return bool(exams), max(good, key=lambda exam: exam.at) if len(good) > 1 else bool(good) and good[0]


def _exam_counts(exam: Exam, condition: Reason, moment: Moment) -> bool:
    at, details = moment.act.at, condition.details
    covers = exam.procedures is None or moment.act.procedure in exam.procedures
    by_right = exam.role in details["roles"] and exam.mode in details["modes"]
    if not exam.person or not covers or not by_right or exam.at > at:
        return False
    if at - exam.at < SURELY_A_MONTH:
        return True
    last = add_months(civil_day(exam.at, moment.zone), details["months"], rounding="down")
    return moment.day <= last.toordinal()


def _supervision(condition: Reason, moment: Moment) -> Finding:
    """Met by the nearest presence of those that are near enough."""
    presences, ways, doer = moment.act.bedside.presences, condition.details["nearness"], moment.act.person
    good = [one for one in presences if one.person != doer and _near_enough(one, ways)]
    return bool(presences), max(good, key=lambda one: one.near.rank) if len(good) > 1 else bool(
        good
    ) and good[0]


def _near_enough(presence: Presence, ways: tuple[Nearness, ...]) -> bool:
    near, minutes, miles = presence.near.rank, presence.minutes, presence.miles
    for way in ways:
        if (
            near
            and near >= way.mode.rank
            and presence.role in (way.by or SUPERVISORS)
            and (way.minutes is None or (minutes is not None and minutes <= way.minutes))
            and (way.miles is None or (miles is not None and miles <= way.miles))
            and (not way.contiguous_county or presence.contiguous_county is True)
        ):
            return True
    return False


def _order(condition: Reason, moment: Moment) -> Finding:
    """Met by the latest order that covers the act."""
    del condition  # an order is an order, whatever asks for it
    orders, procedure = moment.act.bedside.orders, moment.act.procedure
    entitled = orderers_track(moment.world, moment.state, procedure).at(moment.day)
    good = [
        order
        for order in orders
        if order.role in entitled
        and order.at <= moment.act.at
        and (order.procedures is None or procedure in order.procedures)
    ]
    return bool(orders), max(good, key=lambda order: order.at) if len(good) > 1 else bool(good) and good[0]


def _limit(condition: Reason, moment: Moment) -> Finding:
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


def _first_visit(condition: Reason, moment: Moment) -> Finding:
    del condition  # there is only one first visit
    told = moment.act.bedside.first_visit_in_person
    return told is not None, told is True


def _attest(condition: Reason, moment: Moment) -> Finding:
    return False, condition.details["text"] in moment.act.bedside.attested


_JUDGES: Final[Mapping[Code, Callable[[Reason, Moment], Finding]]] = {
    Code.EXAM: _exam,
    Code.SUPERVISION: _supervision,
    Code.ORDER: _order,
    Code.LIMIT: _limit,
    Code.FIRST_VISIT: _first_visit,
    Code.ATTEST: _attest,
}
