"""What oversight asks of somebody, and by when: charts to read, questions, corrections, what meetings decided, meetings, visits, events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.models import Capa
from openmso.oversight.queries.consults import questions
from openmso.oversight.queries.events import open_events_of
from openmso.oversight.queries.meetings import meetings, meetings_due, visits_due
from openmso.oversight.queries.named import labels_of
from openmso.oversight.queries.reviews import queue
from openmso.words.labels import Labels

AHEAD: Final = timedelta(days=120)
"""What is due later is not asked yet: a quarter and a month, so that the next visit is there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked: known by an id that stays until it is done, due by a moment or at the end of a day, done on a page (`of` which record, if it is of one). No word of a patient."""

    id: str
    said: str
    due: datetime | date
    page: str
    of: str = ""

    @property
    def by_the_minute(self) -> bool:
        """Whether it is due by a moment, not at the end of a day."""
        return isinstance(self.due, datetime)


def asked_of_me(by: Actor, today: date, now: datetime) -> tuple[Asked, ...]:
    """Everything that oversight asks of the actor, the first due first."""
    if not by.person:
        return ()
    with seeing(by):
        labels = labels_of(by)
        found = [
            *_charts(by, labels),
            *_questions(by, by.person, labels),
            *_corrections(by, by.person, labels),
            *_decided(by, by.person),
            *_meetings(by, by.person, labels, today),
            *_events(by, by.person, labels, now),
        ]
    return tuple(sorted(found, key=lambda one: (_moment(one.due), one.id)))


def _moment(due: datetime | date) -> datetime:
    if isinstance(due, datetime):
        return due
    return datetime(due.year, due.month, due.day, 23, 59, tzinfo=ZoneInfo(settings.ZONE))


def _charts(by: Actor, labels: Labels) -> Iterator[Asked]:
    """The charts of one clinician that are due on one day are one thing to do."""
    counts = Counter((one.due, one.clinician) for one in queue(by))
    for (due, clinician), count in counts.items():
        charts = "1 chart" if count == 1 else f"{count} charts"
        yield Asked(
            f"charts/{due}/{clinician}",
            f"Review {charts} of {labels.person(clinician)}",
            due,
            "reviews",
        )


def _questions(by: Actor, me: str, labels: Labels) -> Iterator[Asked]:
    for one in questions(by, person=me):
        if one.waits and one.of == me:
            said = f"Answer {'an urgent' if one.urgent else 'a'} question at {labels.name(one.site)}"
            yield Asked(f"question/{one.code}", said, one.due, "consult", one.code)


def _corrections(by: Actor, me: str, labels: Labels) -> Iterator[Asked]:
    open_ones = Capa.objects.filter(network=by.network, owner__code=me).exclude(state="closed")
    for code, clinician, due in open_ones.values_list("code", "clinician__code", "due"):
        said = f"Correct what a review of {labels.person(clinician)} found"
        yield Asked(f"correction/{code}", said, due, "capas")


def _decided(by: Actor, me: str) -> Iterator[Asked]:
    for met in meetings(by):
        for one in met.decisions:
            if one.owner == me and one.done is None:
                said = f"Do what the meeting of {met.held_on or met.planned_on:%b %-d} decided"
                yield Asked(f"decided/{met.code}/{one.number}", said, one.due, "meeting", met.code)


def _meetings(by: Actor, me: str, labels: Labels, today: date) -> Iterator[Asked]:
    for one in meetings_due(by, today):
        if me in (one.person, one.physician) and one.due <= today + AHEAD:
            other = one.physician if me == one.person else one.person
            yield Asked(
                f"meeting/{one.physician}/{one.person}",
                f"Meet {labels.person(other)}",
                one.due,
                "meetings",
            )
    for seen in visits_due(by, today):
        if me in seen.directors and seen.due <= today + AHEAD:
            yield Asked(f"visit/{seen.site.id}", f"Visit {seen.site.name}", seen.due, "site_visits")


def _events(by: Actor, me: str, labels: Labels, now: datetime) -> Iterator[Asked]:
    for one in open_events_of(by, me, now):
        if one.next is not None:
            said = f"Event at {labels.name(one.site)}: {one.next.said}"
            yield Asked(f"event/{one.code}", said, one.next.due, "event", one.code)
