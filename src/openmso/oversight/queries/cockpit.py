"""A director across all practices they direct: what each asks of them now, and how much of it they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Event, Review
from openmso.oversight.queries.appointed import DIRECTING, sites_directed
from openmso.oversight.queries.consults import answered_in_time, questions
from openmso.oversight.queries.cover import Cover, cover
from openmso.oversight.queries.events import events
from openmso.oversight.queries.happened import happened
from openmso.oversight.queries.hours import Office, offices
from openmso.oversight.queries.meetings import meetings_due, visits_due
from openmso.oversight.queries.papers import Held, desk_of
from openmso.oversight.rules.engagement import Part, score
from openmso.oversight.rules.events import Standing, clocks

LOOKED_BACK: Final = timedelta(days=90)
"""The days of which a score is."""


@dataclass(frozen=True, slots=True)
class Directed:
    """A practice of a director. `stands_in`: they are the backup. `late`: meetings and visits that should have been."""

    appointment: Appointment
    stands_in: bool
    sites: tuple[Cover, ...]
    sign: int
    asked: int
    asked_late: int
    events: int
    late: int
    hours: Office | None

    @property
    def practice(self) -> str:
        """The practice."""
        return self.appointment.practice

    @property
    def gaps(self) -> int:
        """Sites that have days ahead on which nobody is there."""
        return sum(bool(one.gaps) for one in self.sites)


@dataclass(frozen=True, slots=True)
class Cockpit:
    """A director: each practice, charts to read over all of them (`late` of them), the parts of the score, and the score."""

    person: str
    practices: tuple[Directed, ...]
    reviews: int
    reviews_late: int
    parts: tuple[Part, ...]
    score: int | None


def cockpit(by: Actor, person: str, today: date, now: datetime) -> Cockpit:
    """All of a director on a day."""
    judge, _ = judge_of(by)
    plan = {one.site.id: one for one in cover(by, today)}
    desk = desk_of(by, person, today)
    asked = [one for one in questions(by, person=person) if one.waits and one.of == person]
    open_events = events(by, now)
    hours = {one.appointment.id: one for one in offices(by, today, person)}
    met = [one for one in meetings_due(by, today) if one.physician == person]
    seen = [one for one in visits_due(by, today) if person in one.directors]
    found = []
    for office in judge.facts.by(Appointment, "person", person):
        if office.kind not in DIRECTING or today.toordinal() not in office.span:
            continue
        sites = tuple(one for one in plan.values() if _covers(office, one.site))
        ids = {one.site.id for one in sites}
        here = [one for one in asked if one.site in ids]
        found.append(
            Directed(
                office,
                office.kind != "director",
                sites,
                sum(one.waits and _practice(one) in ("", office.practice) for one in desk.held),
                len(here),
                sum(one.due < now for one in here),
                sum(one.site in ids for one in open_events),
                sum(one.site.id in ids and one.due < today for one in seen)
                + sum(
                    one.due < today and _works_at(judge, one.person, office.practice, today) for one in met
                ),
                hours.get(office.id),
            )
        )
    waiting, late = _to_read(by, person, today)
    since = today - LOOKED_BACK
    parts, total = score(
        {
            "reviews": _read(by, person, since, today),
            "answers": answered_in_time(by, person, now - LOOKED_BACK, now),
            "meetings": (sum(one.due >= today for one in met), len(met)),
            "visits": (sum(one.due >= today for one in seen), len(seen)),
            "reach": _reached(person, plan.values(), today),
            "papers": (sum(not one.waits for one in desk.held), len(desk.held)),
            "events": _told(by, person, since, now),
        }
    )
    order = sorted(found, key=lambda one: (one.stands_in, one.practice, one.appointment.id))
    return Cockpit(person, tuple(order), waiting, late, parts, total)


def _covers(office: Appointment, site: Site) -> bool:
    return site.practice == office.practice and (office.sites is None or site.id in office.sites)


def _practice(held: Held) -> str:
    return str(getattr(held.paper, "practice", ""))


def _works_at(judge: Judge, person: str, practice: str, day: date) -> bool:
    found = judge.facts.by(Engagement, "person", person)
    return any(one.organization == practice and day.toordinal() in one.span for one in found)


def _to_read(by: Actor, person: str, today: date) -> tuple[int, int]:
    with seeing(by):
        rows = Review.objects.filter(
            network=by.network, reviewer__code=person, state__in=("due", "open")
        ).values_list("due", flat=True)
        found = list(rows)
    return len(found), sum(one < today for one in found)


def _reached(person: str, plan: Iterable[Cover], today: date) -> tuple[int, int]:
    tests = [one for site in plan for one in site.reach if one.person == person]
    return sum(one.answered is not None and not one.late(today) for one in tests), len(tests)


def _read(by: Actor, person: str, since: date, today: date) -> tuple[int, int]:
    with seeing(by):
        rows = Review.objects.filter(
            network=by.network, reviewer__code=person, due__gte=since, due__lt=today
        ).exclude(state="unreadable")
        return rows.filter(state="done", done_at__date__lte=F("due")).count(), rows.count()


def _told(by: Actor, person: str, since: date, now: datetime) -> tuple[int, int]:
    judge, _ = judge_of(by)
    directed = sites_directed(judge.facts, person, now.date())
    with seeing(by):
        rows = list(
            Event.objects.filter(network=by.network, site__code__in=directed, recognized_at__date__gte=since)
        )
    told = [next(each for each in clocks(happened(row)) if each.name == "told").standing(now) for row in rows]
    counted = [one for one in told if one is not Standing.DUE]
    return sum(one is Standing.IN_TIME for one in counted), len(counted)
