"""Directors wanted: openings, and one with everybody who could take it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Organization, Service, Site
from openmso.authority.judge import Judge
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.matching.access import appointing, appoints, sees_candidates
from openmso.matching.actions.introductions import put_on_shortlist
from openmso.matching.actions.openings import close_need, open_need
from openmso.matching.facts import places_of
from openmso.matching.forms import Needing, services
from openmso.matching.queries.leaving import leaving
from openmso.matching.queries.openings import Opened, leaver, opening, openings
from openmso.matching.queries.shortlist import Market, shortlist
from openmso.matching.rules.profiles import MODES
from openmso.matching.rules.steps import KINDS, SAID
from openmso.oversight.queries.named import network_of

SOON: Final = timedelta(days=14)
"""A need is wanted filled so soon if nothing else is said."""


def sees(desk: Desk) -> bool:
    """Whether whoever looks sees who could take an opening, and for how much."""
    return sees_candidates(desk.by)


@page("matching/openings.html")
def wanted(request: HttpRequest, desk: Desk) -> Shown:
    """Openings that wait, with the clock to the first call; the closed ones below."""
    del request
    labels, _, _ = network_of(desk.by)
    found = openings(desk.by)
    return {
        "labels": labels,
        "openings": found,
        "late": sum(one.clock.called is None and one.clock.late(desk.now) for one in found),
        "closed": openings(desk.by, closed=True)[:20],
        "said": SAID,
        "keeps": appoints(desk.by),
        "sees": sees(desk),
    }


@page("matching/opening_new.html", writes=True)
def need(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """A practice opens a need; sites of one practice, services as on their menus."""
    appointing(desk.by)
    labels, judge, _ = network_of(desk.by)
    day = desk.today.toordinal()
    there = [one for one in judge.facts.all(Site) if day in one.span]
    choices = [
        (one.id, f"{one.name} ({judge.facts.need(Organization, one.practice).name})")
        for one in sorted(there, key=lambda one: (one.practice, one.name))
    ]
    form = Needing(
        request.POST or None,
        sites=choices,
        services=services(labels),
        initial={"wanted_from": desk.today + SOON},
        label_suffix="",
    )
    if form.is_bound and form.is_valid():
        code = tried(form, lambda: _opened(form, desk, judge))
        if code is not None:
            messages.success(request, "It is open, and the clock to the first call runs.")
            return redirect("opening", code=code)
    return {"form": form, "labels": labels, "choices": choices}


def _opened(form: Needing, desk: Desk, judge: Judge) -> str:
    sites = [judge.facts.need(Site, one) for one in form.cleaned_data["sites"]]
    practices = {one.practice for one in sites}
    if len(practices) > 1:
        raise RefusedError.at("sites", "they belong to several practices", "open one need for each practice")
    day = form.cleaned_data["wanted_from"].toordinal()
    menu = frozenset(
        code
        for site in sites
        for one in judge.facts.by(Service, "site", site.id)
        if day in one.span
        for code in one.procedures
    )
    places = places_of(judge.facts, [one.id for one in sites])
    what = form.said(practices.pop(), places, menu)
    return open_need(by=desk.by, why="a director is needed", opening=what)


@page("matching/opening.html", writes=True)
def one_opening(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One opening: the pair to begin with, everybody who could with the parts of the score, and who cannot and why."""
    with seeing(desk.by):
        labels, _, _ = network_of(desk.by)
        found = opening(desk.by, code)
        ranked = (
            shortlist(Market.of(desk.by, desk.today, desk.now), found.opening, without=leaver(desk.by, found))
            if sees(desk) and found.closed_at is None
            else None
        )
    shown = {
        "labels": labels,
        "one": found,
        "leaving": leaving(desk.by, found, desk.now),
        "list": ranked,
        "introduced": {each.person: each for each in found.introductions if each.goes_on or each.active},
        "modes": MODES,
        "said": SAID,
        "kinds": KINDS,
        "keeps": appoints(desk.by) and not desk.clinical,
        "may_close": appoints(desk.by) and found.closed_at is None,
    }
    if request.method != "POST":
        return shown
    return _done(request, desk, found) or {**shown, "refused": request.refused}  # type: ignore[attr-defined] # set where it is refused


def _done(request: HttpRequest, desk: Desk, found: Opened) -> HttpResponseBase | None:
    code = found.opening.id
    try:
        if request.POST.get("do") == "close":
            close_need(by=desk.by, why="the need is over", opening=code)
            messages.success(request, "It is closed.")
            return redirect("openings")
        introduced = put_on_shortlist(
            by=desk.by,
            why="they fit the opening",
            opening_code=code,
            person=request.POST.get("person", ""),
            kind=request.POST.get("kind", ""),
        )
    except RefusedError as refused:
        request.refused = [f"{one.what}; {one.mend}" for one in refused.faults]  # type: ignore[attr-defined] # for the page
        return None
    messages.success(request, "They are on the shortlist. Propose times for a first call next.")
    return redirect("introduction", code=introduced)
