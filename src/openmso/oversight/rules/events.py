"""Adverse events: how grave one is, what is due after it and by when, who outside may have to be told, and when it can be closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

GRADES: Final[Mapping[int, str]] = {
    1: "Mild: it passes by itself, watching is enough",
    2: "Moderate: simple treatment here, nothing is left behind",
    3: "Serious: urgent treatment, or harm that may last without it",
    4: "Severe: life, sight or tissue in danger, an emergency call or a hospital",
    5: "Death",
}
GRAVE: Final = 3
"""From this grade on the director is told within the hour, and the cause is looked for."""
DEATH: Final = 5

KINDS: Final[Mapping[str, str]] = {
    "occlusion": "Vascular occlusion",
    "anaphylaxis": "Anaphylaxis",
    "allergy": "Allergic reaction",
    "vision": "Change of vision",
    "infection": "Infection",
    "burn": "Burn or blister",
    "pigment": "Change of pigment or scar",
    "nerve": "Weakness or drooping",
    "swelling": "Swelling, bruise or nodule",
    "syncope": "Fainting",
    "cardiac": "Heart or breathing",
    "drug_error": "Wrong drug or dose",
    "wrong_patient": "Wrong patient or place",
    "extravasation": "Infusion beside the vein",
    "device": "A device failed",
    "fall": "A fall or injury at the site",
    "other": "Something else",
}
CIRCUMSTANCES: Final[Mapping[str, str]] = {
    "emergency_call": "911 was called",
    "hospital": "Taken to a hospital or emergency department",
    "lasting": "Harm to eye, brain, nerve or skin that may last",
    "product": "A drug or filler may have caused it",
    "device": "A device may have caused it",
}
CAUSES: Final[Mapping[str, str]] = {
    "technique": "Technique",
    "assessment": "Assessment or consent",
    "protocol": "Protocol was missing, wrong or not followed",
    "training": "Training or competency",
    "supervision": "Supervision or staffing",
    "product": "Product or storage",
    "device": "Device or its settings",
    "communication": "Communication",
    "known_risk": "A known risk, without a fault",
    "unknown": "Not found",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "recovered": "Recovered",
    "recovering": "Recovering",
    "lasting": "Lasting harm",
    "died": "Died",
    "lost": "Lost to follow-up",
}
HOWS: Final[Mapping[str, str]] = {
    "in_person": "In person",
    "phone": "By phone",
    "video": "By video",
    "message": "By secure message",
}
STATES: Final = ("reported", "told", "in_review", "closed")

TOLD_GRAVE, TOLD_ANY = timedelta(hours=1), timedelta(hours=24)
CAUSE_WITHIN: Final = timedelta(days=30)
DISCLOSED_WITHIN: Final = timedelta(hours=24)
CONTACTS: Final[Mapping[str, timedelta]] = {
    "24h": timedelta(hours=24),
    "72h": timedelta(hours=72),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
NAMES: Final[Mapping[str, str]] = {"24h": "24 hours", "72h": "72 hours", "7d": "7 days", "30d": "30 days"}
MAKER_WITHIN: Final = timedelta(days=10)
INSURER_WITHIN: Final = timedelta(hours=72)
UNCLEAR_WITHIN: Final = timedelta(days=5)
"""The shortest time of any state that was read: counsel has said what holds before any of them is over."""

ALERT_AFTER: Final = 2000
"""So many acts without one event are no safety but silence (CO18)."""


class Standing(StrEnum):
    """How a clock stands: still open, met in time, or late, be it met since or not."""

    DUE = "due"
    IN_TIME = "in time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that is due by a moment, and the rule that says so. `done`: when it was; None while it is open."""

    name: str
    said: str
    due: datetime
    rule: str
    done: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Due, in time or late, at a moment."""
        if self.done is None:
            return Standing.LATE if now > self.due else Standing.DUE
        return Standing.IN_TIME if self.done <= self.due else Standing.LATE


@dataclass(frozen=True, slots=True)
class Happened:
    """What of an event its clocks need. `grave_since`: when it was known to be grave, if later than noticed. `contacts`: steps at which the patient was reached, and when; `tried`: where nobody answered."""

    grade: int
    recognized: datetime
    told: datetime | None = None
    disclosed: datetime | None = None
    cause: datetime | None = None
    contacts: Mapping[str, datetime] = field(default_factory=dict)
    tried: frozenset[str] = frozenset()
    grave_since: datetime | None = None

    @property
    def start(self) -> datetime:
        """From when the clocks of its grade run: nobody is late for what nobody could know."""
        return (
            max(self.recognized, self.grave_since or self.recognized)
            if self.grade >= GRAVE
            else self.recognized
        )


def clocks(one: Happened) -> tuple[Clock, ...]:
    """What is due after an event, earliest first. Nobody is called after a death; then it is the family that is told."""
    within, said = (
        (TOLD_GRAVE, "within 1 hour from grade 3 on") if one.grade >= GRAVE else (TOLD_ANY, "within 24 hours")
    )
    found = [Clock("told", "Director told", one.start + within, f"House rule: {said}", one.told)]
    if one.grade >= GRAVE:
        who = "Family told" if one.grade == DEATH else "Patient told what happened"
        rule = "House rule: within 24 hours from grade 3 on"
        found.append(Clock("disclosed", who, one.start + DISCLOSED_WITHIN, rule, one.disclosed))
        rule = "House rule: cause and corrective action within 30 days from grade 3 on"
        found.append(Clock("cause", "Cause and corrective action", one.start + CAUSE_WITHIN, rule, one.cause))
    if one.grade < DEATH:
        found += [
            Clock(
                step,
                f"Patient contacted, {NAMES[step]}",
                one.recognized + after,
                f"House rule: {NAMES[step]} after it was noticed",
                one.contacts.get(step),
            )
            for step, after in CONTACTS.items()
        ]
    return tuple(sorted(found, key=lambda clock: clock.due))


def too_early(step: str, recognized: datetime, at: datetime) -> bool:
    """Whether a contact comes before the one before it was due: a call on the first day is no call after a month."""
    order = list(CONTACTS)
    place = order.index(step)
    begins = recognized + (CONTACTS[order[place - 1]] if place else timedelta())
    return at < begins


@dataclass(frozen=True, slots=True)
class Duty:
    """What a jurisdiction says of telling an authority: `details` as the pack has them. `sure`: established and not in doubt."""

    jurisdiction: str
    details: Mapping[str, Any]
    cite: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A report to somebody outside that may be due. `duty`: must (by law), may (voluntary), policy (by contract), unclear (nobody knows)."""

    to: str
    duty: str
    due: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Case:
    """An event as duties outside look at it. `onset`: when it happened, where that is known; `called`: the state's name."""

    grade: int
    circumstances: frozenset[str]
    recognized: datetime
    onset: datetime | None
    state: str
    setting: str
    called: str = ""


