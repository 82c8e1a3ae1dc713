"""How long a document must be kept, from which day, and which law says so.

A document may go when every schedule of its kind has passed. A kind without a schedule is kept: that nothing is known
is no leave to remove. A day that is not known makes no document due either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from openmso.timeline.calendar import add_months


class Moment(StrEnum):
    """From what the time of a document counts."""

    DATED = "dated"
    OUT_OF_EFFECT = "out_of_effect"
    EMPLOYMENT_ENDED = "employment_ended"
    LAST_SERVICE = "last_service"
    MAJORITY = "majority"


class Confidence(StrEnum):
    """How sure somebody is of a source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Documents of a kind are kept for whole `years` after the latest of some moments, for a cited reason."""

    kind: str
    years: int
    after: tuple[Moment, ...]
    source: str
    confidence: Confidence
    note: str = ""

    def sentence(self) -> str:
        """The rule in words."""
        moments = " or ".join(one.value.replace("_", " ") for one in self.after)
        latest = ", whichever is later" if len(self.after) > 1 else ""
        return f"{self.years} years after: {moments}{latest} ({self.source})"


KINDS: Final[Mapping[str, str]] = {
    "agreement": "agreement between physician and NP or PA",
    "business_associate_agreement": "business associate agreement",
    "certificate": "certificate of training or competence",
    "chart": "part of a patient's chart",
    "consent": "consent of a patient",
    "controlled_substance_record": "inventory, order or record of controlled substances",
    "correspondence": "letter or message",
    "cost_estimate": "cost estimate for a patient who pays",
    "delegation": "delegation of procedures",
    "employee_medical_record": "medical or exposure record of an employee",
    "exposure_training_record": "training record on bloodborne pathogens",
    "financial": "invoice, statement or other paper of the books",
    "governance": "articles, bylaws, minutes, share register",
    "hipaa_documentation": "policy, notice, risk analysis or training log under HIPAA",
    "insurance": "policy or certificate of insurance",
    "license": "copy of a license or registration",
    "medicare_order": "record of an ordered or referred item or service under Medicare",
    "msa": "management services agreement",
    "opinion": "opinion of counsel",
    "protocol": "protocol or standing order",
    "review": "review or visit of a medical director",
    "screening": "result of a screening",
}
"""Kinds of documents. A kind of one's own begins with `x_`."""

HIPAA: Final = "45 CFR §164.316(b)(2)(i) and §164.530(j)"
BUILT_IN: Final = (
    Keeping(
        "hipaa_documentation",
        6,
        (Moment.DATED, Moment.OUT_OF_EFFECT),
        HIPAA,
        Confidence.MEDIUM,
        "From its creation or from when it last was in effect, whichever is later.",
    ),
    Keeping(
        "business_associate_agreement", 6, (Moment.DATED, Moment.OUT_OF_EFFECT), HIPAA, Confidence.MEDIUM
    ),
    Keeping(
        "controlled_substance_record",
        2,
        (Moment.DATED,),
        "21 CFR §1304.04(a)",
        Confidence.MEDIUM,
        "States may ask for longer.",
    ),
    Keeping("cost_estimate", 6, (Moment.DATED,), "45 CFR §149.610(f)(1)", Confidence.MEDIUM),
    Keeping("medicare_order", 7, (Moment.DATED,), "42 CFR §424.516(f)", Confidence.MEDIUM),
    Keeping("exposure_training_record", 3, (Moment.DATED,), "29 CFR §1910.1030(h)(2)", Confidence.MEDIUM),
    Keeping(
        "employee_medical_record",
        30,
        (Moment.EMPLOYMENT_ENDED,),
        "29 CFR §1910.1030(h)(1)(iv) and §1910.1020(d)",
        Confidence.MEDIUM,
    ),
)
"""What federal law asks for, as researched. How long a chart is kept is each state's: a network adopts that itself."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a document may be removed. `on` is None where that is not known yet; `why` and `doubt` are for people."""

    on: date | None
    why: str
    doubt: str = ""


def knows_kind(kind: str) -> bool:
    """Whether documents are of this kind."""
    return kind in KINDS or (kind.startswith("x_") and kind.isidentifier() and kind.islower())


def due(kind: str, days: Mapping[Moment, date], adopted: Iterable[Keeping] = ()) -> Due:
    """When a document of a kind may be removed, from the days that are known of it.

    `adopted` are the network's own schedules; they stand beside what is built in, and the longest counts.
    """
    rules = [one for one in (*BUILT_IN, *adopted) if one.kind == kind]
    if not rules:
        return Due(None, f"no schedule is known for {kind}; adopt one, with its source")
    for rule in rules:
        missing = [one for one in rule.after if one not in days]
        if missing:
            return Due(
                None, f"waits for the day: {missing[0].replace('_', ' ')}; {rule.sentence()}", _doubt(rule)
            )
    ends = [(_end(rule, days), rule) for rule in rules]
    last, longest = max(ends, key=lambda one: one[0])
    return Due(last, longest.sentence(), _doubt(longest))


def _end(rule: Keeping, days: Mapping[Moment, date]) -> date:
    return add_months(max(days[one] for one in rule.after), 12 * rule.years, rounding="up")


def _doubt(rule: Keeping) -> str:
    return (
        ""
        if rule.confidence is Confidence.HIGH
        else f"the source is of {rule.confidence} confidence; ask counsel"
    )
