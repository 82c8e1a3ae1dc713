"""The chart: what an intake tells, what in it overtakes an exam, and how an exam stands for a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

MODES: Final[Mapping[str, str]] = {
    "in_person": "In person",
    "video": "Live video",
    "async": "Afterwards, from what was sent",
    "phone": "By telephone",
}
DECISIONS: Final[Mapping[str, str]] = {
    "indicated": "Indicated",
    "contraindicated": "Contraindicated",
    "deferred": "Deferred",
}
STATES: Final[Mapping[str, str]] = {
    "not_needed": "no exam is needed",
    "forms_due": "the intake is due",
    "review_due": "the intake waits to be reviewed",
    "exam_due": "the exam is due",
    "indicated": "indicated",
    "contraindicated": "contraindicated",
    "deferred": "deferred",
    "expired": "the exam does not count any more",
    "superseded": "the history changed since the exam",
}
OVERTAKING: Final = ("drugs", "allergies", "conditions")
"""Something new in one of these overtakes an exam; so does a pregnancy."""


@dataclass(frozen=True, slots=True)
class History:
    """What a patient tells of themselves: drugs, allergies and conditions one by one; `pregnant`: yes, no, unknown."""

    drugs: frozenset[str] = frozenset()
    allergies: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    pregnant: str = "unknown"
    skin_type: str = ""
    treated_before: str = ""
    said: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is sealed."""
        return {
            **{name: sorted(getattr(self, name)) for name in OVERTAKING},
            "pregnant": self.pregnant,
            "skin_type": self.skin_type,
            "treated_before": self.treated_before,
            "said": self.said,
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> History:
        """As it was sealed."""
        return cls(
            **{name: frozenset(plain.get(name, ())) for name in OVERTAKING},
            pregnant=plain.get("pregnant", "unknown"),
            skin_type=plain.get("skin_type", ""),
            treated_before=plain.get("treated_before", ""),
            said=plain.get("said", ""),
        )


def listed(text: str) -> frozenset[str]:
    """What was typed as a list: separated by commas or lines; “none” is nothing."""
    parts = (one.strip().casefold() for one in text.replace("\n", ",").split(","))
    return frozenset(one for one in parts if one and one not in ("none", "no", "nothing", "n/a", "-"))


def overtakes(before: History, after: History) -> tuple[str, ...]:
    """What in a later history overtakes an exam that rested on the earlier one, in words; nothing if nothing does."""
    found = [
        f"new {name}: {', '.join(sorted(getattr(after, name) - getattr(before, name)))}"
        for name in OVERTAKING
        if getattr(after, name) - getattr(before, name)
    ]
    if after.pregnant == "yes" != before.pregnant:
        found.append("pregnant now")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Examined:
    """An exam as the gate reads it."""

    code: str
    examiner: str
    role: str
    mode: str
    at: datetime
    patient_state: str = ""
    indicated: frozenset[str] = frozenset()
    contraindicated: frozenset[str] = frozenset()
    deferred: frozenset[str] = frozenset()
    superseded_at: datetime | None = None
    told: Mapping[str, Any] = field(default_factory=dict)

    def decision(self, procedure: str) -> str:
        """What it decided for a procedure; nothing if it did not speak of it."""
        return next((name for name in DECISIONS if procedure in getattr(self, name)), "")

    def holds(self, moment: datetime) -> bool:
        """Whether it was done by then and nothing had overtaken it."""
        return self.at <= moment and (self.superseded_at is None or moment < self.superseded_at)


def counting(exams: Iterable[Examined], procedure: str, moment: datetime) -> tuple[Examined, ...]:
    """The exams that indicate a procedure at a moment, oldest first: none older than the last that spoke against it, none that was overtaken."""
    spoke = sorted(
        (one for one in exams if one.decision(procedure) and one.at <= moment), key=lambda one: one.at
    )
    found: list[Examined] = []
    for one in spoke:
        if one.decision(procedure) != "indicated":
            found.clear()
        elif one.holds(moment):
            found.append(one)
    return tuple(found)


def state_of(
    exams: Iterable[Examined], procedure: str, moment: datetime, *, needed: bool, counts: bool, intake: str
) -> str:
    """How a procedure stands with the exam, as a word of `STATES`.

    `needed`: the law wants an exam; `counts`: one that is there meets it; `intake`: none, told, reviewed.
    """
    spoke = [one for one in exams if one.decision(procedure) and one.at <= moment]
    last = max(spoke, key=lambda one: one.at, default=None)
    against = last is not None and last.decision(procedure) != "indicated"
    if last is not None and against:
        return last.decision(procedure)
    if counts:
        return "indicated"
    if not needed:
        return "not_needed"
    if last is not None:
        return "superseded" if not last.holds(moment) else "expired"
    return {"none": "forms_due", "told": "review_due"}.get(intake, "exam_due")
