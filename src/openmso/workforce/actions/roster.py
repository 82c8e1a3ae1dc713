"""Shifts are planned, moved and cancelled; people clock in and out, or a colleague tells that they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, broken, row_named, rows_named
from openmso.foundation.rules.purposes import ROSTERING
from openmso.foundation.rules.sides import Side
from openmso.workforce.models import Person as PersonRow
from openmso.workforce.models import Presence, Shift
from openmso.workforce.queries.roster import NEAR, Duty, planned_duties

LONGEST: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Planned:
    """A shift to be: who, where, from when to when (aware), how near."""

    person: str
    site: str
    start: datetime
    until: datetime
    near: str = "on_site"
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift of a week: on which of its days (0: Monday), from when to when by the clock of the site."""

    person: str
    days: frozenset[int]
    start: time
    until: time
    near: str = "on_site"
    role: str = ""


@action(Side.BUSINESS, Side.CLINICAL)
def plan_shift(*, by: Actor, why: str, planned: Planned) -> str:
    """Plan a shift; its id. Refused where the person is at another place then."""
    del why
    _rostering(by)
    _sound(planned.start, planned.until, planned.near)
    site, person = row_named(by, Site, "site", planned.site), row_named(by, Person, "person", planned.person)
    shift = _shift(by, planned, site.id, person.id)
    with _one_place(by, planned.person, planned.start, planned.until):
        shift.save(force_insert=True)
    return shift.code


def _shift(by: Actor, planned: Planned, site: UUID, person: UUID) -> Shift:
    """The row of a shift, not written yet."""
    return Shift(
        network_id=by.network,
        code=f"shift-{uuid4().hex}",
        person_id=person,
        site_id=site,
        role=planned.role,
        near=planned.near,
        planned=DateTimeTZRange(planned.start, planned.until),
        note=planned.note[:300],
    )


@action(Side.BUSINESS, Side.CLINICAL)
def plan_week(
    *, by: Actor, why: str, site: str, monday: date, patterns: Iterable[Pattern]
) -> tuple[str, ...]:
    """Plan a week of a site, all of it or nothing; the ids of its shifts. Hours are those of the site's clock."""
    _rostering(by)
    zone = ZoneInfo(row_named(by, Site, "site", site).zone)
    if monday.weekday() != 0:
        raise RefusedError.at("monday", f"{monday} is no Monday", "the first day of a week")
    found = []
    for one in patterns:
        for day in sorted(one.days):
            on = monday + timedelta(days=day)
            start = datetime.combine(on, one.start, zone)
            over_night = timedelta(days=1 if one.until <= one.start else 0)
            until = datetime.combine(on + over_night, one.until, zone)
            planned = Planned(one.person, site, start, until, one.near, one.role)
            found.append(_one_of_many(by, why, planned))
    return tuple(found)


@action(Side.BUSINESS, Side.CLINICAL)
def plan_many(*, by: Actor, why: str, planned: Iterable[Planned]) -> int:
    """Plan many shifts at once, all or nothing; how many. Refused where one is unsound, or somebody would be in two places."""
    del why
    _rostering(by)
    listed = list(planned)
    sites = rows_named(by, Site, "site", {one.site for one in listed})
    people = rows_named(by, Person, "person", {one.person for one in listed})
    for one in listed:
        _sound(one.start, one.until, one.near)
    rows = [_shift(by, one, sites[one.site].id, people[one.person].id) for one in listed]
    try:
        with transaction.atomic():
            return len(Shift.objects.bulk_create(rows, batch_size=2000))
    except IntegrityError as refused:
        if not broken(refused).endswith("_in_two_places"):
            raise
        raise RefusedError.at(
            "person", "somebody would be in two places at a time", "plan them one by one to see who"
        ) from None


