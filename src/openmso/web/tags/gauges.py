"""How much of a limit is used: a bar with the limit marked. What counts toward it was decided by the core."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("components/gauge.html")
def gauge(count: Decimal | float, limit: Decimal | float | None, unit: str) -> dict[str, Any]:
    """A count against its limit, in word and length; without a limit the count alone."""
    most = max(count, limit or 0) or 1
    state = "" if limit is None else "over" if count > limit else "full" if count == limit else "room"
    return {
        "count": _plain(count),
        "limit": None if limit is None else _plain(limit),
        "unit": unit,
        "state": state,
        "said": {"over": "over the limit", "full": "at the limit", "room": "within the limit", "": ""}[state],
        "width": round(100 * float(count) / float(most), 1),
        "mark": None if limit is None else round(100 * float(limit) / float(most), 1),
    }


def _plain(number: Decimal | float) -> str:
    return format(Decimal(str(number)).normalize(), "f")
