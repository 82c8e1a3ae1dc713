"""How much a director does of what the office asks: a score of shares that anybody can add up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WEIGHTS: Final[Mapping[str, int]] = {
    "reviews": 25,
    "answers": 20,
    "meetings": 15,
    "visits": 15,
    "reach": 10,
    "papers": 10,
    "events": 5,
}
"""What each part weighs (house): what protects patients most, most."""
SAID: Final[Mapping[str, str]] = {
    "reviews": "Charts read by their day",
    "answers": "Questions answered in time",
    "meetings": "Clinicians met as often as asked",
    "visits": "Sites visited as often as asked",
    "reach": "Sites at which they could be reached lately",
    "papers": "Papers that do not wait for their signature",
    "events": "Events they were told of in time",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: how many of how many, and what it weighs. Of none it does not count."""

    name: str
    number: int
    of: int

    @property
    def weight(self) -> int:
        """What it weighs of a hundred, before parts without anything drop out."""
        return WEIGHTS[self.name]

    @property
    def said(self) -> str:
        """In words."""
        return SAID[self.name]

    @property
    def percent(self) -> int | None:
        """Of a hundred; None of none."""
        return 100 * self.number // self.of if self.of else None


def score(parts: Mapping[str, tuple[int, int]]) -> tuple[tuple[Part, ...], int | None]:
    """The parts in order, and the score of a hundred: Σ weight × share ÷ Σ weight over the parts that have anything; None without any."""
    found = tuple(Part(name, *parts.get(name, (0, 0))) for name in WEIGHTS)
    counted = [one for one in found if one.of]
    weights = sum(one.weight for one in counted)
    if not weights:
        return found, None
    return found, round(sum(one.weight * one.number / one.of for one in counted) * 100 / weights)
