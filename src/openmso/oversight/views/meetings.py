"""Meetings: which are due, what is on their agenda, what was decided, who has signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.people import Engagement, License
from openmso.authority.judge import Judge
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.proving import with_fresh_proof
from openmso.foundation.pages.trying import tried
from openmso.oversight.actions.meetings import (
    Planned,
    decide_in_meeting,
    finish_decision,
    hold_meeting,
    plan_meeting,
    sign_meeting,
)
from openmso.oversight.forms import Day
from openmso.oversight.queries.meetings import Met, agenda, meetings_due
from openmso.oversight.queries.meetings import meeting as meeting_of
from openmso.oversight.queries.meetings import meetings as meetings_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.meetings import KINDS, MODES, Signing, cannot_sign
from openmso.oversight.views.event_forms import long_words
from openmso.words.labels import Labels

SOURCES: Final[Mapping[str, str]] = {"law": "by law", "agreement": "as they agreed", "house": "house rule"}
WHERE: Final[Mapping[str, str]] = {
    "events": "events",
    "late": "events",
    "reviews": "reviews",
    "papers": "oversight",
    "protocols": "oversight",
    "findings": "site_visits",
    "decisions": "meetings",
}
"""Where each line of an agenda can be looked at."""


class Planning(forms.Form):
    """A meeting to be."""

    kind = forms.ChoiceField(label="Which meeting?", choices=list(KINDS.items()))
    physician = forms.ChoiceField(label="Physician, or who chairs")
    invited = forms.MultipleChoiceField(label="Who meets them?", widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label="On", widget=Day())


class Holding(forms.Form):
    """How a meeting was."""

    on = forms.DateField(label="Held on", widget=Day())
    mode = forms.ChoiceField(label="How?", choices=list(MODES.items()))
    attendees = forms.MultipleChoiceField(label="Who came?", widget=forms.CheckboxSelectMultiple)
    notes = long_words("Cases, questions, teaching", required=False)


class Deciding(forms.Form):
    """What was decided."""

    words = long_words("What was decided?", rows=2)
    owner = forms.ChoiceField(label="Who sees to it?")
    due = forms.DateField(label="Until", widget=Day())


def choices(form: forms.Form, name: str, people: list[str], labels: Labels) -> None:
    """Let somebody of these people be chosen."""
    form.fields[name].choices = [(one, labels.person(one)) for one in people]  # type: ignore[attr-defined] # a field of choices


def _staff(judge: Judge, day: int) -> tuple[list[str], list[str]]:
    """Who is engaged on a day, and who of the network could lead a meeting by license."""
    able = {
        one.person
        for one in judge.facts.all(License)
        if one.role in PHYSICIANS | PRACTITIONERS and day in one.span
    }
    engaged = {one.person for one in judge.facts.all(Engagement) if day in one.span}
    return sorted(engaged), sorted(able & engaged)


@page("oversight/meetings.html", writes=True)
def meetings(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Which meetings are due by law, agreement or custom; those that are planned, held and signed; planning one."""
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        due = meetings_due(desk.by, desk.on)
        found = meetings_of(desk.by)
    engaged, leading = _staff(judge, desk.on.toordinal())
    asked = {
        "physician": request.GET.get("physician", desk.by.person),
        "invited": [request.GET.get("person", "")],
    }
    form = Planning(request.POST or None, initial={"on": desk.today, **asked}, label_suffix="")
    choices(form, "physician", leading, labels)
    choices(form, "invited", engaged, labels)
    if desk.clinical and form.is_bound and form.is_valid():
        code = tried(form, lambda: _planned(desk, form.cleaned_data))
        if code is not None:
            messages.success(request, "The meeting is planned, and its agenda fills by itself.")
            return redirect("meeting", code=code)
    late = sum(one.due < desk.on for one in due)
    return {
        "labels": labels,
        "due": [(one, SOURCES[one.cadence.source]) for one in due],
        "late": late,
        "meetings": [(one, KINDS[one.kind]) for one in found],
        "form": form,
        "may_write": desk.clinical,
        "planning": form.is_bound or "person" in request.GET,
    }


