"""Chart review: which charts of a period are read, by a draw that anybody can make again, and what a reading has to look at.

The draw orders charts by a hash of a seed, which is kept, and the chart's id: nobody chooses. Charts of certain kinds are read besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

HOUSE_SHARE: Final = 10
"""Percent of the charts of a period (house), where neither law nor agreement asks for more."""
LEAST: Final = 5
"""And never fewer charts than so many, as far as there are (house)."""
DUE_AFTER: Final = timedelta(days=14)
"""A chart is read within so many days of the draw (house)."""
SHORTEST: Final = timedelta(seconds=60)
"""Whoever signs sooner after opening has not read it (house)."""
NEWCOMER, NEW_PROCEDURE = 10, 5
"""So many first charts of a clinician, and of a procedure by them, are all read (house)."""
CLEAN: Final = 2
"""After so many periods without a grave finding the doubled quota ends."""

MARKED: Final[Mapping[str, str]] = {
    "adverse_event": "something went wrong",
    "break_glass": "the gate was passed all the same",
    "off_protocol": "outside the protocol",
    "high_dose": "a high dose",
    "minor": "not of age",
    "controlled": "a controlled drug",
}
"""Acts with one of these marks are always read."""
STRATA: Final[Mapping[str, str]] = {
    **MARKED,
    "newcomer": "among the first charts of this clinician",
    "new_procedure": "among the first of this procedure by them",
    "instead": "in the place of one that could not be read",
}

PARTS: Final[Mapping[str, str]] = {
    "consent": "Identity and consent",
    "exam": "Exam and order",
    "protocol": "Fit with the protocol",
    "technique": "Technique, product, dose",
    "record": "Documentation and pictures",
    "outcome": "Outcome and follow-up",
}
ITEMS: Final[Mapping[str, Mapping[str, str]]] = {
    "consent": {
        "identity": "The patient is who the chart says, by two signs",
        "version": "Consent is to the wording in force that day, for this procedure",
        "before": "It was signed before anything was done, by whom it takes",
        "told_who": "Who performs it, and with which license, was said",
    },
    "exam": {
        "in_time": "An exam that counts was done before, by who may",
        "own": "Its findings are this patient’s and no template",
        "order": "An order or a standing order covers what was done",
        "history": "Drugs, allergies, pregnancy were asked and weighed",
    },
    "protocol": {
        "version": "The protocol in force was followed",
        "fit": "The patient is among those it is for",
        "against": "Nothing it names spoke against it",
        "asked": "A physician was asked where it says so",
    },
    "technique": {
        "product": "Product, lot and expiry are there",
        "dose": "Dose and dilution lie within the limits",
        "sites": "Sites, depth or settings are told and fit",
        "readiness": "What an emergency takes was at hand",
    },
    "record": {
        "in_time": "Signed within 72 hours",
        "complete": "What was done can be understood by another",
        "pictures": "Pictures before and after, where they are due",
        "changes": "Changes are marked as such",
    },
    "outcome": {
        "course": "How it went, and whether it was tolerated",
        "after_care": "After-care and a number for the night were given",
        "follow_up": "Follow-up fits what was done",
        "events": "What went wrong was reported",
    },
}
SCORES: Final[Mapping[str, str]] = {"met": "met", "minor": "minor", "major": "major", "na": "does not apply"}
LEVELS: Final[Mapping[int, str]] = {
    0: "nothing found",
    1: "to be noted",
    2: "to be mended",
    3: "a patient was in danger",
}
GRAVE: Final = 2


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a clinician in a period, written at a site. `firsts`: strata that come of what the clinician did before."""

    code: str
    source: str
    site: str = ""
    marks: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()

    @property
    def strata(self) -> tuple[str, ...]:
        """Why it is read in any case, if it is."""
        return tuple(one for one in STRATA if one in (self.marks & MARKED.keys()) | self.firsts)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart that is read; `strata` is empty if chance alone drew it."""

    chart: Chart
    strata: tuple[str, ...]


def quota(charts: int, shares: Iterable[int], *, doubled: bool) -> int:
    """How many charts chance draws: the largest share that anybody asks for, rounded up, doubled if it is; at least `LEAST`; at most all."""
    share = max((HOUSE_SHARE, *shares))
    wanted = max(LEAST, -(-charts * share // 100))
    return min(charts, wanted * 2 if doubled else wanted)


def order(seed: str, charts: Iterable[Chart]) -> list[Chart]:
    """The charts in the order of the draw: by SHA-256 of seed and id, so that it can be made again and not be steered."""
    return sorted(charts, key=lambda one: sha256(f"{seed}\n{one.source}\n{one.code}".encode()).digest())


def draw(seed: str, charts: Sequence[Chart], wanted: int) -> list[Drawn]:
    """The first `wanted` by the order of the draw, and every other chart that is read in any case."""
    ordered = order(seed, charts)
    return [Drawn(one, one.strata) for place, one in enumerate(ordered) if place < wanted or one.strata]


def instead(seed: str, charts: Sequence[Chart], taken: Iterable[str]) -> Chart | None:
    """The next chart by the order of the draw that is not drawn yet."""
    there = frozenset(taken)
    return next((one for one in order(seed, charts) if one.code not in there), None)


def month_of(day: date) -> tuple[date, date]:
    """The first day of the month of a day, and that of the next."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def is_grave(level: int, items: Mapping[str, str]) -> bool:
    """Whether a reading found something grave: by its level, or in any item."""
    return level >= GRAVE or "major" in items.values()


def wrong_scores(part: str, scores: Mapping[str, str]) -> list[str]:
    """The items of a part that have no score, or one that is none."""
    return [item for item in ITEMS[part] if scores.get(item) not in SCORES]
