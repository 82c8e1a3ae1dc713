"""A calendar as other programs read it (RFC 5545): moments in UTC, days as days, each entry known by an id that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

MAKER: Final = "-//OpenMSO//calendar//EN"
ASK_AGAIN: Final = timedelta(hours=1)
"""So long a program should wait before it asks again (RFC 7986, REFRESH-INTERVAL)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has a time: a stretch from one moment to another, or a whole day (`until` is None then)."""

    id: str
    start: datetime | date
    until: datetime | None
    title: str
    place: str = ""
    cancelled: bool = False


def written(name: str, entries: Iterable[Entry], *, now: datetime) -> bytes:
    """The calendar as text. It says of which day it is, not of which minute: what did not change is the same bytes all day."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, {"value": "DURATION"})
    stamp = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for one in entries:
        calendar.add_component(_event(one, stamp))
    return bytes(calendar.to_ical())


def _event(one: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@openmso")
    event.add("dtstamp", stamp)
    if isinstance(one.start, datetime):
        event.add("dtstart", one.start.astimezone(UTC))
        if one.until is not None:
            event.add("dtend", one.until.astimezone(UTC))
    else:
        event.add("dtstart", one.start)
        event.add("transp", "TRANSPARENT")
    event.add("summary", one.title)
    if one.place:
        event.add("location", one.place)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    return event
