"""A first call as an entry that calendars read (RFC 5545): proposed moments are tentative, the one that was taken is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

MAKER: Final = "-//OpenMSO//introductions//EN"
LONG: Final = timedelta(minutes=30)
"""How long a first call is planned for (house)."""


def invitation(code: str, title: str, moments: Sequence[datetime], *, taken: bool, now: datetime) -> bytes:
    """The calendar of an introduction; each moment is an entry with an id that stays. Nobody's address is in it."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for one in moments:
        start = one.astimezone(UTC)
        event = Event()
        event.add("uid", f"{code}-{start:%Y%m%dT%H%M}@openmso")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", start)
        event.add("dtend", start + LONG)
        event.add("summary", title)
        event.add("status", "CONFIRMED" if taken else "TENTATIVE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
