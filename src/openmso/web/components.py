"""The page of components, while developing: each picture of the vocabulary, drawn from a small invented network and the shipped law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.board import board
from openmso.authority.chain_days import Chain, chain
from openmso.authority.contingency import contingency
from openmso.authority.decide import decide
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.shifts import at_site
from openmso.authority.terms import Standing
from openmso.authority.whatif import without
from openmso.foundation.register import Difference
from openmso.launch.queries import drawn
from openmso.law.queries import pack, words_of_law
from openmso.timeline.spans import Span
from openmso.words.labels import Labels


@login_not_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component with what it is for. There only with OPENMSO_DEBUG=1."""
    if not settings.DEBUG:
        raise Http404("components are shown while developing only")
    return render(request, "components.html", dict(_drawn(timezone.localdate())))


@lru_cache(maxsize=1)
def _drawn(today: date) -> Mapping[str, Any]:
    judge = Judge(drawn(2, today, seed=7).facts, pack())
    labels = Labels(judge.facts, judge.law, words_of_law())
    site = judge.facts.all(Site)[0]
    window = Span(today.toordinal(), today.toordinal() + 90)
    shown = board(judge, site.id, window)
    relied = contingency(judge, today.toordinal())[:6]
    return {
        "today": today,
        "standings": tuple(Standing),
        "outcomes": tuple(Outcome),
        "window": window,
        "stretches": _stretches(window),
        "labels": labels,
        "board": shown,
        "sample": {"is_today": True, "today": today, "on": today},
        "days": [today + timedelta(days=one) for one in (-3, 12, 200)],
        "chains": _chains(judge, site, today),
        "bars": [{"label": labels.record(one.record), "count": len(one.dark)} for one in relied],
        "states": {
            "TX": {"standing": Standing.HELD, "says": "every service is covered", "href": "#map"},
            "CA": {"standing": Standing.BARRED, "says": "2 services are dark", "href": "#map"},
        },
        "shifts": at_site(judge, without(judge, relied[0].record, today.toordinal()).judge, site.id, window),
        "structure": STRUCTURE,
        "flow": FLOW,
        "lost": [
            {
                "day": window.start + day,
                "lost": lost,
                "dark": dark,
                "says": f"{lost} acts",
                "href": "#outlook",
            }
            for day, lost, dark in ((5, 2, 0), (30, 12, 3), (64, 5, 0))
        ],
        "differences": [
            Difference("until", None, "2027-01-31"),
            Difference("sites", ["austin", "dallas"], ["austin"]),
        ],
    }


NOWHERE: Final = "#structure"
STRUCTURE: Final = (
    {
        "business": {
            "name": "Lone Star Management LLC",
            "note": "LLC, TX",
            "href": NOWHERE,
            "owners": ({"said": "Olga Brandt 100 %", "href": NOWHERE, "crosses": False},),
        },
        "practices": (
            {
                "name": "Lone Star Aesthetics PLLC",
                "note": "PLLC, TX",
                "href": NOWHERE,
                "fee": "$18,000 a month",
                "until": "no end",
                "owners": ({"said": "Ada Lindqvist 100 %", "href": NOWHERE, "crosses": False},),
                "sites": ({"name": "Lone Star Austin", "href": NOWHERE},),
            },
        ),
    },
)
FLOW: Final = {
    "title": "Money under one agreement",
    "steps": (
        {"title": "Patients", "lines": ("pay for treatment",), "side": "clinical", "then": "charges"},
        {"title": "Practice", "lines": ("owns what it earns",), "side": "clinical", "then": "the fee"},
        {"title": "Management", "lines": ("is paid for its services",), "side": "business", "then": ""},
    ),
}


def _stretches(window: Span) -> list[tuple[Span, Standing]]:
    """A third of the window held, a third conditional, a third barred."""
    cuts = [window.start, window.start + 30, window.start + 60, window.end]
    standings = (Standing.HELD, Standing.CONDITIONAL, Standing.BARRED)
    return [(Span(a, b), one) for a, b, one in zip(cuts, cuts[1:], standings, strict=False)]


def _chains(judge: Judge, site: Site, today: date) -> list[Chain]:
    """One chain of each outcome that the little network has at noon."""
    noon = datetime.combine(today, time(12), ZoneInfo(site.zone))
    found: dict[Outcome, Chain] = {}
    for key in sorted(judge.keys_at(site.id)):
        decision = decide(Act(*Key(*key), noon), judge)
        if decision.outcome not in found:
            found[decision.outcome] = chain(decision, judge.track(key))
    return [found[one] for one in Outcome if one in found]
