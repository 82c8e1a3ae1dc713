"""Who covers whom: the supervision of a site through a day, and who is near it at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.bedside import Presence
from openmso.authority.facts.structure import Site
from openmso.authority.terms import Supervision
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.cover import away_on
from openmso.oversight.rules.asking import people_at
from openmso.oversight.rules.supervision import (
    Covered,
    Near,
    Scene,
    Stretch,
    at_once,
    overseers,
    presences,
    stretches,
    who_covers,
)
from openmso.timeline.calendar import civil_day
from openmso.workforce.queries.roster import Duty, actual_duties, planned_duties

__all__ = [
    "Covered",
    "Near",
    "Scene",
    "SupervisionBoard",
    "at_once",
    "board",
    "near_of",
    "people_at",
    "presences_at",
    "who_covers",
]

HOW_NEAR: Final = {
    "on_site": Supervision.ON_SITE,
    "available": Supervision.AVAILABLE,
    "video": Supervision.REMOTE,
    "phone": Supervision.REMOTE,
}


@dataclass(frozen=True, slots=True)
class SupervisionBoard:
    """A day of a site: stretches in which people work there, and who covers them. `now` is one of its stretches, if somebody works now."""

    site: Site
    day: date
    stretches: tuple[Stretch, ...]
    now: Stretch | None

    @property
    def uncovered(self) -> tuple[Stretch, ...]:
        """Stretches in which somebody is without the supervision that the law wants."""
        return tuple(one for one in self.stretches if one.uncovered)


def board(by: Actor, site: str, day: date, *, now: datetime | None = None) -> SupervisionBoard:
    """The supervision of a site on a day of its own calendar. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    zone = ZoneInfo(place.zone)
    start = datetime.combine(day, time(), zone)
    until = datetime.combine(day + timedelta(days=1), time(), zone)
    moment = now or timezone.now()
    near = near_of(by, place, start, until, moment)
    found = stretches(Scene.of(judge, place, day.toordinal()), near, start, until)
    return SupervisionBoard(
        place, day, found, next((one for one in found if one.start <= moment < one.until), None)
    )


def presences_at(by: Actor, site: str, moment: datetime, *, planned: bool = False) -> tuple[Presence, ...]:
    """Who is near a site at a moment, as the bedside is told: who clocked in or was told of; with `planned`, also who is to be.

    Whoever gives authority there and is on duty at another site counts as reachable from it. Raises `UnknownRecordError`.
    """
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    day = civil_day(moment, ZoneInfo(place.zone)).toordinal()
    found = near_of(by, place, moment, moment + timedelta(microseconds=1), moment)
    there = [one for one in found if (one.actual or planned) and one.start <= moment and moment < one.until]
    return presences(judge, place, day, there)


def near_of(by: Actor, site: Site, start: datetime, until: datetime, now: datetime) -> tuple[Near, ...]:
    """Who is near a site in a stretch: by what was told, and from now on by what is planned, unless they are known to have left."""
    judge, _ = judge_of(by)
    day = civil_day(start, ZoneInfo(site.zone)).toordinal()
    givers = overseers(judge, site, day)
    actual = actual_duties(by, start, until, site=site.id, also=givers)
    planned = planned_duties(by, start, until, site=site.id, also=givers)
    found = [_near(one, site, _end_of(one, planned, until, now)) for one in actual]
    # Who said that they are away does not come, whatever was planned before.
    away = away_on(by, {one.person for one in planned}, date.fromordinal(day)) if planned else frozenset()
    found += [
        _near(one, site, one.until or until)
        for one in planned
        if one.person not in away and not _told_of(one, actual)
    ]
    return tuple(one for one in found if one is not None)


def _end_of(actual: Duty, planned: Iterable[Duty], until: datetime, now: datetime) -> datetime:
    """When somebody leaves who is still there: as planned, or later if they are there beyond it; without a plan at the end."""
    if actual.until is not None:
        return actual.until
    ends = [
        one.until
        for one in planned
        if (one.person, one.site) == (actual.person, actual.site) and one.until and one.until > actual.start
    ]
    return max(now + timedelta(minutes=1), min(ends)) if ends else until


def _told_of(planned: Duty, actual: Iterable[Duty]) -> bool:
    """Whether it is known how a shift went: who came, and may have gone, is not planned any more."""
    return any(
        (one.person, one.site) == (planned.person, planned.site)
        and (planned.until is None or one.start < planned.until)
        and (one.until is None or one.until > planned.start)
        for one in actual
    )


def _near(duty: Duty, site: Site, until: datetime) -> Near | None:
    """A duty as seen from a site. On site elsewhere is reachable from there; reachable for another site only is nothing here."""
    if duty.site == site.id:
        near, at = HOW_NEAR[duty.near], site.id if duty.near == "on_site" or site.kind == "telehealth" else ""
    elif duty.near == "on_site":
        near, at = Supervision.REMOTE, duty.site
    else:
        return None
    return Near(duty.person, near, duty.start, until, at, duty.actual, duty.code)
