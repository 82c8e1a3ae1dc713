"""What stands around every page: the rail with the line, who works here and on which side, the day that is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from openmso.foundation.pages.desk import desk_of
from openmso.foundation.who import NobodyError
from openmso.web.desks import home_of, rail


def frame(request: HttpRequest) -> dict[str, Any]:
    """For every template: the blocks of the rail, and the desk of who has taken a seat."""
    # A page has looked already who is there; only pages that are none of a desk look here.
    desk = getattr(request, "desk", None)
    if desk is None:
        try:
            desk = desk_of(request)
        except NobodyError:
            return {}
    return {
        "rail": rail(desk.by.side, desk.by.post),
        "desk": desk,
        "home": home_of(desk.by.post),
        "path": request.path,
        "on_the_way": request.session.get("openmso_on_the_way", ""),
    }