USER_FACILITIES: Final = frozenset({"hospital", "licensed_facility"})
AUTHORITIES: Final[Mapping[str, str]] = {
    "fda": "FDA (MedWatch, form 3500)",
    "fda_device": "FDA and maker (form 3500A)",
    "maker": "Maker of the product",
    "board": "State board or health department",
    "insurer": "Malpractice insurer",
}


def outside(case: Case, duties: Iterable[Duty]) -> tuple[Outside, ...]:
    """Whom outside to tell after an event, earliest first: what law says, what is voluntary, and what nobody has looked into.

    Someone decides each; nothing is sent by itself.
    """
    listed = list(duties)
    found = [one for duty in listed if (one := _by_law(case, duty)) is not None]
    grave = case.grade >= GRAVE or "hospital" in case.circumstances
    if grave and not any(duty.jurisdiction == case.state for duty in listed):
        rule = f"Nobody looked into whether {case.called or case.state} asks for a report: ask counsel"
        found.append(Outside("board", "unclear", case.recognized + UNCLEAR_WITHIN, rule))
    if grave and case.circumstances & {"product", "device"}:
        # A physician's office is no device user facility, and of drugs only makers must report.
        voluntary = "Voluntary for a physician's office (21 CFR § 803.3); house rule: decided within 10 days"
        found += [Outside(to, "may", case.recognized + MAKER_WITHIN, voluntary) for to in ("fda", "maker")]
    if grave:
        rule = "The policy says when; house rule: decided within 72 hours"
        found.append(Outside("insurer", "policy", case.recognized + INSURER_WITHIN, rule))
    return tuple(sorted(found, key=lambda one: (one.due, one.to)))


