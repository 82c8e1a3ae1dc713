"""Pictures of a whole network in templates: the days ahead, papers over time, structure, money. Geometry only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import sqrt
from textwrap import wrap
from typing import Any, Final

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


WIDE: Final = 1000
LINE: Final = 497
"""Where the line between business and medicine runs."""
ROW: Final = 64
STEP: Final = 17
"""From one line of words to the next."""


@register.inclusion_tag("components/structure.html")
def structure(groups: Iterable[Mapping[str, Any]], title: str) -> dict[str, Any]:
    """Businesses left of the line, the practices they manage right of it, owners at the far sides, sites below their practice.

    Groups of `business` (None: nobody manages these; else `name`, `note`, `href`, `owners`) and `practices` (the same, with `fee`, `until`
    and `sites`); owners have `said`, `href`, `crosses`; sites `name`, `href`.
    """
    y = 44
    drawn = []
    for group in groups:
        rows = []
        for one in group["practices"]:
            height = max(
                ROW, 20 + STEP * len(one["owners"]), _box(one["name"]) + 12 + STEP * len(one["sites"])
            )
            rows.append(_practice(one, y))
            y += height + 10
        least = rows[0]["y"] + 90 + STEP * len((group["business"] or {}).get("owners", ()))
        y = max(y, least)
        drawn.append(
            {"rows": rows, "business": _business(group["business"], rows), "spine": _spine(group, rows)}
        )
        y += 14
    return {"groups": drawn, "height": y, "line": LINE, "wide": WIDE, "title": title}


def _practice(one: Mapping[str, Any], y: int) -> dict[str, Any]:
    box = _box(one["name"])
    return {
        **_framed(one, y),
        "owners": [{**owner, "y": y + 17 + STEP * place} for place, owner in enumerate(one["owners"])],
        "sites": [{**site, "y": y + box + 20 + STEP * place} for place, site in enumerate(one["sites"])],
    }


def _business(one: Mapping[str, Any] | None, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """A business at the height of the first practice, its owners below."""
    if one is None:
        return None
    y = rows[0]["y"]
    below = y + _box(one["name"]) + 20
    return {
        **_framed(one, y),
        "owners": [{**owner, "y": below + STEP * place} for place, owner in enumerate(one["owners"])],
    }


def _framed(one: Mapping[str, Any], y: int) -> dict[str, Any]:
    names = _wrapped(one["name"])
    return {
        **one,
        "y": y,
        "box": _box(one["name"]),
        "middle": y + 24,
        "lines": [{"said": said, "y": y + 17 + STEP * place} for place, said in enumerate(names)],
        "note_y": y + 17 + STEP * len(names),
    }


def _box(name: str) -> int:
    """The height of a box with a name and a note."""
    return 14 + STEP * (len(_wrapped(name)) + 1)


def _spine(group: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, int] | None:
    """The upright of the management agreements, from the first practice to the last."""
    if group["business"] is None:
        return None
    return {"top": rows[0]["middle"], "bottom": rows[-1]["middle"]}


def _wrapped(name: str) -> list[str]:
    """A name in two lines at most."""
    lines = wrap(name, 25) or [""]
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1][:23]}…"]


@register.inclusion_tag("components/flow.html")
def flow(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Where money goes, step by step: `title` and `steps` of `title`, `lines`, `side`, and `then`, what carries it on."""
    return dict(shown)
