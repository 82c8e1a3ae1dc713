"""Pictures of a whole network in templates: the days ahead, papers over time, structure, money. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import sqrt
from typing import Any

from django import template

from openmso.timeline.spans import Span, day_to_date

register = template.Library()


@register.inclusion_tag("components/outlook.html")
def outlook(days: Iterable[Mapping[str, Any]], window: Span, title: str) -> dict[str, Any]:
    """The days of a window on which something is lost: rows of `day` (an ordinal), `lost`, `dark`, `says`, `href`.

    Each is a bar, as high as much is lost; its color tells whether services go dark that day. Places are percents, so that words keep their
    size on every screen.
    """
    listed = list(days)
    most = max((one["lost"] for one in listed), default=0) or 1
    bars = [
        {
            **one,
            "x": _percent(one["day"], window),
            "height": (height := round(12 + 52 * sqrt(one["lost"] / most))),
            "y": 76 - height,
        }
        for one in listed
    ]
    return {"bars": bars, "ticks": _ticks(window), "title": title}


def _percent(day: int, window: Span) -> float:
    """Where a day lies, with room for a word at each end."""
    return round(2 + 94 * (day - window.start) / max(len(window), 1), 2)


def _ticks(window: Span) -> list[dict[str, Any]]:
    """The first day, and the first of every month that is far enough from it."""
    found = [{"x": _percent(window.start, window), "said": _day(window.start)}]
    for day in range(window.start + 7, window.end):
        when = date.fromordinal(day)
        if when.day == 1:
            found.append({"x": _percent(day, window), "said": f"{when:%b} 1"})
    return found


def _day(ordinal: int) -> str:
    found = day_to_date(ordinal)
    return f"{found:%b} {found.day}" if found else ""
