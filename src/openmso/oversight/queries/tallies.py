"""Counts of a period for those who are shown the whole: adverse events by site and grade, and which of their clocks are still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.models import Event
from openmso.oversight.queries.happened import happened
from openmso.oversight.rules.events import GRADES, GRAVE, Clock, Standing, clocks
from openmso.timeline.calendar import civil_day


@dataclass(frozen=True, slots=True)
class Tally:
    """The events of a site: how many of each grade, how many are open, and how many directors were told of late."""

    site: str
    by_grade: tuple[int, ...]
    open: int
    told_late: int

    @property
    def all(self) -> int:
        """How many there were."""
        return sum(self.by_grade)

    @property
    def grave(self) -> int:
        """How many were grave."""
        return sum(self.by_grade[GRAVE - 1 :])


@dataclass(frozen=True, slots=True)
class Open:
    """A clock of an event that is not done, by the clock of its site."""

    site: str
    clock: Clock
    due: datetime
    late: bool


def events_of(
    by: Actor, sites: Collection[str], first: date, last: date, now: datetime
) -> tuple[tuple[Tally, ...], tuple[Open, ...]]:
    """The events noticed at these sites on the civil days from `first` to `last`: tallies by site, and open clocks by when they are due."""
    with seeing(by):
        rows = list(
            Event.objects.filter(network=by.network, site__code__in=sites)
            .select_related("site")
            .order_by("recognized_at", "code")
        )
    by_site: dict[str, list[Event]] = {}
    open_ones: list[Open] = []
    for row in rows:
        zone = ZoneInfo(row.site.zone)
        if not first <= civil_day(row.recognized_at, zone) <= last:
            continue
        by_site.setdefault(row.site.code, []).append(row)
        if row.state != "closed":
            open_ones += [
                Open(row.site.code, one, one.due.astimezone(zone), one.standing(now) is Standing.LATE)
                for one in clocks(happened(row))
                if one.done is None
            ]
    tallies = tuple(_tally(site, found, now) for site, found in sorted(by_site.items()))
    return tallies, tuple(sorted(open_ones, key=lambda one: (one.due, one.site, one.clock.name)))


def _tally(site: str, rows: list[Event], now: datetime) -> Tally:
    late = 0
    for row in rows:
        told = next(one for one in clocks(happened(row)) if one.name == "told")
        late += told.standing(now) is Standing.LATE
    grades = tuple(sum(row.grade == one for row in rows) for one in GRADES)
    return Tally(site, grades, sum(row.state != "closed" for row in rows), late)
