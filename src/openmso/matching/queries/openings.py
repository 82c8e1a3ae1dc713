"""Openings and who was introduced to them, with the step each is at and the clock to the first call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.matching.facts import opening_of, said_of
from openmso.matching.models import Introduction, MatchStep
from openmso.matching.models import Opening as OpeningRow
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.steps import Clock, Said, current, is_active, waits_for
from openmso.oversight.facts import judge_of


@dataclass(frozen=True, slots=True)
class Introduced:
    """A physician and an opening, with all that was said. Moments in UTC, money in US dollars a month."""

    code: str
    opening: str
    practice: str
    person: str
    kind: str
    proposed: tuple[datetime, ...]
    call_at: datetime | None
    offer: Decimal | None
    fair_low: Decimal | None
    fair_high: Decimal | None
    score: dict[str, Any]
    said: tuple[Said, ...]

    @property
    def step(self) -> str:
        """The step it is at, or how it ended."""
        return current(self.said)

    @property
    def active(self) -> bool:
        """Whether they direct, or stand in, by it."""
        return is_active(self.said)

    @property
    def waits(self) -> frozenset[str]:
        """The sides whose word comes next."""
        return waits_for(self.said)

    @property
    def goes_on(self) -> bool:
        """Whether it neither ended nor is done."""
        return bool(self.waits)


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening as it stands. `replaces`: the appointment of whoever leaves, if somebody does."""

    opening: Opening
    opened_at: datetime
    closed_at: datetime | None
    introductions: tuple[Introduced, ...]
    replaces: str = ""

    @property
    def clock(self) -> Clock:
        """From the opening to the first call that was agreed."""
        calls = [one.call_at for one in self.introductions if one.call_at]
        return Clock(self.opened_at, min(calls, default=None))

    @property
    def director(self) -> Introduced | None:
        """Who is furthest on as director."""
        return self._furthest("director")

    @property
    def backup(self) -> Introduced | None:
        """Who is furthest on to stand in."""
        return self._furthest("backup")

    def _furthest(self, kind: str) -> Introduced | None:
        there = [one for one in self.introductions if one.kind == kind and (one.goes_on or one.active)]
        return max(there, key=lambda one: len(one.said), default=None)


def openings(by: Actor, *, closed: bool = False) -> tuple[Opened, ...]:
    """Openings that wait, the oldest first (or the closed ones, the last first)."""
    judge, _ = judge_of(by)
    with seeing(by):
        rows = OpeningRow.objects.filter(network=by.network, closed_at__isnull=not closed)
        listed = list(
            rows.select_related("practice").order_by("-closed_at" if closed else "opened_at", "code")
        )
        there = _by_opening(_introductions(by, opening__in=listed))
    return tuple(
        Opened(
            opening_of(one, judge.facts), one.opened_at, one.closed_at, there.get(one.code, ()), one.replaces
        )
        for one in listed
    )


def opening(by: Actor, code: str) -> Opened:
    """One opening. Raises `NotThereError`."""
    judge, _ = judge_of(by)
    with seeing(by):
        rows = OpeningRow.objects.filter(network=by.network, code=code).select_related("practice")
        row = rows.first()
        if row is None:
            raise NotThereError(OpeningRow, code)
        there = tuple(_introductions(by, opening=row))
    return Opened(opening_of(row, judge.facts), row.opened_at, row.closed_at, there, row.replaces)


def leaver(by: Actor, one: Opened) -> str:
    """Who leaves the office that an opening is for; empty where nobody does."""
    judge, _ = judge_of(by)
    office = judge.facts.get(Appointment, one.replaces) if one.replaces else None
    return office.person if office else ""


def introduction(by: Actor, code: str) -> Introduced:
    """One introduction. Raises `NotThereError`."""
    with seeing(by):
        found = tuple(_introductions(by, code=code))
    if not found:
        raise NotThereError(Introduction, code)
    return found[0]


def introductions_of(by: Actor, person: str) -> tuple[Introduced, ...]:
    """Everything somebody was introduced to, the newest first."""
    with seeing(by):
        return tuple(_introductions(by, person__code=person))[::-1]


def _introductions(by: Actor, **where: object) -> Iterable[Introduced]:
    rows: QuerySet[Introduction] = Introduction.objects.filter(network=by.network, **where)
    listed = list(rows.select_related("opening__practice", "person").order_by("id"))
    said: dict[Any, list[Said]] = {}
    for one in MatchStep.objects.filter(network=by.network, introduction__in=listed).order_by("at", "id"):
        said.setdefault(one.introduction_id, []).append(said_of(one))
    return [_introduced(one, tuple(said.get(one.id, ()))) for one in listed]


def _introduced(row: Introduction, said: tuple[Said, ...]) -> Introduced:
    return Introduced(
        row.code,
        row.opening.code,
        row.opening.practice.code,
        row.person.code,
        row.kind,
        tuple(datetime.fromisoformat(one) for one in row.proposed),
        row.call_at,
        row.offer,
        row.fair_low,
        row.fair_high,
        dict(row.score),
        said,
    )


def _by_opening(found: Iterable[Introduced]) -> dict[str, tuple[Introduced, ...]]:
    there: dict[str, tuple[Introduced, ...]] = {}
    for one in found:
        there[one.opening] = (*there.get(one.opening, ()), one)
    return there
