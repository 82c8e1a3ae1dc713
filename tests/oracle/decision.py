"""The naive evaluator at the bedside: an act at a moment, with what was told."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside, Exam, Presence
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from tests.oracle.conditions import EXAMINERS
from tests.oracle.reading import value
from tests.oracle.verdict import verdict_on
from tests.oracle.wants import Want

NEARNESS = ("independent", "remote", "available", "on_site")
NEVER_AT_BEDSIDE = {Code.COUNSEL, Code.OVER_CAP, Code.GENERAL_SCOPE, Code.DISTANCE_UNKNOWN}
LAST_DAYS = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


@dataclass(frozen=True)
class Decided:
    """What the oracle says of an act. Without authority, `missing` is why."""

    outcome: Outcome
    missing: frozenset[Code]
    to_show: frozenset[Code]


def decision_on(facts: Facts, law: LawBook, act: Act) -> Decided:
    """Outcome, what is missing and what is still to be shown."""
    site = facts.need(Site, act.site)
    day = act.at.astimezone(ZoneInfo(site.zone)).date().toordinal()
    seen = verdict_on(facts, law, Key(act.person, act.procedure, act.site), day)
    if not seen.standing.authorizes:
        bars = frozenset(code for code in seen.codes if code <= Code.REGIME_UNKNOWN)
        outcome = Outcome.UNKNOWN if seen.standing is Standing.UNKNOWN else Outcome.STOP
        return Decided(outcome, bars, frozenset())
    missing = asked_always(act.bedside, site)
    to_show = set()
    for want in seen.wants:
        if want.code in NEVER_AT_BEDSIDE:
            to_show.add(want.code)
            continue
        met = met_at_bedside(facts, law, act, want)
        if met is False or (met is None and act.bedside.complete):
            missing.add(want.code)
        elif met is None:
            to_show.add(want.code)
    outcome = Outcome.ALLOW_WITH_CONDITIONS if to_show else Outcome.ALLOW
    return Decided(Outcome.STOP if missing else outcome, frozenset(missing), frozenset(to_show))


def asked_always(bedside: Bedside, site: Site) -> set[Code]:
    """Consent and the patient's state."""
    missing = set()
    if bedside.consent is False or (bedside.consent is None and bedside.complete):
        missing.add(Code.CONSENT)
    if bedside.patient_state is not None and bedside.patient_state != site.state:
        missing.add(Code.PATIENT_STATE)
    return missing


def met_at_bedside(facts: Facts, law: LawBook, act: Act, want: Want) -> bool | None:
    """Whether a condition is met; None if nothing was told of it."""
    bedside = act.bedside
    if want.code is Code.EXAM:
        if not bedside.exams:
            return None
        return any(exam_counts(facts, act, one, want.detail) for one in bedside.exams)
    if want.code is Code.SUPERVISION:
        if not bedside.presences:
            return None
        mode, by, alternatives = want.detail
        ways = ({"mode": mode, "by": by}, *alternatives)
        return any(supervises(act, one, ways) for one in bedside.presences)
    if want.code is Code.ORDER:
        if not bedside.orders:
            return None
        return any(
            one.role in may_order(facts, law, act)
            and one.at <= act.at
            and covers(one.procedures, act.procedure)
            for one in bedside.orders
        )
    if want.code is Code.LIMIT:
        return limit_kept(bedside, *want.detail)
    if want.code is Code.FIRST_VISIT:
        return bedside.first_visit_in_person
    assert want.code is Code.ATTEST, want
    return True if want.detail in bedside.attested else None


def covers(procedures: frozenset[str] | None, procedure: str) -> bool:
    """None covers everything."""
    return procedures is None or procedure in procedures


def may_order(facts: Facts, law: LawBook, act: Act) -> tuple[str, ...]:
    """The roles whose order counts."""
    site = facts.need(Site, act.site)
    day = act.at.astimezone(ZoneInfo(site.zone)).date().toordinal()
    drip = value(law, site.state, "iv_therapy.may_order", day) if act.procedure == "iv_therapy" else None
    return EXAMINERS if drip is None else tuple(drip)


def exam_counts(
    facts: Facts, act: Act, exam: Exam, asked: tuple[frozenset[str], frozenset[str], int]
) -> bool:
    """Whether an exam was of the right kind, by the right role, in time."""
    by, modes, months = asked
    if not exam.person or exam.role not in by or exam.mode.value not in modes:
        return False
    if not covers(exam.procedures, act.procedure) or exam.at > act.at:
        return False
    zone = ZoneInfo(facts.need(Site, act.site).zone)
    return act.at.astimezone(zone).date() <= last_day(exam.at.astimezone(zone), months)


def last_day(moment: datetime, months: int) -> date:
    """The last day on which something of that day is not older than so many calendar months."""
    year, month, day = moment.year, moment.month, moment.day
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = LAST_DAYS.get(month, 29 if leap else 28)
    return date(year, month, min(day, longest))


def supervises(act: Act, one: Presence, ways: tuple[dict[str, Any], ...]) -> bool:
    """Whether somebody else is near enough in a way the law accepts."""
    if one.person == act.person:
        return False
    rank = NEARNESS.index(one.near.value)
    for other in ways:
        if one.role not in (other.get("by") or EXAMINERS) or rank < NEARNESS.index(other["mode"]):
            continue
        if other.get("contiguous_county") and not one.contiguous_county:
            continue
        if within(one.minutes, other.get("minutes")) and within(one.miles, other.get("miles")):
            return True
    return False


def within(told: float | None, limit: float | None) -> bool:
    """Whether a stated limit is known and kept."""
    return limit is None or (told is not None and told <= limit)


def limit_kept(bedside: Bedside, name: str, limit: Any) -> bool | None:
    """Whether a limit of the law is kept; None if nothing was told of it."""
    if name == "never_areas":
        return None if bedside.areas is None else not set(bedside.areas) & set(limit)
    measure, _, way = name.rpartition("_")
    if way not in {"min", "max"}:
        return True if f"{name}: {limit}" in bedside.attested else None
    told = bedside.measures.get(measure)
    if told is None:
        return None
    return told <= Decimal(limit) if way == "max" else told >= Decimal(limit)
