"""What directors logged in a month, against what their offices are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import TimeEntry
from openmso.oversight.rules.hours import OPEN_FOR, Spent, left, sum_of
from openmso.oversight.rules.reviews import month_of


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry. `open`: it can still be taken back."""

    code: str
    person: str
    appointment: str
    site: str
    spent: Spent
    on: date
    open: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An office in a month: its hours, the minutes logged, and what is left. `hours` None: nobody said how many."""

    appointment: Appointment
    hours: Decimal | None
    minutes: int
    left: int | None

    @property
    def percent(self) -> int:
        """How much of the hours is used, as a whole number up to 100."""
        return min(100, int(self.minutes * 100 / (self.hours * 60))) if self.hours else 0


def offices(by: Actor, day: date, person: str = "") -> tuple[Office, ...]:
    """The offices of directors (of one) in the month of a day."""
    judge, _ = judge_of(by)
    held = [
        one
        for one in judge.facts.all(Appointment)
        if day.toordinal() in one.span and (not person or one.person == person)
    ]
    entries = logged(by, day, person)
    found = []
    for one in sorted(held, key=lambda each: (each.person, each.id)):
        minutes = sum_of(each.spent for each in entries if each.appointment == one.id)
        hours = one.hours_per_month
        found.append(Office(one, hours, minutes, None if hours is None else left(hours, minutes)))
    return tuple(found)


def logged(by: Actor, day: date, person: str = "") -> tuple[Logged, ...]:
    """What was logged of the month of a day and not taken back, the last first."""
    first, until = month_of(day)
    with seeing(by):
        rows = TimeEntry.objects.filter(network=by.network, on__gte=first, on__lt=until, withdrawn_at=None)
        if person:
            rows = rows.filter(person__code=person)
        found = [_logged(one, day) for one in rows.select_related("person", "site").order_by("-span", "code")]
    return tuple(found)


def _logged(row: TimeEntry, today: date) -> Logged:
    zone = ZoneInfo(row.site.zone if row.site else settings.ZONE)
    spent = Spent(row.duty, _at(row.span.lower, zone), _at(row.span.upper, zone), row.said)
    return Logged(
        row.code,
        row.person.code,
        row.appointment,
        row.site.code if row.site else "",
        spent,
        row.on,
        today - row.on <= OPEN_FOR,
    )


def _at(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)
