"""What matching tells and takes over HTTP, each shape by a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SupervisedCount:
    """So many people of a role who are supervised."""

    role: str
    count: int


@dataclass(frozen=True, slots=True)
class ToSupervise:
    """So many people of a role are to be supervised."""

    role: str
    count: int


@dataclass(frozen=True, slots=True)
class CarriesElsewhere:
    """What a physician carries outside this network in a state: so many people of a role, or so many sites (`role` empty)."""

    state: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class ToCarry:
    """What one carries outside this network in a state: so many people of a role, or so many sites (`role` empty)."""

    state: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class PhysicianOffer:
    """What a physician says of themselves. Places in degrees, pay in US dollars, hours a month; null: not said."""

    person: str
    said_at: datetime | None
    open: bool
    trained: tuple[str, ...] | None
    boards: tuple[str, ...] | None
    latitude: float | None
    longitude: float | None
    hours_free: Decimal | None
    pay_month: Decimal | None
    pay_hour: Decimal | None
    elsewhere: tuple[CarriesElsewhere, ...] | None
    modes: tuple[str, ...]
    states: tuple[str, ...]
    most_miles: int | None
    interests: tuple[str, ...]
    disciplined: bool | None


@dataclass(frozen=True, slots=True)
class IntroducedDirector:
    """A physician and an opening: the step it is at, whose word comes next, moments proposed and taken, US dollars a month."""

    code: str
    opening: str
    person: str
    kind: str
    step: str
    waits_for: tuple[str, ...]
    proposed: tuple[datetime, ...]
    call_at: datetime | None
    offer: Decimal | None
    fair_low: Decimal | None
    fair_high: Decimal | None


@dataclass(frozen=True, slots=True)
class DirectorWanted:
    """A need of a practice. `called`: when the first call is, or was; `replaces`: the appointment of whoever leaves."""

    code: str
    practice: str
    sites: tuple[str, ...]
    procedures: tuple[str, ...]
    people: tuple[SupervisedCount, ...]
    mode: str
    wanted_from: date
    opened_at: datetime
    closed_at: datetime | None
    called: datetime | None
    replaces: str
    introductions: tuple[IntroducedDirector, ...]


@dataclass(frozen=True, slots=True)
class PartOfScore:
    """A part of a score: points of its weight, from what is sure to what is possible, and why."""

    part: str
    low: Decimal
    high: Decimal
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class AbleDirector:
    """Somebody who could take an opening: points of 100 from what is sure to what is possible, hours a month, an offer in US dollars a month within the fair range."""

    person: str
    low: Decimal
    high: Decimal
    parts: tuple[PartOfScore, ...]
    hours_low: Decimal
    hours_high: Decimal
    offer: Decimal | None
    fair_low: Decimal | None
    fair_high: Decimal | None
    to_clear: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExcludedDirector:
    """Somebody who could not, with every reason and what mends it."""

    person: str
    reasons: tuple[str, ...]
    mends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectorShortlist:
    """An opening with everybody: able, best first; excluded; and a director with somebody else to stand in, to begin with."""

    opening: str
    able: tuple[AbleDirector, ...]
    excluded: tuple[ExcludedDirector, ...]
    director: str
    backup: str


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """A seat of a plan: an opening or office there is, who directs and who stands in (empty: nobody can), whether that is a change, US dollars a month."""

    opening: str
    practice: str
    director: str
    backup: str
    changed: bool
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class DirectorPlan:
    """The plan of a network. `gap_percent`: so much cheaper any other plan could be at most, proven."""

    seats: tuple[PlannedSeat, ...]
    gap_percent: Decimal
