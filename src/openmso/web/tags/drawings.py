"""Pictures of a whole network in templates: the days ahead, papers over time, structure, money. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import sqrt
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from openmso.timeline.spans import Span, day_to_date
from openmso.words import dates

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


@register.simple_tag
def lifetime(span: Span, window: Span, today: date) -> SafeString:
    """The days of a paper as a strip of a window: what is over is grey, what is good is green, what begins later is pale."""
    start, end = max(span.start, window.start), min(span.end, window.end)
    said = dates.extent(span, today)
    if start >= end:
        when = "before" if span.end <= window.start else "after"
        return format_html('<span class="aside">{} these years</span>', when)
    now = today.toordinal()
    look = "over" if span.end <= now else "ahead" if span.start > now else "good"
    mark = _share(now, window)
    return format_html(
        '<svg class="life" width="100%" height="10" role="img" aria-label="{}"><rect class="l-{}" x="{}%" y="1" width="{}%" height="8" rx="1">'
        '<title>{}</title></rect><line class="today" x1="{}%" x2="{}%" y1="0" y2="10"></line></svg>',
        said,
        look,
        _share(start, window),
        round(100 * (end - start) / len(window), 2),
        said,
        mark,
        mark,
    )


@register.simple_tag
def years(window: Span) -> SafeString:
    """The first days of the years of a window, as the head of a column of lifetimes."""
    first, last = date.fromordinal(window.start), date.fromordinal(window.end)
    marks = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    said = format_html_join(
        "",
        '<text x="{}%" y="12">{}</text>',
        ((_share(one.toordinal(), window), one.year) for one in marks if one < last),
    )
    return format_html('<svg class="life" width="100%" height="16" aria-hidden="true">{}</svg>', said)


def _share(day: int, window: Span) -> float:
    return round(100 * (day - window.start) / max(len(window), 1), 2)