@action(Side.BUSINESS, Side.CLINICAL)
def move_shift(*, by: Actor, why: str, shift: str, start: datetime, until: datetime) -> None:
    """Move a shift to other hours. Refused where the person is at another place then, and for one that was cancelled."""
    del why
    _rostering(by)
    row = _planned(by, shift)
    _sound(start, until, row.near)
    with _one_place(by, row.person.code, start, until, but=shift):
        row.planned = DateTimeTZRange(start, until)
        row.save(update_fields=["planned"])


@action(Side.BUSINESS, Side.CLINICAL)
def cancel_shift(*, by: Actor, why: str, shift: str) -> None:
    """Cancel a shift: who planned on it sees at once that nobody comes."""
    del why
    _rostering(by)
    row = _planned(by, shift)
    row.state = "cancelled"
    row.save(update_fields=["state"])


@action(Side.BUSINESS, Side.CLINICAL)
def restore_shift(*, by: Actor, why: str, shift: str) -> None:
    """Take a cancellation back. Refused where the person is at another place by now, and for one that was not cancelled."""
    del why
    _rostering(by)
    row = _shift_there(by, shift)
    if row.state != "cancelled":
        raise RefusedError.at("shift", "it is planned", "nothing is to be done")
    with _one_place(by, row.person.code, row.planned.lower, row.planned.upper, but=shift):
        row.state = "planned"
        row.save(update_fields=["state"])


@action(Side.BUSINESS, Side.CLINICAL)
def copy_week(*, by: Actor, why: str, site: str, monday: date, onto: date) -> int:
    """Plan the shifts of a site's week for another week, all or nothing; how many. Hours are those of the site's clock in each week.

    What is planned there already is not planned twice. Refused, with who and when, where somebody is at another place then.
    """
    _rostering(by)
    zone = ZoneInfo(row_named(by, Site, "site", site).zone)
    for field, day in (("monday", monday), ("onto", onto)):
        if day.weekday() != 0:
            raise RefusedError.at(field, f"{day} is no Monday", "the first day of a week")
    there = {_what(one) for one in _week(by, site, onto, zone)}
    planned = 0
    for one in _week(by, site, monday, zone):
        start, until = (_later(moment, onto - monday, zone) for moment in (one.start, one.until or one.start))
        copied = Planned(one.person, site, start, until, one.near, one.role)
        if _what(copied) not in there:
            _one_of_many(by, why, copied)
            planned += 1
    return planned


def _one_of_many(by: Actor, why: str, planned: Planned) -> str:
    """One shift of a week; what is refused says of whom and of which day, and that nothing of the week was planned."""
    try:
        return plan_shift(by=by, why=why, planned=planned)
    except RefusedError as refused:
        name = PersonRow.objects.filter(network=by.network, code=planned.person).values_list(
            "name", flat=True
        )
        who = f"{name.first() or planned.person}, {planned.start:%a %b} {planned.start.day}"
        raise RefusedError.at(
            "person",
            f"{who}: {refused.faults[0].what}",
            "nothing of the week was planned: leave them out, or plan by hand",
        ) from None


def _what(one: Planned | Duty) -> tuple[str, str, datetime, datetime | None]:
    return one.person, one.near, one.start, one.until


def _week(by: Actor, site: str, monday: date, zone: ZoneInfo) -> tuple[Duty, ...]:
    """The shifts that begin in a week of a site."""
    start, until = (datetime.combine(monday + timedelta(days=n), time(), zone) for n in (0, 7))
    return tuple(one for one in planned_duties(by, start, until, site=site) if one.start >= start)


def _later(moment: datetime, days: timedelta, zone: ZoneInfo) -> datetime:
    """The same hour of the clock so many days later."""
    return datetime.combine(
        moment.astimezone(zone).date() + days, moment.astimezone(zone).time(), zone
    ).astimezone(UTC)


