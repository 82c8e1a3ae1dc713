"""A calendar is filled with slots that are lawful and free, in one go: for demonstrations, where nobody asked for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service, Site
from openmso.care.models import Visit
from openmso.care.queries.slots import Asked, ground_of, moment_of
from openmso.care.rules.slots import apart, find
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import row_named, rows_named
from openmso.oversight.facts import judge_of
from openmso.structure.actions import add_room
from openmso.structure.queries.rooms import key_of, rooms_of

FRIDAY: Final = 4
OPENS: Final = time(9)
ROOMS: Final = (("Room 1", "treatment"), ("Room 2", "treatment"), ("Room 3", "laser"))
LINES: Final = 4
"""So many lines of a menu are booked, and of each so many visits at most."""
EACH: Final = 4


@action()
def fill_calendars(*, by: Actor, why: str, on: date) -> int:
    """Give every site rooms, and visits on a day (or the Monday after it, where it is a weekend), unless there are rooms; how many visits."""
    judge, _ = judge_of(by)
    day = on if on.weekday() <= FRIDAY else on + timedelta(days=7 - on.weekday())
    booked = 0
    for site in (one for one in judge.facts.all(Site) if day.toordinal() in one.span):
        if rooms_of(by, site.id, day):
            continue
        for name, kind in ROOMS:
            add_room(by=by, why=why, site=site.id, name=name, kind=kind, since=site.span.first or day)
        opens = datetime.combine(day, OPENS, ZoneInfo(site.zone))
        menu = [one for one in judge.facts.by(Service, "site", site.id) if day.toordinal() in one.span]
        for line in menu[:LINES]:
            asked = Asked(site.id, (line.id,), day, patient_state=site.state)
            booked += fill_day(by=by, why=why, asked=asked, most=EACH, now=opens)
    return booked


@action()
def fill_day(*, by: Actor, why: str, asked: Asked, most: int, now: datetime) -> int:
    """Book so many of the slots that are there from a moment on, spread over the day; how many. For the system only.

    None of them overlaps another with the same person, room, device or supervisor; so each is as lawful as if it were booked alone.
    """
    del why
    ground = ground_of(by, asked, now=now)
    slots = apart(find(ground.wanted, ground.candidates).slots, ground.minutes, most)
    site = row_named(by, Site, "site", asked.site)
    named = {one.person for one in slots} | {one.supervisor for one in slots if one.supervisor}
    people = rows_named(by, Person, "person", named)
    things = {code: key_of(by, code) for one in slots for code in (one.room, one.device) if code}
    rows = []
    for one in slots:
        start = moment_of(one.start, UTC)
        rows.append(
            Visit(
                network_id=by.network,
                code=f"visit-{uuid4().hex}",
                site_id=site.id,
                person_id=people[one.person].id,
                supervisor_id=people[one.supervisor].id if one.supervisor else None,
                room_id=things.get(one.room),
                device_id=things.get(one.device),
                services=list(asked.services),
                procedures=sorted(ground.procedures),
                span=DateTimeTZRange(start, start + timedelta(minutes=ground.minutes)),
                patient_state=asked.patient_state or ground.site.state,
            )
        )
    return len(Visit.objects.bulk_create(rows))
