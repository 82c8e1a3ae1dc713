"""The figures of safety (CO16 to CO21) of a network, each as how many of how many, so that it leads to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.models import Event, EventAction
from openmso.oversight.queries.events import Rates, rates
from openmso.oversight.queries.happened import happened
from openmso.oversight.queries.meetings import meetings_due, visits_due
from openmso.oversight.queries.readiness import readiness
from openmso.oversight.rules.events import Standing, clocks, closed_with_cause, notice_hours


@dataclass(frozen=True, slots=True)
class Of:
    """How many of how many."""

    number: int
    all: int

    @property
    def percent(self) -> float | None:
        """Of a hundred; None of none."""
        return round(100 * self.number / self.all, 1) if self.all else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is on cadence, told, closed and ready.

    Meetings (CO16) and visits (CO17) in time, events per 1,000 acts (CO18), directors told in time and after how many hours in the middle
    (CO19), grave events closed in time with cause (CO20), sites that are ready (CO21).
    """

    meetings: Of
    visits: Of
    rates: Rates
    told: Of
    notice: float | None
    closed: Of
    ready: Of


def told_and_closed(by: Actor, since: date, until: date, now: datetime) -> tuple[Of, float | None, Of]:
    """Of the events noticed on these days: directors told in time, hours in the middle, grave ones closed in time with cause."""
    with seeing(by):
        rows = list(Event.objects.filter(network=by.network, recognized_at__date__range=(since, until)))
        tasks = EventAction.objects.filter(event__in=rows).values_list("event")
        actions = dict(tasks.annotate(Count("id")))
    told, hours, closed = [], [], []
    for row in rows:
        one = happened(row)
        clock = next(each for each in clocks(one) if each.name == "told")
        if clock.standing(now) is not Standing.DUE:
            told.append(clock.standing(now) is Standing.IN_TIME)
        notice = notice_hours(one)
        hours += [] if notice is None else [notice]
        done = closed_with_cause(one, row.closed_at, actions.get(row.id, 0), now)
        closed += [] if done is None else [done]
    return Of(sum(told), len(told)), median(hours) if hours else None, Of(sum(closed), len(closed))


def figures(by: Actor, since: date, until: date, now: datetime) -> Figures:
    """All of them, of the days from `since` to `until`; what is on cadence or ready is so on the last of them."""
    met, visited, ready = meetings_due(by, until), visits_due(by, until), readiness(by, until)
    told, notice, closed = told_and_closed(by, since, until, now)
    return Figures(
        Of(sum(one.due >= until for one in met), len(met)),
        Of(sum(one.due >= until for one in visited), len(visited)),
        rates(by, since, until),
        told,
        notice,
        closed,
        Of(sum(not one.wants for one in ready), len(ready)),
    )
