"""Who covers whom when somebody is away: the plan of each site, its gaps, and whether directors could be reached lately."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Absence, Consult, ReachTest
from openmso.oversight.queries.appointed import directing
from openmso.oversight.rules.consults import WITHIN
from openmso.oversight.rules.cover import AHEAD, EVERY, WITHIN_MINUTES, Days, gaps, next_try


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away. `code` takes it back."""

    code: str
    person: str
    days: Days


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody who directs a site: when they last answered within the time, when that was tried, until when to try again."""

    person: str
    answered: date | None
    due: date

    def late(self, today: date) -> bool:
        """Whether they should have been tried by now."""
        return self.due < today


@dataclass(frozen=True, slots=True)
class Cover:
    """A site: who directs it, the director first; who of them is away on the day; days ahead on which nobody is there."""

    site: Site
    directors: tuple[str, ...]
    away: frozenset[str]
    gaps: tuple[Days, ...]
    reach: tuple[Reach, ...]

    @property
    def acting(self) -> str:
        """Who it is that day: the first who is there. Empty: nobody."""
        return next((one for one in self.directors if one not in self.away), "")


def away_on(by: Actor, people: Collection[str], day: date) -> frozenset[str]:
    """Who of these is away on a day."""
    with seeing(by):
        rows = Absence.objects.filter(
            network=by.network,
            person__code__in=list(people),
            first__lte=day,
            last__gte=day,
            withdrawn_at=None,
        )
        return frozenset(rows.values_list("person__code", flat=True))


def absences(by: Actor, since: date, person: str = "") -> tuple[Away, ...]:
    """Absences that are not over by a day, the next first."""
    with seeing(by):
        rows = Absence.objects.filter(network=by.network, last__gte=since, withdrawn_at=None)
        if person:
            rows = rows.filter(person__code=person)
        found = rows.order_by("first", "code").values_list("code", "person__code", "first", "last")
        return tuple(Away(code, who, Days(first, last)) for code, who, first, last in found)


def cover(by: Actor, today: date) -> tuple[Cover, ...]:
    """The plan of every site that is open or opens soon, those first on which days are uncovered the soonest."""
    judge, _ = judge_of(by)
    away = _spells(absences(by, today))
    answered = _answered(by, today)
    days = [today + timedelta(days=count) for count in range(AHEAD)]
    found = []
    for site in judge.facts.all(Site):
        if not any(day.toordinal() in site.span for day in (days[0], days[-1])):
            continue
        offices = {day: directing(judge.facts, site, day) for day in days if day.toordinal() in site.span}
        people = offices.get(today, ())
        found.append(
            Cover(
                site,
                people,
                frozenset(one for one in people if any(today in spell for spell in away.get(one, ()))),
                gaps(offices, away),
                tuple(_reach(site, one, answered.get((site.id, one)), today) for one in people),
            )
        )
    far = date.max
    return tuple(sorted(found, key=lambda one: (one.gaps[0].first if one.gaps else far, one.site.name)))


def _spells(listed: Iterable[Away]) -> Mapping[str, list[Days]]:
    found: dict[str, list[Days]] = {}
    for one in listed:
        found.setdefault(one.person, []).append(one.days)
    return found


def _reach(site: Site, person: str, answered: date | None, today: date) -> Reach:
    """Whom nobody tried yet is to be tried so long after the site began: an old site is late."""
    return Reach(person, answered, next_try(answered, site.span.first or today - timedelta(days=2 * EVERY)))


def _answered(by: Actor, today: date) -> Mapping[tuple[str, str], date]:
    """When each last answered at each site in time: a test, or an urgent question."""
    since = datetime.combine(today - timedelta(days=400), datetime.min.time(), ZoneInfo("UTC"))
    with seeing(by):
        tests = list(
            ReachTest.objects.filter(network=by.network, at__gte=since, minutes__lte=WITHIN_MINUTES)
            .values_list("site__code", "site__zone", "person__code", "at")
            .order_by("at")
        )
        asked = list(
            Consult.objects.filter(
                network=by.network,
                urgent=True,
                asked_at__gte=since,
                answered_at__lte=F("asked_at") + WITHIN[True],
            )
            .values_list("site__code", "site__zone", "answered_by__code", "answered_at")
            .order_by("answered_at")
        )
    found: dict[tuple[str, str], date] = {}
    for site, zone, person, at in [*tests, *asked]:
        if at is None:
            continue
        day = at.astimezone(ZoneInfo(zone)).date()
        found[site, person] = max(found.get((site, person), day), day)
    return found
