"""Moments as typed, in the civil time of a site.

A day alone stands for its noon. A time without an offset is the clock on the site's wall; where that clock
shows a time twice or never, an offset must be given.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from openmso.authority.facts.structure import Site
from openmso.cli.failure import BadInputError
from openmso.cli.options import EARLIEST, LATEST
from openmso.timeline import calendar


def read_moment(text: str | None, site: Site) -> datetime:
    """An aware moment in the site's zone; now where nothing was typed."""
    zone = zone_of(site)
    if text is None:
        return datetime.now(zone).replace(second=0, microsecond=0)
    try:
        found = (
            datetime.combine(date.fromisoformat(text), time(12))
            if len(text) <= 10
            else datetime.fromisoformat(text)
        )
    except ValueError:
        raise BadInputError(
            f"{text!r} is no moment; write 2026-12-05, 2026-12-05T14:30 or 2026-12-05T14:30-06:00"
        ) from None
    if not EARLIEST <= found.date() < LATEST:
        raise BadInputError(f"{text} lies outside {EARLIEST.year} to {LATEST.year - 1}")
    return found.astimezone(zone) if found.tzinfo else on_the_wall(found, zone)


def zone_of(site: Site) -> ZoneInfo:
    """The site's time zone."""
    try:
        return ZoneInfo(site.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInputError(f"site {site.id} has the time zone {site.zone!r}, which does not exist") from None


def on_the_wall(local: datetime, zone: ZoneInfo) -> datetime:
    """A time without offset as the clock on a wall of the zone shows it. Raises `BadInputError` if it shows it not once."""
    found = calendar.on_the_wall(local, zone)
    if len(found) == 1:
        return found[0]
    how = "comes twice" if found else "never comes"
    raise BadInputError(
        f"{local.isoformat(timespec='minutes')} {how} in {zone.key}; give an offset such as -06:00"
    )