def _planned(desk: Desk, given: Mapping[str, Any]) -> str:
    planned = Planned(given["kind"], given["physician"], frozenset(given["invited"]), given["on"])
    return plan_meeting(by=desk.by, why="a meeting was planned", planned=planned)


@page("oversight/meeting.html", writes=True)
def meeting(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One meeting: its agenda, who came, what was decided, and who has still to sign."""
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        found = meeting_of(desk.by, code)
        fed = found.agenda if found.state != "planned" else agenda(desk.by, found.physician, desk.now)
    of_it = [found.physician, *found.invited]
    do = request.POST.get("do", "")
    filled = request.POST if request.method == "POST" else None
    made: dict[str, forms.Form] = {
        "hold": Holding(
            filled if do == "hold" else None, initial=_start(found, desk), auto_id="hold_%s", label_suffix=""
        ),
        "decide": Deciding(filled if do == "decide" else None, auto_id="decide_%s", label_suffix=""),
    }
    choices(made["hold"], "attendees", of_it, labels)
    choices(made["decide"], "owner", _staff(judge, desk.on.toordinal())[0], labels)
    form = made.get(do) or forms.Form(filled)
    if filled is not None and desk.clinical and form.is_valid():
        said = tried(form, lambda: _done(request, desk, found, do, form.cleaned_data))
        if said is not None:
            messages.success(request, said)
            return redirect("meeting", code=code)
    mine = desk.clinical and desk.by.person in of_it
    signing = Signing(found.physician, frozenset(found.attendees), frozenset(found.signed))
    return {
        "meeting": found,
        "kind": KINDS[found.kind],
        "labels": labels,
        "agenda": [(one, WHERE.get(one["about"], "meetings")) for one in fed],
        "mine": mine,
        "holding": made["hold"],
        "deciding": made["decide"],
        "refused": form.non_field_errors() if filled is not None and do not in made else (),
        "wait": cannot_sign(desk.by.person or "", signing) if found.state == "held" and mine else None,
        "may_sign": found.state == "held" and mine,
        "unsigned": [one for one in found.attendees if one not in found.signed],
    }


def _start(found: Met, desk: Desk) -> dict[str, Any]:
    day: date = found.held_on or min(found.planned_on, desk.today)
    return {"on": day, "mode": found.mode, "attendees": found.attendees or [found.physician, *found.invited]}


def _done(request: HttpRequest, desk: Desk, found: Met, do: str, given: Mapping[str, Any]) -> str:
    """What was done, in words."""
    code = found.code
    act, _, number = do.partition(":")
    acts: dict[str, Callable[[], Any]] = {
        "hold": lambda: hold_meeting(by=desk.by, why="the meeting was held", meeting=code, **given),
        "decide": lambda: decide_in_meeting(by=desk.by, why="what was decided", meeting=code, **given),
        "finish": lambda: finish_decision(
            by=desk.by,
            why="a decision is done",
            meeting=code,
            number=int(number) if number.isdecimal() else 0,
        ),
        "sign": lambda: _signed(request, desk, found),
    }
    said = {
        "hold": "It is written down.",
        "decide": "The decision stands.",
        "finish": "It is done.",
        "sign": "You have signed.",
    }
    if act not in acts:
        return "Nothing was done."
    acts[act]()
    return said[act]


def _signed(request: HttpRequest, desk: Desk, found: Met) -> None:
    why = "the meeting was as it is written"
    seen = (found.code, found.held_on, found.attendees, found.decisions, found.notes)
    with_fresh_proof(
        request,
        desk,
        kind="meeting",
        seen=seen,
        why=why,
        do=lambda: sign_meeting(by=desk.by, why=why, meeting=found.code),
    )
