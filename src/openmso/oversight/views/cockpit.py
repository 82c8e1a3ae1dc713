"""The cockpit of a director: every practice with what it asks of them now, and a score that can be added up again."""

from __future__ import annotations

from django.http import HttpRequest

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.cockpit import LOOKED_BACK
from openmso.oversight.queries.cockpit import cockpit as cockpit_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import directors_of


@page("oversight/cockpit.html")
def cockpit(request: HttpRequest, desk: Desk) -> Shown:
    """Of who looks, if they direct; else of `?of=`, or of the first who does."""
    labels, _, _ = network_of(desk.by)
    directors = sorted(directors_of(desk.by, desk.on), key=lambda one: labels.name(one).casefold())
    me, asked = desk.by.person or "", request.GET.get("of", "")
    person = asked if asked in directors else me if me in directors else (directors or [""])[0]
    found = cockpit_of(desk.by, person, desk.on, desk.now) if person else None
    counted = [one for one in found.parts if one.of] if found else []
    return {
        "labels": labels,
        "directors": directors,
        "person": person,
        "mine": person == me,
        "found": found,
        "weights": sum(one.weight for one in counted),
        "days": LOOKED_BACK.days,
    }
