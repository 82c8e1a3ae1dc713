"""Questions to a director: how soon they are answered, whom they go to next, and how long answers take."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

WITHIN: Final = {True: timedelta(minutes=15), False: timedelta(hours=8)}
"""How soon a question that is urgent, or is not, has its first answer (house, CO15)."""
LONGEST: Final = 4000
CHART: Final = re.compile(r"[a-z]+-[0-9a-f]{1,64}")
"""The opaque id of a chart. What names a patient is none: the business side reads it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody was asked at a moment; `due`: by when they answer, or somebody else is asked."""

    to: str
    at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes to the first answer of so many questions: in the middle, and of nine in ten. None of none."""

    count: int
    median: int | None
    ninth: int | None


def step(to: str, at: datetime, *, urgent: bool) -> Step:
    """Somebody is asked now."""
    return Step(to, at, at + WITHIN[urgent])


def whom(directing: Sequence[str], asked: Collection[str], away: Collection[str], asker: str) -> str:
    """Who is asked next: the first who directs, is there, was not asked yet and does not ask. Empty: nobody is left.

    Of those who are all away the first is asked all the same: a question that nobody gets is worse.
    """
    left = [one for one in directing if one not in asked and one != asker]
    return next((one for one in left if one not in away), left[0] if left and not asked else "")


def times(took: Iterable[timedelta]) -> Times:
    """How long answers took; the ninth tenth is the shortest time within which nine of ten came (nearest rank)."""
    minutes = sorted(int(one.total_seconds() // 60) for one in took)
    if not minutes:
        return Times(0, None, None)
    return Times(len(minutes), minutes[ceil(len(minutes) / 2) - 1], minutes[ceil(len(minutes) * 0.9) - 1])
