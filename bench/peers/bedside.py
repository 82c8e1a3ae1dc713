"""The facts of a moment as the policy engines are given them: no calendar and no zone is left for them to work out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act

NEAR = {"independent": 0, "remote": 1, "available": 2, "on_site": 3}
MEASURE_OF = {
    "needle_depth_mm_max": "needle_depth_mm",
    "peel_strength_pct_max": "peel_strength_pct",
    "peel_ph_min": "peel_ph",
    "aha_pct_max": "aha_pct",
    "bha_pct_max": "bha_pct",
    "products_max": "products",
}
NEVER = 9999
"""Months after which an exam that was not done would still be good."""
FAR = 1_000_000
"""Minutes, or tenths of miles, of somebody who did not say."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act. `exam_months`: for how many months the exam must be good; distances in tenths of a mile."""

    day: int
    exam_role: str
    exam_mode: str
    exam_months: int
    order_role: str
    supervisor_role: str
    near: int
    minutes: int
    miles: int
    county: bool
    consent: bool
    at_home: bool
    first_visit: bool
    measures: dict[str, int]
    """Hundredths."""
    areas: tuple[str, ...] | None
    attested: tuple[str, ...]


def told(act: Act, zone: ZoneInfo, state: str) -> Told:
    """What a moment tells, worked out by the host."""
    bedside, day = act.bedside, act.at.astimezone(zone).date()
    exam = bedside.exams[0] if bedside.exams and bedside.exams[0].at <= act.at else None
    order = bedside.orders[0] if bedside.orders and bedside.orders[0].at <= act.at else None
    seen = bedside.presences[0] if bedside.presences and bedside.presences[0].person != act.person else None
    return Told(
        day=day.toordinal(),
        exam_role=exam.role if exam else "",
        exam_mode=exam.mode.value if exam else "",
        exam_months=months_needed(civil(exam.at, zone), day) if exam else NEVER,
        order_role=order.role if order else "",
        supervisor_role=seen.role if seen else "",
        near=NEAR[seen.near.value] if seen else 0,
        minutes=FAR if seen is None or seen.minutes is None else seen.minutes,
        miles=FAR if seen is None or seen.miles is None else round(seen.miles * 10),
        county=bool(seen and seen.contiguous_county),
        consent=bedside.consent is True,
        at_home=bedside.patient_state in (None, state),
        first_visit=bedside.first_visit_in_person is True,
        measures={name: hundredths(value) for name, value in bedside.measures.items()},
        areas=None if bedside.areas is None else tuple(sorted(bedside.areas)),
        attested=tuple(sorted(bedside.attested)),
    )


def civil(moment: datetime, zone: ZoneInfo) -> date:
    """The day of a moment at a place."""
    return moment.astimezone(zone).date()


def months_needed(first: date, last: date) -> int:
    """The fewest calendar months, rounded down, for which something of `first` must be good to be so on `last`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    end = min(first.day, monthrange(last.year, last.month)[1])
    return months if last.day <= end else months + 1


def hundredths(value: object) -> int:
    """A number of the law or of a measure, as engines without decimals compare it."""
    return int(Decimal(str(value)) * 100)
