"""Who covers whom: the supervision of a site through a day, kept up to date while somebody looks."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.live import Live, live, nothing_new, renewed, token_of
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.live import state_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.supervision import board


@page("oversight/supervision.html")
def supervision(request: HttpRequest, desk: Desk, site: str) -> Shown:
    """The day of a site: who works, what the law wants near them, who supplies it, and what is uncovered."""
    return {"live": _board(request, desk, site), "site_id": site, **_named(desk, site)}


@page("oversight/supervision_board.html", quiet=True)
def supervision_live(request: HttpRequest, desk: Desk, site: str) -> HttpResponse:
    """Whether it has become another: rosters are no records of judgment, so it is made anew each time it is asked for."""
    now, before = _board(request, desk, site), token_of(request)
    if before is not None and before.digest == now.token.digest:
        return nothing_new()
    return renewed(request, now, before, [])


def _named(desk: Desk, site: str) -> Shown:
    labels, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, site)
    return {"desk": desk.at(place.zone), "site": place, "labels": labels}


def _board(request: HttpRequest, desk: Desk, site: str) -> Live:
    state = state_of(desk.by)
    named = _named(desk, site)
    here: Desk = named["desk"]
    found = board(desk.by, site, here.on, now=desk.now)
    zone = ZoneInfo(found.site.zone)
    rows = [
        (
            f"{one.start.astimezone(zone):%H:%M}–{one.until.astimezone(zone):%H:%M}",
            one,
            one == found.now and here.is_today,
        )
        for one in found.stretches
    ]
    shown = {**named, "rows": rows, "uncovered": len(found.uncovered)}
    return live(request, "oversight/supervision_board.html", shown, zone=found.site.zone, state=state)
