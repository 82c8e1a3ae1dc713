"""Adverse events: what is open and due, reporting one on a phone, and one event with what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.actions import closing
from openmso.oversight.actions import events as acts
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.queries.events import Whole, acts_to_report_on, rates
from openmso.oversight.queries.events import event as event_of
from openmso.oversight.queries.events import events as events_of
from openmso.oversight.queries.figures import told_and_closed
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.events import (
    AUTHORITIES,
    CAUSES,
    CIRCUMSTANCES,
    CONTACTS,
    DEATH,
    GRADES,
    KINDS,
    NAMES,
    OUTCOMES,
)
from openmso.oversight.views import event_forms as asked
from openmso.words.dates import short
from openmso.words.labels import Labels

BACK: Final = timedelta(days=30)
"""So far back treatments are offered to report on."""
A_YEAR: Final = timedelta(days=365)
DUTIES: Final[Mapping[str, str]] = {
    "must": "The law asks for it",
    "may": "Voluntary",
    "policy": "The policy asks for it",
    "unclear": "Unclear: counsel to say",
}
ABOUT: Final[Mapping[str, str]] = {
    "description": "What was seen",
    "care": "What was done",
    "advice": "What the director said",
    "disclosure": "What patient or family were told",
    "more": "Added",
    "cause": "How it came about",
    "closing": "What is learned",
    "reopening": "Why it was opened again",
}


@page("oversight/events.html")
def events(request: HttpRequest, desk: Desk) -> Shown:
    """What is open with what is due, how often anything went wrong in a year, and what was closed."""
    del request
    labels, _, _ = network_of(desk.by)
    found = events_of(desk.by, desk.now)
    told, notice, in_time = told_and_closed(desk.by, desk.today - A_YEAR, desk.today, desk.now)
    return {
        "told": told,
        "notice": notice,
        "in_time": in_time,
        "labels": labels,
        "open": found,
        "late": sum(bool(one.late(desk.now)) for one in found),
        "closed": events_of(desk.by, desk.now, closed=True)[:20],
        "rates": rates(desk.by, desk.today - A_YEAR, desk.today),
        "kinds": KINDS,
        "grades": GRADES,
        "outcomes": OUTCOMES,
    }


@page("oversight/event_report.html", writes=True)
def report(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """An event is reported: the treatment, what it is, how grave, when; all else can follow."""
    if not desk.clinical:
        raise WrongHandsError("events are reported by whoever treats; tell a nurse or physician what you saw")
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        day = desk.on.toordinal()
        sites = {one.id: one for one in judge.facts.all(Site) if day in one.span}
        own = _own_sites(judge.facts.by(Engagement, "person", desk.by.person or ""), sites)
        asked_for = request.POST.get("act") or request.GET.get("act", "")
        near = [one.id for one in own]
        treated = acts_to_report_on(desk.by, desk.today - BACK, desk.by.person or "", near, asked_for)
    chosen = next((one for one in treated if one.code == asked_for), None)
    first = own[0] if own else None
    site = sites.get(chosen.site.code if chosen else request.POST.get("site", "")) or first
    zone = site.zone if site else next((one.zone for one in sites.values()), "UTC")
    form = asked.Reporting(request.POST or None, zone=zone, now=desk.now)
    asked.choose(
        form, "act", [("", "None of these"), *((one.code, _treatment(one, labels, desk)) for one in treated)]
    )
    asked.choose(form, "site", [("", "Choose"), *((id, one.name) for id, one in sorted(sites.items()))])
    if not form.is_bound:
        form.initial["act"] = chosen.code if chosen else ""
        form.initial["site"] = first.id if first else ""
    if form.is_bound and form.is_valid():
        code = tried(form, lambda: _reported(desk, form.cleaned_data))
        if code is not None:
            messages.success(request, "It is reported, and the clock runs. Tell the director now.")
            return redirect("event", code=code)
    return {"form": form, "labels": labels}


def _own_sites(engaged: tuple[Engagement, ...], sites: Mapping[str, Site]) -> list[Site]:
    """Where somebody is engaged, the sites that are named to them first."""
    named = [sites[id] for one in engaged for id in sorted(one.sites or ()) if id in sites]
    named += [
        site
        for one in engaged
        if one.sites is None
        for site in sites.values()
        if site.practice == one.organization
    ]
    return list({one.id: one for one in named}.values())


def _treatment(one: Any, labels: Labels, desk: Desk) -> str:  # noqa: ANN401 - a row of acts
    here = one.at.astimezone(ZoneInfo(one.site.zone))
    who = labels.name(one.person.code)
    return f"{labels.procedure(one.procedure)}, {short(here.date(), desk.today)} {here:%H:%M}, {who}, {one.site.name}"


def _reported(desk: Desk, given: Mapping[str, Any]) -> str:
    reported = acts.Reported(
        given["grade"],
        given["kind"],
        given["recognized"],
        act=given["act"],
        site=given["site"],
        onset=given["onset"],
        treated=given["treated"],
        circumstances=frozenset(given["circumstances"]),
        product=given["product"],
        lot=given["lot"],
        description=given["description"],
        care=given["care"],
    )
    return acts.report_event(by=desk.by, why="an adverse event was reported", reported=reported)


@dataclass(frozen=True)
class Doing:
    """Something that can be done to an event: its form, what does it, and what is said then."""

    form: type[asked.AtASite]
    act: Callable[..., Any]
    said: str
    heading: str


DOINGS: Final[Mapping[str, Doing]] = {
    "tell": Doing(asked.Telling, acts.tell_director, "The director was told.", "The director was told"),
    "call": Doing(
        asked.Calling, acts.contact_patient, "The contact is written down.", "The patient was contacted"
    ),
    "disclose": Doing(
        asked.Disclosing,
        acts.disclose_event,
        "It is written down.",
        "Patient or family were told what happened",
    ),
    "add": Doing(asked.Adding, acts.add_to_event, "It is added.", "Add to what happened"),
    "regrade": Doing(asked.Regrading, acts.regrade_event, "The grade is changed.", "Change the grade"),
    "take_up": Doing(asked.TakingUp, closing.take_up_event, "The review has begun.", "Begin the review"),
    "cause": Doing(asked.Causing, closing.find_cause, "The cause is written down.", "What caused it?"),
    "agree": Doing(asked.Agreeing, closing.agree_action, "It is agreed.", "Agree on what changes"),
    "finish": Doing(asked.Finishing, closing.finish_action, "It is done.", "It is done"),
    "decide": Doing(asked.Deciding, closing.decide_report, "It is decided.", "Decide"),
    "close": Doing(asked.Closing, closing.close_event, "The event is closed.", "Close the event"),
    "reopen": Doing(asked.Reopening, closing.reopen_event, "It is open again.", "Open it again"),
}
OF_A_ROW: Final = {"finish": "task", "decide": "report"}
"""What is done to a row of an event and not to the event, and the field that names the row."""


@page("oversight/event.html", writes=True)
def event(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One event: what is due, what medicine wrote, and what can be done next."""
    with seeing(desk.by):
        found = event_of(desk.by, code)
        labels, judge, _ = network_of(desk.by)
        directing = directors_of(desk.by, found.seen.site, desk.at(found.seen.zone).today)
        owners = sorted(
            {one.person for one in judge.facts.all(Engagement) if desk.on.toordinal() in one.span}
        )
        decides = acts.decides_at(desk.by, found.seen.site)
    do = request.POST.get("do", "")
    forms = _forms(request, desk, found, do, decides=decides)
    for one in forms.values():
        if isinstance(one, asked.Telling):
            asked.choose(one, "to", [(who, labels.person(who)) for who in directing])
        if isinstance(one, asked.Calling):
            one.steps(clock.name for clock in found.seen.clocks if clock.done and clock.name in CONTACTS)
        if isinstance(one, asked.Agreeing):
            asked.choose(one, "owner", [(who, labels.person(who)) for who in owners])
    posted = forms.get(_key(do, request))
    if request.method == "POST" and posted is not None and posted.is_valid():
        given = dict(posted.cleaned_data)
        done = tried(posted, lambda: _done(desk, do, code, given))
        if done is not None:
            messages.success(request, done)
            return redirect("event", code=code)
    return {
        "desk": desk.at(found.seen.zone),
        "event": found.seen,
        "whole": found,
        "labels": labels,
        "site": judge.facts.need(Site, found.seen.site),
        "forms": [(name, DOINGS[name].heading, one) for name, one in forms.items() if name in DOINGS],
        "asked": do,
        "reports": [
            (one, AUTHORITIES.get(one.to, one.to), DUTIES[one.duty], forms.get(f"decide:{one.code}"))
            for one in found.reports
        ],
        "tasks": [(one, forms.get(f"finish:{one.code}")) for one in found.tasks],
        "notes": [
            (_about(one.about), one.at.astimezone(ZoneInfo(found.seen.zone)), one) for one in found.notes
        ],
        "kind": KINDS.get(found.seen.kind, ""),
        "circumstances": [CIRCUMSTANCES.get(one, one) for one in found.circumstances],
        "cause": CAUSES.get(found.seen.cause, ""),
        "outcome": OUTCOMES.get(found.seen.outcome, ""),
        "grade": GRADES[found.seen.grade],
    }