@action(Side.BUSINESS, Side.CLINICAL)
def clock_in(
    *,
    by: Actor,
    why: str,
    site: str,
    person: str = "",
    near: str = "on_site",
    now: datetime | None = None,
) -> str:
    """Say that somebody is at a site, or near it, from now on: oneself, or, told by a colleague, `person`.

    Refused where they are at another place, and where they are here already.
    """
    del why
    who = person or by.person or ""
    if near not in NEAR:
        raise RefusedError.at("near", f'"{near}" is no way to be near', f"one of {', '.join(NEAR)}")
    place, human = row_named(by, Site, "site", site), row_named(by, Person, "person", who)
    at = now or timezone.now()
    open_here = Presence.objects.filter(
        network=by.network, person_id=human.id, site_id=place.id, near=near, span__contains=at
    )
    if open_here.exists():
        raise RefusedError.at("person", "they are clocked in there already", "clock them out first")
    code = f"presence-{uuid4().hex}"
    shift = Shift.objects.filter(
        network=by.network, person_id=human.id, site_id=place.id, state="planned", planned__contains=at
    ).first()
    with _one_place(by, who, at, None):
        Presence.objects.create(
            network_id=by.network,
            code=code,
            person_id=human.id,
            site_id=place.id,
            shift=shift,
            near=near,
            span=DateTimeTZRange(at, None),
            told="clocked" if who == by.person else "colleague",
            told_by=by.user,
        )
    return code


@action(Side.BUSINESS, Side.CLINICAL)
def clock_out(*, by: Actor, why: str, presence: str, now: datetime | None = None) -> None:
    """Say that somebody is no longer there. Refused where that was said before."""
    del why
    row = Presence.objects.select_for_update().filter(network=by.network, code=presence).first()
    if row is None:
        raise NotThereError(Presence, presence)
    at = now or timezone.now()
    if row.span.upper is not None:
        raise RefusedError.at("presence", "they clocked out before", "nothing is to be done")
    if at <= row.span.lower:
        raise RefusedError.at("now", "that is before they came", "a later moment")
    row.span = DateTimeTZRange(row.span.lower, at)
    row.save(update_fields=["span"])


def _rostering(by: Actor) -> None:
    if by.side is not Side.SYSTEM and by.post not in ROSTERING:
        raise WrongHandsError("rosters are kept by clinic managers, front desks, HR, and who leads the team")


def _sound(start: datetime, until: datetime, near: str) -> None:
    if start.utcoffset() is None or until.utcoffset() is None:
        raise RefusedError.at("start", "a moment has no offset", "a moment such as 2026-11-24T09:00:00-06:00")
    if not start < until <= start + LONGEST:
        raise RefusedError.at(
            "until", "it ends before it begins, or more than 24 hours later", "a later hour of that day"
        )
    if near not in NEAR:
        raise RefusedError.at("near", f'"{near}" is no way to be near', f"one of {', '.join(NEAR)}")


def _planned(by: Actor, code: str) -> Shift:
    found = _shift_there(by, code)
    if found.state != "planned":
        raise RefusedError.at("shift", "it was cancelled", "restore it, or plan a new one")
    return found


def _shift_there(by: Actor, code: str) -> Shift:
    row = Shift.objects.select_for_update(of=("self",)).select_related("person")
    found = row.filter(network=by.network, code=code).first()
    if found is None:
        raise NotThereError(Shift, code)
    return found


@contextmanager
def _one_place(
    by: Actor, person: str, start: datetime, until: datetime | None, *, but: str = ""
) -> Iterator[None]:
    """Refused, with where they are, if the database finds somebody in two places at a time. `but`: the row that is written."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        name = broken(refused)
        if not name.endswith("_in_two_places"):
            raise
        kind, field = (Shift, "planned") if name.startswith("shift") else (Presence, "span")
        held = {"state": "planned"} if kind is Shift else {}
        rows = kind._default_manager.exclude(code=but).filter(
            network=by.network,
            person__code=person,
            near="on_site",
            **held,
            **{f"{field}__overlap": DateTimeTZRange(start, until)},
        )
        where = rows.values_list("site__name", flat=True).first() or "another place"
        raise RefusedError.at(
            "person", f"they are at {where} then", "somebody else, or other hours"
        ) from None
