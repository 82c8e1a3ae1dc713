"""What if somebody left, a license lapsed, a site moved to another state, or the law were another? Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.shifts import Turned
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, asks_for_part, page
from openmso.foundation.pages.trying import tried
from openmso.law.facts import PackError
from openmso.oversight.forms import Leaving, Moving
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.standing import impact as impact_of
from openmso.oversight.queries.whatif import (
    Effect,
    directors_first,
    effect,
    leaves,
    moves,
    otherwise,
    states_of,
)
from openmso.timeline.spans import Span

SITES: Final = 12
"""So many boards are drawn; of further sites only what goes dark is listed."""
REASONS: Final = 40
PEOPLE: Final = 20


@page("oversight/whatif.html", fragment="oversight/whatif_effect.html")
def whatif(request: HttpRequest, desk: Desk) -> Shown:
    """`?record=ID&since=2026-12-05`: a person leaves, or a license lapses. `?site=ID&state=OK`: a site moves."""
    labels, judge, law = network_of(desk.by)
    leaving, moving = (
        Leaving(_given(request, "record", since=desk.on.isoformat()), initial={"since": desk.on}),
        Moving(_given(request, "site")),
    )
    found, said = None, ""
    if leaving.is_bound and leaving.is_valid():
        told = leaving.cleaned_data
        found = tried(leaving, lambda: leaves(desk.by, desk.on, told["record"], told["since"]))
        said = labels.record(told["record"])
    elif moving.is_bound and moving.is_valid():
        told = moving.cleaned_data
        found = tried(moving, lambda: moves(desk.by, desk.on, told["site"], told["state"]))
        said = labels.record(told["site"])
    return {
        "labels": labels,
        "leaving": leaving,
        "moving": moving,
        "said": said,
        "notes": law.notes,
        **_choices(judge, desk, leaving),
        **_shown(found, desk),
    }


@page("oversight/impact.html", fragment="oversight/impact_effect.html", writes=True)
def law_impact(request: HttpRequest, desk: Desk) -> Shown | HttpResponse:
    """What the installed pack, or the statements that are posted as `text`, would change in the network. Nothing is written."""
    if request.method != "POST":
        return _impact(request, desk)
    with seeing(desk.by):
        shown = {"desk": desk, **_impact(request, desk)}
        part = "oversight/impact_effect.html" if asks_for_part(request) else "oversight/impact.html"
        return render(request, part, shown)


def _impact(request: HttpRequest, desk: Desk) -> Shown:
    labels, _, law = network_of(desk.by)
    text = request.POST.get("text")
    shown: dict[str, Any] = {
        "labels": labels,
        "notes": law.notes,
        "overlay": text is not None,
        "text": text or "",
    }
    try:
        found = impact_of(desk.by, desk.on, installed=text is None, overlay=text).found
    except PackError as wrong:
        return {**shown, "problems": [(one.line, one.what) for one in wrong.problems]}
    before, after = found.judges
    told = otherwise(found.law, before.law, after.law, desk.on)
    return {**shown, "law_changes": told, **_shown(effect(before, after, found.difference), desk)}


def _given(request: HttpRequest, name: str, **unless: str) -> Any:  # noqa: ANN401 - what a form takes
    """What was asked for, with `unless` for what was left out; None if nothing was."""
    return {**unless, **request.GET.dict()} if request.GET.get(name) else None


def _choices(judge: Judge, desk: Desk, leaving: Leaving) -> Shown:
    directors, others = directors_first(judge.facts, desk.on)
    day = desk.on.toordinal()
    record = leaving.data.get("record", "") if leaving.is_bound else ""
    found = judge.facts.find(record) if record else None
    holder = found.id if isinstance(found, Person) else getattr(found, "person", "")
    papers = judge.facts.by(License, "person", holder) if holder else ()
    sites = sorted(
        (one for one in judge.facts.all(Site) if day in one.span), key=lambda one: one.name.casefold()
    )
    return {
        "directors": directors,
        "others": others,
        "holder": holder,
        "papers": [one for one in papers if day in one.span],
        "record": record,
        "sites": sites,
        "states": sorted(states_of(judge)),
    }


def _together(turned: Iterable[tuple[str, Turned]]) -> list[tuple[str, Span, list[str]]]:
    """Services that turn at one site on the same days, the soonest first."""
    groups: dict[tuple[Span, str], list[str]] = {}
    for site, one in turned:
        groups.setdefault((one.span, site), []).append(one.service.name)
    ordered = sorted(groups.items(), key=lambda one: (one[0][0].start, -len(one[1]), one[0][1]))
    return [(site, span, names) for (span, site), names in ordered]


def _bar(found: Effect, person: str, acts: int, desk: Desk) -> Shown:
    """One bar of whom it concerns."""
    named = found.facts.get(Person, person)
    href = reverse("person", args=[person]) + desk.as_of
    return {"label": named.name if named else person, "count": acts, "href": href}


def _shown(found: Effect | None, desk: Desk) -> Shown:
    if found is None:
        return {"effect": None}
    boards = sorted(
        (one for one in found.sites if one.shifts), key=lambda one: (-len(one.dark), -len(one.shifts))
    )
    return {
        "effect": found,
        "dark": _together((at.site, one) for at in found.sites for one in at.dark),
        "lit": _together((at.site, one) for at in found.sites for one in at.lit),
        "boards": boards[:SITES],
        "more_boards": boards[SITES:],
        "people": [_bar(found, *one, desk) for one in found.people[:PEOPLE]],
        "because": found.because[:REASONS],
        "more_because": len(found.because) - REASONS,
    }
