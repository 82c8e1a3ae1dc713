"""Sites: how each stands today, and the board of one: who may do what there, until when."""

from __future__ import annotations

from django.http import HttpRequest

from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.sites import glances
from openmso.oversight.queries.standing import board


@page("oversight/sites.html")
def sites(request: HttpRequest, desk: Desk) -> Shown:
    """All sites that are open on the day, with what stands weakest there. `?state=TX` shows those of a state."""
    labels, _, _ = network_of(desk.by)
    found = glances(desk.by, desk.on)
    states = sorted({one.site.state for one in found})
    state = request.GET.get("state", "")
    shown = [one for one in found if state not in states or one.site.state == state]
    return {"labels": labels, "glances": shown, "states": states, "state": state, "all": len(found)}


@page("oversight/site.html", fragment="oversight/site_board.html")
def site(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """The board of a site on the day, in the site's own calendar."""
    del request
    labels, judge, law = network_of(desk.by)
    found = judge.facts.need(Site, code)
    here = desk.at(found.zone)
    answered = board(desk.by, code, here.on)
    return {
        "desk": here,
        "site": found,
        "labels": labels,
        "board": answered.found,
        "notes": law.notes,
        "seen": answered.law.digest,
    }
