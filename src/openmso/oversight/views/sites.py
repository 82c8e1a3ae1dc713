"""Sites: how each stands today, and the page of one: who may do what there, until when, and what changes next."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from openmso.authority.facts.structure import Site
from openmso.authority.terms import Standing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.live import Live, live, nothing_new, renewed, token_of
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.floor import floor
from openmso.oversight.queries.live import changed_since, state_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.sites import Wanted, by_state, closed, glances, tally
from openmso.words.labels import Labels

A_PAGE = 100
"""So many sites are listed at a time."""


@page("oversight/sites.html")
def sites(request: HttpRequest, desk: Desk) -> Shown:
    """All sites that are open on the day, state by state, with what stands weakest there; `state`, `standing` and `name` narrow them."""
    labels, _, _ = network_of(desk.by)
    found = glances(desk.by, desk.on)
    states = sorted({one.site.state for one in found})
    wanted = _wanted(request, states)
    alike = [one for one in found if wanted.takes(one, whatever_standing=True)]
    listed = Paginator(by_state(one for one in alike if wanted.takes(one)), A_PAGE)
    return {
        "labels": labels,
        "all": len(found),
        "states": states,
        "wanted": wanted,
        "alike": len(alike),
        "tally": tally(alike),
        "shown": listed.get_page(request.GET.get("page", "")),
        "closed": closed(desk.by, desk.on) if wanted == Wanted() else (),
    }


def _wanted(request: HttpRequest, states: list[str]) -> Wanted:
    state = request.GET.get("state", "")
    stands = request.GET.get("standing", "").upper()
    return Wanted(
        state if state in states else "",
        Standing[stands] if stands in Standing.__members__ else None,
        request.GET.get("name", "").strip()[:100],
    )


@page("oversight/site.html")
def site(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """The floor of a site on a day of its own calendar, kept up to date while somebody looks."""
    state = state_of(desk.by)
    labels, judge, law = network_of(desk.by)
    found = judge.facts.need(Site, code)
    here = desk.at(found.zone)
    part = _floor(request, here, found, labels, state)
    return {"desk": here, "site": found, "labels": labels, "notes": law.notes, "live": part}


@page("oversight/site_floor.html", quiet=True)
def site_live(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Whether the floor of a site has become another since the page was made; and then as what."""
    before = token_of(request)
    changed = changed_since(desk.by, before.state) if before else None
    if before and changed == frozenset() and before.is_of(desk):
        return nothing_new()
    state = state_of(desk.by)
    labels, judge, _ = network_of(desk.by)
    found = judge.facts.need(Site, code)
    now = _floor(request, desk.at(found.zone), found, labels, state)
    named = [labels.record(id) for id in sorted(changed or ()) if judge.facts.find(id)]
    return renewed(request, now, before, named)


def _floor(request: HttpRequest, desk: Desk, site: Site, labels: Labels, state: str) -> Live:
    shown = {"desk": desk, "floor": floor(desk.by, site.id, desk.on), "labels": labels}
    return live(request, "oversight/site_floor.html", shown, zone=site.zone, state=state)
