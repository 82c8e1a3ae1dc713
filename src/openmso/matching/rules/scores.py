"""How well somebody fits an opening: six parts with their weights, each a range where something is not known.

A part is a share of 0 to 1; the score is Σ weight × share, of a hundred. A part that nobody knows goes from 0 to 1, so that a
score says how much of it is known: nobody gains by leaving things out, because the order is by the low end, then the high.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from openmso.matching.rules.duties import Duties
from openmso.matching.rules.fmv import Fair
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Profile

WEIGHTS: Final[Mapping[str, int]] = {
    "training": 30,
    "capacity": 20,
    "distance": 15,
    "record": 15,
    "price": 10,
    "preference": 10,
}
"""What each part weighs (house)."""
SAID: Final[Mapping[str, str]] = {
    "training": "Trained in what the practice does",
    "capacity": "Hours to spare",
    "distance": "Near enough for visits",
    "record": "Does in time what other offices ask",
    "price": "Price within the fair range",
    "preference": "Wants this kind of office",
}
HALF: Final = Decimal(60)
"""Nearness counts half as much with each so many miles, so that of two who live far the nearer comes first (house)."""
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its share from `low` to `high`, and why."""

    name: str
    low: Decimal
    high: Decimal
    why: str

    @property
    def weight(self) -> int:
        """What it weighs of a hundred."""
        return WEIGHTS[self.name]

    @property
    def said(self) -> str:
        """In words."""
        return SAID[self.name]

    @property
    def points(self) -> tuple[Decimal, Decimal]:
        """Points of the hundred, at least and at most."""
        return _points(self.low * self.weight), _points(self.high * self.weight)

    @property
    def sure(self) -> bool:
        """Whether it is known."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Score:
    """The parts in order of their weight."""

    parts: tuple[Part, ...]

    @property
    def low(self) -> Decimal:
        """Points at least."""
        return sum((one.points[0] for one in self.parts), ZERO)

    @property
    def high(self) -> Decimal:
        """Points at most."""
        return sum((one.points[1] for one in self.parts), ZERO)


@dataclass(frozen=True, slots=True)
class Pair:
    """A primary and who stands in for them."""

    primary: str
    backup: str


def score(
    profile: Profile,
    opening: Opening,
    duties: Duties,
    fair: Fair,
    *,
    miles: tuple[Decimal, ...] | None,
    record: int | None,
) -> Score:
    """The score of somebody nothing stands against. `record`: of a hundred, how much of their offices they did; None: no record."""
    return Score(
        (
            _training(profile, opening),
            _capacity(profile, duties),
            _distance(opening, miles),
            _record(record),
            _price(profile, duties, fair),
            _preference(profile, opening, miles),
        )
    )


def _training(profile: Profile, opening: Opening) -> Part:
    if profile.trained is None:
        return Part("training", ZERO, ONE, "nobody said in what they are trained")
    if not opening.procedures:
        return Part("training", ONE, ONE, "no services are listed")
    number = len(opening.procedures & profile.trained)
    share = Decimal(number) / len(opening.procedures)
    return Part("training", share, share, f"{number} of {len(opening.procedures)} services")


def _capacity(profile: Profile, duties: Duties) -> Part:
    """Full where twice the hours are free, half where exactly they are."""
    free = profile.hours_free
    if free is None:
        return Part("capacity", ZERO, ONE, "nobody said how many hours are free")
    low, high = (_held(free / (2 * need)) if need else ONE for need in (duties.high, duties.low))
    return Part("capacity", low, high, f"{free} hours free, {duties.low}–{duties.high} needed")


def _distance(opening: Opening, miles: tuple[Decimal, ...] | None) -> Part:
    if not opening.streets:
        return Part("distance", ONE, ONE, "nothing to travel to")
    if miles is None:
        return Part("distance", ZERO, ONE, "nobody knows how far it is")
    share = Decimal("0.5") ** (max(miles) / HALF)
    return Part("distance", share, share, f"{max(miles)} miles to the farthest site")


def _record(record: int | None) -> Part:
    if record is None:
        return Part("record", ZERO, ONE, "no office of theirs was seen here yet")
    share = Decimal(record) / 100
    return Part("record", share, share, f"{record} of 100 in their offices, 90 days")


def _price(profile: Profile, duties: Duties, fair: Fair) -> Part:
    """Full up to the middle of the fair range, nothing at its top."""
    low, high = (profile.monthly(hours) for hours in (duties.low, duties.high))
    if low is None or high is None:
        return Part("price", ZERO, ONE, "nobody said what they expect")
    if fair.middle is None or fair.high is None:
        return Part("price", ZERO, ONE, "no source says what is fair")
    best, worst = (_within(price, fair.middle, fair.high) for price in (low, high))
    return Part(
        "price", worst, best, f"${low:,} to ${high:,} a month" if low != high else f"${low:,} a month"
    )


def _within(price: Decimal, middle: Decimal, top: Decimal) -> Decimal:
    return _held((top - price) / (top - middle)) if top > middle else (ONE if price <= top else ZERO)


def _preference(profile: Profile, opening: Opening, miles: tuple[Decimal, ...] | None) -> Part:
    """The share of their wishes that the opening meets."""
    likes = profile.preference
    met: list[tuple[bool, str]] = []
    if likes.modes:
        met.append((opening.mode in likes.modes, "how they are there"))
    if likes.states:
        met.append((set(opening.states) <= likes.states, "the state"))
    if likes.most_miles is not None and miles:
        met.append((max(miles) <= likes.most_miles, "how far they travel"))
    if not met:
        return Part("preference", ONE, ONE, "no wishes")
    share = Decimal(sum(good for good, _ in met)) / len(met)
    amiss = [what for good, what in met if not good]
    return Part("preference", share, share, "not " + ", ".join(amiss) if amiss else "all they wish for")


def order(scores: Mapping[str, Score]) -> tuple[str, ...]:
    """Who fits best first: by the low end, then the high, then the id."""
    return tuple(sorted(scores, key=lambda one: (-scores[one].low, -scores[one].high, one)))


def pair(ranked: Sequence[str], backups: Iterable[str], burden: Mapping[str, int]) -> Pair | None:
    """The best primary with somebody else who can stand in: of those the one who stands in least often elsewhere, then the best.

    `ranked`: who fits as primary, best first; `backups`: who could stand in, best first; `burden`: how often each does already. Where
    the best has no backup the next primary is tried; None if no two people are there.
    """
    able = list(backups)
    for primary in ranked:
        others = [one for one in able if one != primary]
        if others:
            least = min(burden.get(one, 0) for one in others)
            return Pair(primary, next(one for one in others if burden.get(one, 0) == least))
    return None


def _held(share: Decimal) -> Decimal:
    return min(max(share, ZERO), ONE)


def _points(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
