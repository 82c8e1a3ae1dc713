"""A desk: who looks at a page, from which day, and which day they look at.

`?on=2026-12-05` shows the network as it was or will be that day. Days of a page about one site are civil days of that site; all
others are those of the installation's own zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.places import Place
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import NobodyError, seated_at

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks, and when. `unread` is a day that was asked for and cannot be shown; then `on` is today."""

    by: Actor
    place: Place
    now: datetime
    today: date
    on: date
    unread: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the page shows things as they stand now."""
        return self.on == self.today

    @property
    def as_of(self) -> str:
        """What an address needs behind it to keep the day: `?on=2026-12-05`, or nothing for today."""
        return "" if self.is_today else f"?{urlencode({'on': self.on.isoformat()})}"

    @property
    def clinical(self) -> bool:
        """Whether they work on the clinical side now."""
        return self.by.side is Side.CLINICAL

    def at(self, zone: str) -> Desk:
        """The same desk with the civil days of a site's zone."""
        today = timezone.localdate(self.now, ZoneInfo(zone))
        return replace(self, today=today, on=today if self.is_today else self.on)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a request. Raises `NobodyError` if no seat is taken."""
    found = seated_at(request)
    if found is None:
        raise NobodyError("take a seat first")
    now = timezone.now()
    today = timezone.localdate(now, ZoneInfo(settings.ZONE))
    asked = request.GET.get("on", "").strip()
    on = day_of(asked) if asked else today
    return Desk(*found, now, today, on or today, "" if on else asked[:40])


def day_of(text: str) -> date | None:
    """A day as it stands in an address; None if it is none, or none that can be shown."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST <= day < LATEST else None
