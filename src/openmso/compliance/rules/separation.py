"""The separation ledger: who proposed and who decided what is the physicians' own, and what of a quarter does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

OUTCOMES: Final = {"taken": "Decided so", "refused": "Refused"}
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a licensee of the practice decided: `outcome` is one of `OUTCOMES`, `license` the id of the one they decided under."""

    outcome: str
    person: str
    license: str
    on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision of a class that is reserved (`power`): what is proposed, from which day it is to hold, who proposed it on which side."""

    code: str
    practice: str
    power: str
    about: str
    holds_on: date
    proposed_by: str
    side: str
    proposed_on: date
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that does not hold, and why."""

    entry: Entry
    why: str


def quarter_of(day: date) -> tuple[date, date]:
    """The first day of the quarter of a day, and that of the next."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    month = first.month + 3
    return first, date(first.year + month // 13, (month - 1) % 12 + 1, 1)


def faults(
    entries: Iterable[Entry], licensed: Callable[[str, str, date], bool], today: date
) -> Iterator[Fault]:
    """What of these does not hold: it is in effect without a decision, against one, or by somebody who held no license then.

    `licensed`: whether a person may decide for a practice on a day, by what is known now.
    """
    for one in entries:
        ruling = one.ruling
        if ruling is not None and not licensed(ruling.person, one.practice, ruling.on):
            yield Fault(one, "who decided held no license that lets them, as known now")
        elif one.holds_on > today:
            continue
        elif ruling is None:
            yield Fault(one, "it was to hold from this day, and no licensee had decided it")
        elif ruling.outcome == "taken" and ruling.on > one.holds_on:
            yield Fault(one, "it was decided only after it was to hold")