def _key(do: str, request: HttpRequest) -> str:
    return f"{do}:{request.POST.get(OF_A_ROW[do], '')}" if do in OF_A_ROW else do


def _forms(
    request: HttpRequest, desk: Desk, found: Whole, do: str, *, decides: bool
) -> dict[str, asked.AtASite]:
    """The forms of what can be done now by whoever looks; the one that was sent is filled."""
    names = list(_possible(desk, found, decides=decides))
    rows = [f"finish:{one.code}" for one in found.tasks if one.done is None and desk.clinical]
    rows += [f"decide:{one.code}" for one in found.reports if decides]
    if found.seen.state == "closed":
        rows = []
    sent = _key(do, request)
    made: dict[str, asked.AtASite] = {}
    for place, name in enumerate([*names, *rows]):
        plain, _, row = name.partition(":")
        data = request.POST if request.method == "POST" and name == sent else None
        more: dict[str, Any] = {"initial": {OF_A_ROW[plain]: row}} if row else {}
        made[name] = DOINGS[plain].form(
            data, zone=found.seen.zone, now=desk.now, id=f"{plain}{place}", **more
        )
    return made


def _possible(desk: Desk, found: Whole, *, decides: bool) -> tuple[str, ...]:
    seen = found.seen
    if not desk.clinical:
        return ()
    if seen.state == "closed":
        return ("reopen",) if decides else ()
    steps = {one.name for one in seen.clocks if one.done is None}
    can = {
        "tell": seen.told is None,
        "call": seen.grade != DEATH and bool(steps & set(CONTACTS)),
        "disclose": seen.disclosed is None,
        "take_up": decides and seen.state == "told",
        "cause": decides and seen.state == "in_review",
        "agree": decides,
        "close": decides and seen.state == "in_review",
        "add": True,
        "regrade": True,
    }
    return tuple(name for name, may in can.items() if may)


def _done(desk: Desk, do: str, code: str, given: dict[str, Any]) -> str:
    """What was done, in words. What is of a row names its row, all else the event."""
    doing = DOINGS[do]
    of = {} if do in OF_A_ROW else {"event": code}
    doing.act(by=desk.by, why=f"{doing.heading.lower().rstrip('?')}, on its page", **of, **given)
    return doing.said


def _about(about: str) -> str:
    """Which part of an event a note is about, in words."""
    part, _, of = about.partition(":")
    if part == "contact":
        return f"Contact after {NAMES.get(of, of)}"
    if part == "grade":
        return f"Why the grade went from {of.replace('-', ' to ')}"
    if part == "report":
        return f"Why no report: {AUTHORITIES.get(of, of)}"
    return ABOUT.get(part, part.replace("_", " "))
