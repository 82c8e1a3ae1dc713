"""Introductions: one's own, and one of them step by step, for both sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.purposes import DECIDING
from openmso.matching.access import appoints
from openmso.matching.actions.introductions import offer_terms, propose_times, say_step, take_time
from openmso.matching.files.invite import invitation
from openmso.matching.forms import Offering, Proposing
from openmso.matching.queries.openings import Introduced, introduction, introductions_of, opening
from openmso.matching.queries.readiness import packet
from openmso.matching.rules.profiles import MODES
from openmso.matching.rules.scores import SAID as PARTS
from openmso.matching.rules.steps import KINDS, SAID, STEPS, is_active
from openmso.matching.views.openings import sees
from openmso.oversight.queries.cockpit import cockpit
from openmso.oversight.queries.conduct import conduct
from openmso.oversight.queries.named import network_of


@page("matching/mine.html")
def to_me(request: HttpRequest, desk: Desk) -> Shown:
    """Openings somebody was introduced to: those that wait for their word first."""
    del request
    labels, _, _ = network_of(desk.by)
    found = introductions_of(desk.by, desk.by.person) if desk.by.person else ()
    side = desk.by.side.value
    return {
        "labels": labels,
        "waiting": [one for one in found if side in one.waits],
        "others": [one for one in found if side not in one.waits],
        "said": SAID,
        "kinds": KINDS,
        "may_say": desk.by.post in DECIDING and bool(desk.by.person),
    }


@page("matching/introduction.html", writes=True)
def one_introduction(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One introduction: every step with whose word it took, what comes next, and what is missing before anybody is active."""
    labels, judge, _ = network_of(desk.by)
    found = _shown(desk, code)
    opened = opening(desk.by, found.opening)
    site = judge.facts.need(Site, opened.opening.places[0].site) if opened.opening.places else None
    desk = desk.at(site.zone) if site else desk
    zone = ZoneInfo(site.zone if site else "UTC")
    do = request.POST.get("do", "")
    times = Proposing(request.POST if do == "propose" else None, zone=zone.key, label_suffix="")
    terms = Offering(request.POST if do == "offer" else None, label_suffix="")
    refused: list[str] = []
    if request.method == "POST":
        answer = _done(request, desk, found, times, terms)
        if isinstance(answer, list):
            refused = answer
        elif answer is not None:
            return answer
    begins = max(opened.opening.wanted_from, desk.today)
    mine = desk.clinical and desk.by.person == found.person
    business = appoints(desk.by) and not desk.clinical
    side = desk.by.side.value
    return {
        "desk": desk,
        "labels": labels,
        "one": found,
        "proposed": [at.astimezone(zone) for at in found.proposed],
        "call": found.call_at.astimezone(zone) if found.call_at else None,
        "opening": opened.opening,
        "times": times,
        "terms": terms,
        "refused": refused,
        "director": cockpit(desk.by, found.person, desk.today, desk.now) if found.active else None,
        "practice": conduct(desk.by, found.practice, desk.now) if found.active else (),
        "packet": packet(desk.by, found, begins) if found.goes_on or found.active else (),
        "steps": _steps(found),
        "chosen": [(text, found.score[name]) for name, text in PARTS.items() if name in found.score],
        "said": SAID,
        "kinds": KINDS,
        "modes": MODES,
        "my_word": side in found.waits and (mine if desk.clinical else business),
        "may_decline": found.goes_on and (mine or business),
        "may_end": is_active(found.said) and business,
        "zone": zone.key,
    }


def _shown(desk: Desk, code: str) -> Introduced:
    """An introduction is between who appoints and whom it is about; auditors read it."""
    found = introduction(desk.by, code)
    if not sees(desk) and desk.by.person != found.person:
        raise WrongHandsError("an introduction is between who appoints directors and the physician")
    return found


def _steps(found: Introduced) -> list[dict[str, Any]]:
    return [
        {
            "name": SAID[step],
            "now": found.goes_on and found.step == step,
            "said": [one for one in found.said if one.step == step],
            "waits": sorted(found.waits) if found.step == step else [],
        }
        for step in STEPS
    ]


def _done(
    request: HttpRequest, desk: Desk, found: Introduced, times: Proposing, terms: Offering
) -> HttpResponseBase | list[str] | None:
    by, code = desk.by, found.code
    match request.POST.get("do", ""):
        case "propose":
            if not times.is_valid():
                return None
            done = tried(
                times, lambda: _ok(propose_times(by=by, why="an introduction", code=code, times=times.times))
            )
        case "offer":
            if not terms.is_valid():
                return None
            offer = terms.cleaned_data["offer"]
            done = tried(terms, lambda: _ok(offer_terms(by=by, why="terms", code=code, offer=offer)))
        case do:
            try:
                if do == "take":
                    at = datetime.fromisoformat(request.POST.get("at", ""))
                    take_time(by=by, why="an introduction", code=code, at=at)
                else:
                    say_step(by=by, why="a step of an introduction", code=code, step=do)
            except RefusedError as refused:
                return [f"{one.what}; {one.mend}" for one in refused.faults]
            except ValueError:
                return ["that is no moment; choose one of those proposed"]
            done = True
    if not done:
        return None
    messages.success(request, "It is said.")
    return redirect("introduction", code=code)


def _ok(done: None) -> bool:
    del done
    return True


@page("matching/introduction.html")
def calendar(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The first call, or the moments proposed for it, for a calendar."""
    del request
    labels, _, _ = network_of(desk.by)
    found = _shown(desk, code)
    moments = (found.call_at,) if found.call_at else found.proposed
    title = f"First call: {labels.name(found.person)} and {labels.name(found.practice)}"
    taken = found.call_at is not None
    text = invitation(code, title, moments, taken=taken, now=desk.now)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}.ics"'
    return answer
