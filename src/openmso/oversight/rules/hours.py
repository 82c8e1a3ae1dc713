"""The log of a director's time: what an entry has to be, how much of a month is left, and why one is stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

OPEN_FOR: Final = timedelta(days=7)
"""So long after it was done time can be logged, or taken back (house); then the log is locked."""
LONGEST: Final = timedelta(hours=12)

DUTIES: Final[Mapping[str, str]] = {
    "protocols": "Protocols and orders",
    "chart_review": "Reviewing charts",
    "meetings": "Meeting clinicians",
    "site_visits": "Visiting a site",
    "training": "Training and sign-off",
    "adverse_events": "Adverse events",
    "availability": "Being reachable",
    "exams": "Exams",
    "quality": "Quality assurance",
    "credentialing": "Credentialing",
    "complaints": "Complaints",
    "stop": "Stopping a service or a person",
}
"""Duties that an appointment may name."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Time that was logged: aware moments, a duty, on what in words."""

    duty: str
    began: datetime
    ended: datetime
    said: str

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded down: what was not done is not paid."""
        return int((self.ended - self.began).total_seconds()) // 60


def sum_of(spent: Iterable[Spent]) -> int:
    """Minutes of all of them."""
    return sum(one.minutes for one in spent)


def left(hours: Decimal, minutes: int) -> int:
    """Minutes that are left of the hours of a month, never fewer than none."""
    return max(0, int(hours * 60) - minutes)


def wrong(entry: Spent, day: date, today: date, last: Spent | None) -> tuple[str, str, str] | None:
    """What is wrong with an entry, as field, what, mend; None if nothing is. `last`: the entry before it."""
    if entry.ended <= entry.began:
        return "ended", "it ends before it begins", "an hour after the beginning"
    if entry.ended - entry.began > LONGEST:
        return "ended", "nobody does twelve hours of it at a stretch", "log it piece by piece"
    if entry.minutes < 1:
        return "ended", "less than a minute is no time", "log what took one at least"
    if day > today:
        return "began", "that is still to come", "log it once it is done"
    if today - day > OPEN_FOR:
        return (
            "began",
            f"the log is closed after {OPEN_FOR.days} days",
            "what was not logged in time is not paid",
        )
    if len(entry.said.split()) < 3:
        return "said", "so few words say nothing", "which chart, which meeting, which protocol"
    if last is not None and last.said.casefold().split() == entry.said.casefold().split():
        return "said", "it is word for word the entry before", "say what was done this time"
    return None
