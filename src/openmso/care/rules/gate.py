"""The gate before a treatment: what is told of the bedside, and what care itself adds to the decision of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

STAGES: Final[Mapping[str, str]] = {
    "check_in": "Checked in",
    "sign": "Signed",
    "checkout": "Checked out",
}
WORST_FIRST: Final = ("stop", "unknown", "allow_with_conditions", "allow")
TELL_WITHIN: Final = timedelta(hours=1)
"""A director is told of broken glass within so long (house)."""
REVIEW_WITHIN: Final = timedelta(hours=24)
"""And somebody judges it within so long (house)."""
SIGN_WITHIN: Final = timedelta(hours=72)
"""A chart is signed within so long (house)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever treats tells of the bedside: limits of the law by name, areas treated, what they attest."""

    measures: Mapping[str, Decimal] = field(default_factory=dict)
    areas: frozenset[str] | None = None
    attested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of a consent in force."""

    code: str
    kind: str
    title: str
    procedures: frozenset[str]
    months: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """A signature under a wording. `visit`: the one it was given for; `until`: as long as it counts."""

    code: str
    wording: str
    by_guardian: bool
    at: datetime
    until: datetime | None
    visit: str = ""
    withdrawn_at: datetime | None = None

    def counts(self, moment: datetime, visit: str, *, minor: bool) -> bool:
        """Whether it counts at a moment, for a visit."""
        given = self.at <= moment and (self.withdrawn_at is None or moment < self.withdrawn_at)
        lasting = moment < self.until if self.until is not None else self.visit == visit
        return given and lasting and (self.by_guardian or not minor)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether what is done was agreed to: `consent` the signature it rests on; `lacking` what is wanting, in words."""

    consent: str = ""
    lacking: tuple[str, ...] = ()


def agreed(
    procedure: str,
    wordings: Iterable[Wording],
    given: Iterable[Agreed],
    moment: datetime,
    visit: str,
    *,
    minor: bool,
    telehealth: bool,
) -> Agreement:
    """Whether a procedure was agreed to by the wordings in force: those of the procedure, and for telehealth that of telehealth."""
    there, signed = tuple(wordings), tuple(given)
    wanted = [one for one in there if one.kind == "treatment" and procedure in one.procedures]
    lacking = [] if wanted else ["no wording is in force that a patient could consent to"]
    if telehealth:
        remote = [one for one in there if one.kind == "telehealth"]
        lacking += [] if remote else ["no wording for telehealth is in force"]
        wanted += remote
    rests = ""
    for one in wanted:
        good = [a for a in signed if a.wording == one.code and a.counts(moment, visit, minor=minor)]
        if not good:
            who = "the guardian" if minor else "the patient"
            lacking.append(f"{who} has not signed “{one.title}” as it is now")
        elif one.kind == "treatment":
            rests = max(good, key=lambda a: a.at).code
    return Agreement("" if lacking else rests, tuple(lacking))


def pictures_lack(
    wordings: Iterable[Wording], given: Iterable[Agreed], moment: datetime, visit: str, *, minor: bool
) -> tuple[str, str] | None:
    """What is wanting before a patient is photographed, and what mends it; nothing where they agreed to a wording for pictures in force."""
    wanted = {one.code: one.title for one in wordings if one.kind == "photo"}
    if not wanted:
        return "no wording for clinical photographs is in force", "have one put in force under Wordings"
    if any(one.wording in wanted and one.counts(moment, visit, minor=minor) for one in given):
        return None
    who = "the guardian" if minor else "the patient"
    title = next(iter(wanted.values()))
    return f"{who} has not signed “{title}” as it is now", "let them read and sign it first"


def worst(outcomes: Iterable[str]) -> str:
    """The outcome of several lines together: that of the worst; unknown of none."""
    return min(outcomes, key=WORST_FIRST.index, default="unknown")


@dataclass(frozen=True, slots=True)
class Clocks:
    """Until when a director is to be told of broken glass, and it is to be judged; and whether that was missed."""

    tell_by: datetime
    review_by: datetime
    told_late: bool
    reviewed_late: bool


def clocks(at: datetime, told_at: datetime | None, reviewed_at: datetime | None, now: datetime) -> Clocks:
    """The clocks of broken glass, as they stand."""
    tell_by, review_by = at + TELL_WITHIN, at + REVIEW_WITHIN
    return Clocks(tell_by, review_by, (told_at or now) > tell_by, (reviewed_at or now) > review_by)
