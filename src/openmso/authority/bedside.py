"""Whether the conditions of a verdict hold at the bedside, at a moment.

Each condition is met, missing, or still to be shown because nobody told. What only counsel or a physician can
settle is never met at the bedside and always stays to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
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

SURELY_IN_A_MONTH: Final = 27
"""Within so many days no calendar month ends, on any clock, nor do several within so many times this."""
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


# Named here, because looking a member up in its class takes as long as judging a condition by it.
MET: Final = Shown.MET
MISSING: Final = Shown.MISSING
TO_SHOW: Final = Shown.TO_SHOW
Told = Exam | Presence | Order
"""What was told at the bedside and can meet a condition."""
Judged = Shown | Told
"""How a condition stands; or what meets it."""
Finding = tuple[bool, Told | bool | None]
"""Whether anything was told of a condition; and what meets it, or whether it is met."""


def judged(condition: Reason, moment: Moment) -> Judged:
    """How one condition of a verdict stands."""
    judge = _JUDGES.get(condition.code)
    if judge is None:  # what only counsel or a physician can settle
        return TO_SHOW
    told, met = judge(condition, moment)
    if met:
        return MET if met is True else met
    return MISSING if told or moment.act.bedside.complete else TO_SHOW


def missing_of_the_patient(moment: Moment) -> list[Reason]:
    """What is missing of consent and of the patient's state, which belong to every act."""
    bedside, missing = moment.act.bedside, []
    if bedside.consent is False or (bedside.consent is None and bedside.complete):
        missing.append(Reason(Code.CONSENT))
    if bedside.patient_state is not None and bedside.patient_state != moment.state:
        missing.append(Reason(Code.PATIENT_STATE, details={"state": moment.state}))
    return missing


def _exam(condition: Reason, moment: Moment) -> Finding:
    """Met by the latest exam that counts."""
    exams, latest = moment.act.bedside.exams, None
    for exam in exams:
        if _exam_counts(exam, condition, moment) and (latest is None or exam.at > latest.at):
            latest = exam
    return bool(exams), latest


def _exam_counts(exam: Exam, condition: Reason, moment: Moment) -> bool:
    act, details, procedures = moment.act, condition.details, exam.procedures
    covers = procedures is None or act.procedure in procedures
    by_right = exam.role in details["roles"] and exam.mode in details["modes"]
    if not exam.person or not covers or not by_right:
        return False
    age, months = (act.at - exam.at).days, details["months"]
    if age < SURELY_IN_A_MONTH * months:
        return age >= 0
    last = add_months(civil_day(exam.at, moment.zone), months, rounding="down")
    return moment.day <= last.toordinal()


def _supervision(condition: Reason, moment: Moment) -> Finding:
    """Met by the nearest presence of those that are near enough."""
    act, ways, nearest = moment.act, condition.details["nearness"], None
    presences = act.bedside.presences
    for one in presences:
        if one.person != act.person and _near_enough(one, ways):
            nearest = one if nearest is None or one.near.rank > nearest.near.rank else nearest
    return bool(presences), nearest


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
    act, latest = moment.act, None
    entitled = orderers_track(moment.world, moment.state, act.procedure).at(moment.day)
    for order in act.bedside.orders:
        covers = order.procedures is None or act.procedure in order.procedures
        if covers and order.role in entitled and order.at <= act.at:
            latest = order if latest is None or order.at > latest.at else latest
    return bool(act.bedside.orders), latest


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
