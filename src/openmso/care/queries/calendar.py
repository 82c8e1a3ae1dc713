"""The calendar of a site: its visits of a day, and one visit. Moments are those of the site's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count

from openmso.authority.facts.structure import Site
from openmso.care.models import Visit, VisitPatient
from openmso.care.rules.visits import NEXT
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of

LOOKED_BACK: Final = 90
"""Over so many days it is told who did not come."""
COLUMNS: Final = (
    "code",
    "site__code",
    "site__zone",
    "person__code",
    "supervisor__code",
    "room__name",
    "device__name",
    "services",
    "procedures",
    "span",
    "status",
    "mode",
    "patient_state",
    "ended_because",
)


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit on the calendar. `next`: where it may go from its state."""

    code: str
    site: str
    person: str
    supervisor: str
    room: str
    device: str
    services: tuple[str, ...]
    procedures: frozenset[str]
    start: datetime
    until: datetime
    status: str
    mode: str
    patient_state: str
    ended_because: str

    @property
    def next(self) -> tuple[str, ...]:
        """Where it may go from here."""
        return NEXT[self.status]

    @property
    def hours(self) -> str:
        """From when to when, by the clock of the site."""
        return f"{self.start:%H:%M}–{self.until:%H:%M}"


def day_sheet(by: Actor, site: str, day: date) -> tuple[Booked, ...]:
    """The visits of a site on one of its days, earliest first, those given up too. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    zone = ZoneInfo(judge.facts.need(Site, site).zone)
    start = datetime.combine(day, time(), zone)
    span = DateTimeTZRange(start, datetime.combine(day + timedelta(days=1), time(), zone))
    with seeing(by):
        rows = Visit.objects.filter(network=by.network, site__code=site, span__overlap=span)
        found = [_booked(row) for row in rows.values_list(*COLUMNS)]
    return tuple(sorted(found, key=lambda one: (one.start, one.person, one.code)))


@dataclass(frozen=True, slots=True)
class NoShows:
    """Of how many visits that were due, how many patients did not come; those cancelled before are not counted."""

    missed: int
    due: int

    @property
    def percent(self) -> int:
        """How many of a hundred."""
        return round(100 * self.missed / self.due) if self.due else 0


def no_shows(by: Actor, site: str, day: date, days: int = LOOKED_BACK) -> NoShows:
    """Who did not come to a site on so many of its days before one. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    zone = ZoneInfo(judge.facts.need(Site, site).zone)
    until = datetime.combine(day, time(), zone)
    start = datetime.combine(day - timedelta(days=days), time(), zone)
    rows = Visit.objects.filter(network=by.network, site__code=site, status__in=("done", "no_show"))
    with seeing(by):
        told = rows.filter(span__startswith__gte=start, span__startswith__lt=until).values_list("status")
        found = dict(told.annotate(count=Count("id")))
    missed = found.get("no_show", 0)
    return NoShows(missed, missed + found.get("done", 0))


def visit(by: Actor, code: str) -> Booked:
    """One visit. Raises `NotThereError`."""
    with seeing(by):
        row = Visit.objects.filter(network=by.network, code=code).values_list(*COLUMNS).first()
    if row is None:
        raise NotThereError(Visit, code)
    return _booked(row)


def patient_of(by: Actor, code: str) -> str:
    """Whose visit it is: the code of the patient, for medicine; empty for everybody else, and while it is nobody's."""
    if by.side not in (Side.CLINICAL, Side.SYSTEM):
        return ""
    with seeing(by):
        rows = VisitPatient.objects.filter(network=by.network, code=code)
        return rows.values_list("patient__code", flat=True).first() or ""


def _booked(row: tuple[Any, ...]) -> Booked:
    code, site, zone, person, supervisor, room, device, services, procedures, span, *state = row
    where = ZoneInfo(zone)
    return Booked(
        code,
        site,
        person,
        supervisor or "",
        room or "",
        device or "",
        tuple(services),
        frozenset(procedures),
        span.lower.astimezone(where),
        span.upper.astimezone(where),
        *state,
    )
