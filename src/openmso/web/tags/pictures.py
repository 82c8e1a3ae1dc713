"""The vocabulary of pictures in templates. Geometry is worked out here; what it means was decided by the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from openmso.authority.answer import LinkKind
from openmso.authority.board import Board, Row
from openmso.authority.chain_days import Chain
from openmso.authority.law import Statement
from openmso.authority.terms import Standing
from openmso.foundation.pages.desk import Desk
from openmso.timeline.spans import Span
from openmso.web.atlas import states
from openmso.web.looks import DEPTHS, STANDINGS
from openmso.words import dates
from openmso.words.cites import says
from openmso.words.labels import Labels, spaced

register = template.Library()

Stretches = Sequence[tuple[Span, Standing]]


@register.simple_tag
def ribbon(stretches: Stretches, window: Span, today: date) -> SafeString:
    """Days of a window as a strip of stretches. Hovering tells dates; who cannot see it hears them all."""
    whole = max(len(window), 1)
    pieces = [
        (start - window.start, end - start, STANDINGS[one], _told(span, one, today))
        for span, one in stretches
        if (start := max(span.start, window.start)) < (end := min(span.end, window.end))
    ]
    drawn = format_html_join(
        "",
        '<rect class="s-{}" x="{}" y="0" width="{}" height="8"><title>{}</title></rect>',
        ((look.name, x, width, told) for x, width, look, told in pieces),
    )
    mark = today.toordinal() - window.start
    here = (
        format_html('<line class="today" x1="{0}" x2="{0}" y1="0" y2="8"></line>', mark)
        if 0 < mark < whole
        else ""
    )
    return format_html(
        '<svg class="strip" viewBox="0 0 {} 8" preserveAspectRatio="none" role="img" aria-label="{}">{}{}</svg>',
        whole,
        "; ".join(told for *_, told in pieces),
        drawn,
        here,
    )


def _told(span: Span, standing: Standing, today: date) -> str:
    return f"{STANDINGS[standing].word} {dates.extent(span, today)}"


@register.inclusion_tag("components/board.html")
def board(shown: Board, labels: Labels, desk: Desk, *, check: str) -> dict[str, Any]:
    """People by services of a site. `check` is the address of the page that explains a cell, to which the question is added."""
    return {"board": shown, "labels": labels, "desk": desk, "check": check}


@register.filter
def squares(row: Row, shown: Board) -> list[dict[str, Any]]:
    """The cells of one person, each with its service, its look, and the day on which it changes."""
    return [
        {"service": service, "cell": cell, "look": STANDINGS[cell.standing], "changes": cell.changes_on}
        for service, cell in zip(shown.services, row.cells, strict=True)
    ]


@register.filter
def told(value: Any) -> str:  # noqa: ANN401 - a field of any record
    """A value of a record, as plain data, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(told(one) for one in value) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{spaced(str(name))}: {told(one)}" for name, one in value.items())
    return "nothing" if value is None else str(value)


@register.inclusion_tag("components/chain.html")
def chain(shown: Chain, labels: Labels, today: date) -> dict[str, Any]:
    """The links of authority of one decision: those that hold, those to be shown, and the broken ones, with who mends them."""
    hoops = [
        {
            "hoop": hoop,
            "link": hoop.link,
            "state": {True: "holds", None: "open", False: "broken"}[hoop.link.holds],
            "says": _says(hoop.link.kind, hoop.link.text, hoop.link.cites, labels),
            "notes": [one for one in hoop.link.reasons if labels.sentence(one) not in hoop.link.text],
        }
        for hoop in shown.hoops
    ]
    return {"chain": shown, "hoops": hoops, "labels": labels, "today": today}


def _says(kind: LinkKind, text: str, cites: Sequence[Statement], labels: Labels) -> str:
    return says(cites[0], labels) if kind is LinkKind.LAW and cites else text


@register.inclusion_tag("components/cite.html")
def cite(statement: Statement, today: date, labels: Labels) -> dict[str, Any]:
    """A citation: its short form; opened, what it says, its days, where it was read and when, how sure it is, who signed."""
    return {"statement": statement, "today": today, "says": says(statement, labels)}


@register.inclusion_tag("components/bars.html")
def bars(rows: Iterable[Mapping[str, Any]], unit: str = "", most: int = 0) -> dict[str, Any]:
    """Lengths side by side, the longest first: rows of `label`, `count`, and where there is more to see, `href` and `note`.

    `most` is the length that fills the width, where the rows are part of a longer list.
    """
    listed = list(rows)
    most = most or max((one["count"] for one in listed), default=0) or 1
    scaled = [{**one, "width": round(100 * one["count"] / most, 1)} for one in listed]
    return {"rows": scaled, "unit": unit}


@register.inclusion_tag("components/map.html")
def statemap(told: Mapping[str, Mapping[str, Any]], title: str, *, listed: bool = True) -> dict[str, Any]:
    """The United States, each linked state in the color of its standing: by postal code `standing` (or the `depth` of what is known), `says`, `href`.

    Below it the same as a list, unless the page has that already.
    """
    shapes = [
        {**outline, "code": code, "standing": None, "depth": "", "says": "", "href": "", **told.get(code, {})}
        for code, outline in states().items()
    ]
    for shape in shapes:
        look = STANDINGS[shape["standing"]] if shape["standing"] is not None else DEPTHS.get(shape["depth"])
        shape["look"] = look
    return {"shapes": shapes, "title": title, "drawn": bool(shapes), "listed": listed}


@register.inclusion_tag("components/diff.html")
def diff(differences: Iterable[Any], labels: Labels | None = None) -> dict[str, Any]:
    """What changed, field by field: `field`, `before`, `after`; None on a side where there was nothing."""
    return {"differences": list(differences), "labels": labels}
