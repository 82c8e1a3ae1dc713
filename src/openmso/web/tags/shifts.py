"""Two standings side by side: what a supposed change turns, as a board of before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from openmso.authority.differences import TITLES, Turn
from openmso.authority.shifts import AtSite
from openmso.words.labels import Labels

register = template.Library()


@register.filter
def turn_title(turn: Turn) -> str:
    """What a change means for who works there."""
    return TITLES[turn]


@register.filter
def day_value(day: date | str) -> str:
    """A day as it stands in an address."""
    return day.isoformat() if isinstance(day, date) else str(day)


@register.inclusion_tag("components/shiftboard.html")
def shiftboard(at: AtSite, labels: Labels, on: date, today: date) -> dict[str, Any]:
    """People by services of a site, where anything turns: the standing before and after, and from when.

    `on` is the first day that is compared.
    """
    listed = {one.service.id: one.service for one in at.shifts}.values()
    services = sorted(listed, key=lambda one: one.name.casefold())
    cells = {(one.person, one.service.id): one for one in at.shifts}
    people = sorted({one.person for one in at.shifts}, key=labels.name)
    rows = [
        (person, [(service, cells.get((person, service.id))) for service in services]) for person in people
    ]
    return {
        "rows": rows,
        "services": services,
        "called": labels.record(at.site),
        "day": on.toordinal(),
        "labels": labels,
        "today": today,
    }
