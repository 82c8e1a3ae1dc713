"""Days for people: "in 12 days (Dec 5)". Every function takes the day that counts as today."""

from __future__ import annotations

from datetime import date, datetime

from openmso.timeline.calendar import months_between
from openmso.timeline.spans import Span, day_to_date

NEAR = 60
"""Up to so many days a distance is told in days, then in months."""


def short(day: date, today: date) -> str:
    """`Dec 5`, with the year where it is not today's."""
    text = f"{day:%b} {day.day}"
    return text if day.year == today.year else f"{text}, {day.year}"


def when(day: date, today: date) -> str:
    """`today`, `tomorrow (Dec 5)`, `in 12 days (Dec 5)`, `3 months ago (Aug 5)`."""
    days = (day - today).days
    if days == 0:
        return "today"
    if days in (1, -1):
        return f"{'tomorrow' if days == 1 else 'yesterday'} ({short(day, today)})"
    far = _distance(min(day, today), max(day, today))
    return f"in {far} ({short(day, today)})" if days > 0 else f"{far} ago ({short(day, today)})"


def when_ordinal(day: int, today: date) -> str:
    """As `when`, for an ordinal; `always` and `never` for the ends of time."""
    found = day_to_date(day)
    if found is None:
        return "always" if day <= 0 else "never"
    return when(found, today)


def extent(span: Span, today: date) -> str:
    """The days of a span: `Mar 15, 2021 – Jan 31, 2027`, with its last day, not the day after."""
    first, last = span.first, day_to_date(span.end - 1) if span.until else None
    if first is None and last is None:
        return "always"
    if first is None:
        return f"through {short(last, today)}" if last else "always"
    if last is None:
        return f"since {short(first, today)}"
    return short(first, today) if first == last else f"{short(first, today)} – {short(last, today)}"


def distance(earlier: date, later: date) -> str:
    """How far apart two days are: `29 days`, `3 months`, `2 years`."""
    return _distance(min(earlier, later), max(earlier, later))


def _distance(earlier: date, later: date) -> str:
    days = (later - earlier).days
    if days <= NEAR:
        return f"{days} day{'s' if days != 1 else ''}"
    months = months_between(earlier, later)
    if months < 24:
        return f"{months} month{'s' if months != 1 else ''}"
    return f"{months // 12} years"


def away(due: datetime, now: datetime) -> str:
    """How far a moment lies ahead or behind: `in 40 minutes`, `3 hours ago`, `in 12 days`."""
    minutes = round(abs((due - now).total_seconds()) / 60)
    if minutes < 120:
        far = f"{minutes} minute{'s' if minutes != 1 else ''}"
    elif minutes < 60 * 48:
        far = f"{minutes // 60} hours"
    else:
        far = f"{minutes // (60 * 24)} days"
    return f"in {far}" if due >= now else f"{far} ago"