def _by_law(case: Case, duty: Duty) -> Outside | None:
    """The report that a duty of law asks for; None where it is not about this event. In doubt it is unclear, never nothing."""
    said = duty.details
    if said.get("devices_only") and "device" not in case.circumstances:
        return None
    if said.get("user_facilities_only") and case.setting not in USER_FACILITIES:
        return None
    if not _touched(case, said):
        return None
    start = case.onset if said.get("counted_from") == "occurrence" and case.onset else case.recognized
    days, workdays = said.get("report_within_days"), said.get("report_within_work_days")
    due = (
        work_days_after(start, int(workdays))
        if workdays
        else start + timedelta(days=int(days or 0))
        if days
        else start + UNCLEAR_WITHIN
    )
    return Outside(str(said.get("report_to", "board")), "must" if duty.sure else "unclear", due, duty.cite)


def _touched(case: Case, said: Mapping[str, Any]) -> bool:
    return (
        (bool(said.get("after_death")) and case.grade == DEATH)
        or (bool(said.get("after_hospital")) and "hospital" in case.circumstances)
        or (bool(said.get("after_lasting_harm")) and "lasting" in case.circumstances)
        or (bool(said.get("after_serious_harm")) and case.grade >= GRAVE)
    )


def work_days_after(start: datetime, days: int) -> datetime:
    """The moment so many work days later. Holidays are not known here, so it may come a day early and never late."""
    moment = start
    while days:
        moment += timedelta(days=1)
        days -= moment.weekday() < 5
    return moment


@dataclass(frozen=True, slots=True)
class Open:
    """What besides clocks can keep an event open: reports nobody decided, corrective actions not done, how many there are."""

    undecided: int = 0
    undone: int = 0
    actions: int = 0


def keeps_open(one: Happened, left: Open, outcome: str) -> tuple[str, ...]:
    """Why an event cannot be closed yet, in words; nothing if it can. Who is lost to follow-up was tried at each step that is open."""
    found = []
    for clock in clocks(one):
        lost = outcome == "lost" and clock.name in one.tried
        if clock.done is None and not lost:
            found.append(f"{clock.said[0].lower()}{clock.said[1:]} is still open")
    if one.grade >= GRAVE and not left.actions:
        found.append("no corrective action was agreed")
    if left.undone:
        found.append(f"{left.undone} corrective action{'s are' if left.undone > 1 else ' is'} not done")
    if left.undecided:
        found.append(f"{left.undecided} report{'s' if left.undecided > 1 else ''} outside nobody decided on")
    return tuple(found)


def notice_hours(one: Happened) -> float | None:
    """Hours from noticing to telling the director (CO19); None while nobody told them."""
    return None if one.told is None else round((one.told - one.recognized).total_seconds() / 3600, 1)


def closed_with_cause(one: Happened, closed: datetime | None, actions: int, now: datetime) -> bool | None:
    """Whether a grave event was closed within 30 days with cause and corrective action (CO20); None for others, and while its time runs."""
    due = one.start + CAUSE_WITHIN
    if one.grade < GRAVE or (closed is None and now <= due):
        return None
    return closed is not None and closed <= due and one.cause is not None and actions > 0


def per_thousand(events: int, acts: int) -> float | None:
    """Events per 1,000 acts; None where there were no acts."""
    return round(1000 * events / acts, 1) if acts else None


def too_quiet(events: int, acts: int) -> bool:
    """Whether so many acts without an event point to events that nobody reports."""
    return events == 0 and acts >= ALERT_AFTER
