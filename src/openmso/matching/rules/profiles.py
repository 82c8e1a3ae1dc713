"""A physician as they offer themselves: what they do, where from, how much time, for how much, and what they carry elsewhere.

None is what nobody said, which is not the same as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from openmso.authority.distance import great_circle_miles

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

MODES: Final = {
    "on_site": "mostly on site",
    "hybrid": "on site and from afar",
    "remote": "from afar",
}
"""How a director is there."""
PROBATION: Final = "probation"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a physician carries outside this network in a state: so many people of a role, or so many sites (`role` empty)."""

    state: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Preference:
    """What a physician would like. Empty sets and None: no preference."""

    modes: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    most_miles: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Days of an absence, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Profile:
    """A physician's profile. `person`: id of the network's record.

    `home`: where they practice. `trained`: procedures; `boards`: certifications, by code; `hours_free` a month; `pay_month` for the whole office and `pay_hour`
    in US dollars; `elsewhere` None: nobody said what is carried outside. `open`: whether they look for offices at all.
    """

    person: str
    trained: frozenset[str] | None = None
    boards: frozenset[str] | None = None
    home: Point | None = None
    hours_free: Decimal | None = None
    pay_month: Decimal | None = None
    pay_hour: Decimal | None = None
    elsewhere: tuple[Elsewhere, ...] | None = None
    preference: Preference = field(default_factory=Preference)
    interests: frozenset[str] = frozenset()
    disciplined: bool | None = None
    open: bool = True

    def monthly(self, hours: Decimal) -> Decimal | None:
        """What they expect for an office of so many hours a month, in US dollars; None if they did not say."""
        if self.pay_month is not None:
            return self.pay_month
        return None if self.pay_hour is None else (self.pay_hour * hours).quantize(Decimal(1))


def miles_between(home: Point | None, places: Iterable[Point | None]) -> tuple[Decimal, ...] | None:
    """Miles from home to each place, rounded; None if home or any of the places is not known."""
    points = list(places)
    known = [point for point in points if point is not None]
    if home is None or len(known) < len(points):
        return None
    return tuple(Decimal(round(great_circle_miles(home, point))) for point in known)
