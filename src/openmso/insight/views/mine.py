"""Everybody's own page: what waits for me, what of mine lapses, what changed."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from openmso.authority.facts.people import Person
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries.people import everybody, running
from openmso.insight.queries.person import dossier
from openmso.insight.views.home import changes_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import desk_of

SOONEST: Final = 8
"""So many of what lapses are shown."""


@page("insight/mine.html")
def mine(request: HttpRequest, desk: Desk) -> Shown:
    """For somebody of the network's people their own papers and authority; for all others what of anybody's lapses next."""
    del request
    labels, judge, _ = network_of(desk.by)
    me = judge.facts.get(Person, desk.by.person or "")
    shown: dict[str, Any] = {"labels": labels, "me": me, **changes_of(desk)}
    if me is None:
        listed = [one for one in everybody(desk.by, desk.on) if one.next is not None]
        listed.sort(key=lambda one: one.next.span.end if one.next else 0)
        return {**shown, "next": listed[:SOONEST]}
    return {
        **shown,
        "waiting": desk_of(desk.by, me.id, desk.on).waiting,
        "clocks": running(judge.facts, me.id, desk.on.toordinal())[:SOONEST],
        "who": dossier(desk.by, desk.on, me.id),
    }
