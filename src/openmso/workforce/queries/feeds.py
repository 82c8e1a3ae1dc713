"""What stands in the calendars that other programs read: shifts, a roster, the days papers end. Of patients there is nothing here to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from openmso.authority.facts.people import Certificate, Competency, Engagement, Insurance, License
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.calendars import Entry
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.frozen import paths_of, record_of
from openmso.structure.queries import sites_of
from openmso.timeline.spans import FOREVER
from openmso.words.labels import Labels
from openmso.workforce import models
from openmso.workforce.queries.desk import names
from openmso.workforce.queries.roster import Duty, planned_duties
from openmso.workforce.rules.lead_times import Ending

BEFORE: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=180)
"""From when until when shifts are told."""
PAPERS_AHEAD: Final = timedelta(days=800)
"""Until when ends of papers are told: a license of two years shows its end from the day it is issued."""
HOW_NEAR: Final[Mapping[str, str]] = {"available": "available", "video": "by video", "phone": "by phone"}

KINDS: Final[tuple[tuple[type[Any], type[Any], str], ...]] = (
    (models.License, License, "person__code"),
    (models.Certificate, Certificate, "person__code"),
    (models.Engagement, Engagement, "person__code"),
    (models.Competency, Competency, "person__code"),
    (models.Insurance, Insurance, "subject"),
)
"""The papers of somebody that may have an end, and by which column they are theirs."""


def my_shifts(by: Actor, now: datetime) -> tuple[Entry, ...]:
    """One's own shifts at every site, cancelled ones as cancelled."""
    person = _myself(by)
    sites = {one.id: one for one in sites_of(by)}

    def told(one: Duty, state: str) -> Entry:
        place = sites[one.site].name
        return _shift(one, f"Shift at {place}", place, state)

    return _both(by, now, told, person=person)


def roster(by: Actor, site: Site, now: datetime) -> tuple[Entry, ...]:
    """Who works at a site, and when."""
    labels = names(by)
    return _both(
        by, now, lambda one, state: _shift(one, labels.name(one.person), site.name, state), site=site.id
    )


def my_clocks(by: Actor, on: date) -> tuple[Entry, ...]:
    """The first day on which each of one's own papers no longer holds, where it has an end, from a month ago on."""
    person = _myself(by)
    with seeing(by):
        labels = names(by)
        papers = list(_papers(person))
    first, last = (on - BEFORE).toordinal(), (on + PAPERS_AHEAD).toordinal()
    ending = [one for one in papers if first <= one.span.end <= last and one.span.end < FOREVER]
    return tuple(
        Entry(
            f"end/{one.id}", date.fromordinal(one.span.end), None, f"No longer holds: {_called(one, labels)}"
        )
        for one in sorted(ending, key=lambda one: (one.span.end, one.id))
    )


def _myself(by: Actor) -> str:
    if not by.person:
        raise WrongHandsError("this seat is of nobody who works in the network")
    return by.person


def _both(
    by: Actor, now: datetime, told: Callable[[Duty, str], Entry], *, site: str = "", person: str = ""
) -> tuple[Entry, ...]:
    with seeing(by):
        return tuple(
            told(one, state)
            for state in ("planned", "cancelled")
            for one in planned_duties(by, now - BEFORE, now + AHEAD, site=site, person=person, state=state)
        )


def _shift(one: Duty, title: str, place: str, state: str) -> Entry:
    near = f", {HOW_NEAR[one.near]}" if one.near in HOW_NEAR else ""
    return Entry(one.code, one.start, one.until, f"{title}{near}", place, cancelled=state == "cancelled")


def _papers(person: str) -> Iterable[Ending]:
    for model, kind, of in KINDS:
        rows = model._default_manager.filter(**{of: person}).values_list(*paths_of(model, kind))
        yield from (record_of(model, kind, row) for row in rows)


def _called(one: Ending, labels: Labels) -> str:
    """A paper as its holder knows it; without its number, which is nobody's business who sees the calendar."""
    match one:
        case License():
            return f"your {one.state} {one.role} license"
        case Competency():
            return f"your sign-off for {labels.procedure(one.procedure)}"
        case Engagement():
            return f"your engagement at {labels.name(one.organization)}"
        case Insurance():
            return "your insurance"
        case _:
            return f"your certificate: {one.kind.replace('_', ' ')}"
