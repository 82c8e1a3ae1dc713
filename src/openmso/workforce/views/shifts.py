"""Planning a week of a site at once, or as it was the week before; and one shift, to be moved, cancelled or restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.purposes import ROSTERING
from openmso.foundation.rules.sides import Side
from openmso.structure.queries import sites_of
from openmso.workforce.actions import (
    Pattern,
    cancel_shift,
    copy_week,
    move_shift,
    plan_week,
    restore_shift,
)
from openmso.workforce.queries import NEAR, engaged_at
from openmso.workforce.queries.desk import names
from openmso.workforce.queries.roster import shift as shift_of

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = timedelta(days=7)


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class Week(forms.Form):
    """The same hours on some days of a week, for some people."""

    people = forms.MultipleChoiceField(label="Who?", widget=forms.CheckboxSelectMultiple)
    days = forms.MultipleChoiceField(
        label="On which days?",
        choices=[(str(number), name) for number, name in enumerate(DAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    start = _clock("From")
    until = _clock("Until")
    near = forms.ChoiceField(label="How near", choices=[(one, one.replace("_", " ")) for one in NEAR])


class Moving(forms.Form):
    """Other hours for a shift."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    start = _clock("From")
    until = _clock("Until")


class Copying(forms.Form):
    """Nothing is asked: the week before is copied. What is refused is said here."""


@page("workforce/plan_week.html", writes=True)
def plan(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """Plan a week of a site: some people at the same hours, or everybody as in the week before."""
    place = _site(desk, site)
    here = desk.at(place.zone)
    monday = here.on - timedelta(days=here.on.weekday())
    people = {one.id: one.name for one in names(desk.by).facts.all(Person)}
    engaged = engaged_at(desk.by, site, place.practice, here.on)
    copies = request.POST.get("act") == "copy"
    initial = {"days": list("01234"), "start": time(9), "until": time(17), "near": "on_site"}
    form = Week(request.POST if request.method == "POST" and not copies else None, initial=initial)
    form.fields["people"].choices = sorted(  # type: ignore[attr-defined] # a field of choices
        ((one, people.get(one, one)) for one in engaged), key=lambda one: one[1].casefold()
    )
    copying = Copying(request.POST if copies else None)
    asked: forms.Form = copying if copies else form
    if request.method == "POST" and asked.is_valid():
        done = tried(asked, lambda: _planned(desk, site, monday, asked.cleaned_data, copies=copies))
        if done is not None:
            messages.success(request, f"{done} shift{'' if done == 1 else 's'} planned.")
            return redirect(f"{reverse('roster', args=[site])}?on={monday.isoformat()}")
    return {
        "desk": here,
        "site": place,
        "form": form,
        "copying": copying,
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "engaged": engaged,
        "may_plan": _may(desk),
    }


def _planned(desk: Desk, site: str, monday: date, given: dict[str, Any], *, copies: bool) -> int:
    """How many shifts were planned."""
    if copies:
        why = "as in the week before"
        return copy_week(by=desk.by, why=why, site=site, monday=monday - WEEK, onto=monday)
    days = frozenset(map(int, given["days"]))
    patterns = [Pattern(one, days, given["start"], given["until"], given["near"]) for one in given["people"]]
    return len(plan_week(by=desk.by, why="a week planned", site=site, monday=monday, patterns=patterns))


@page("workforce/shift.html", writes=True)
def shift(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One shift: moved to other hours, cancelled, or restored."""
    duty, state = shift_of(desk.by, code)
    place = _site(desk, duty.site)
    here, zone = desk.at(place.zone), ZoneInfo(place.zone)
    start, until = (one.astimezone(zone) for one in (duty.start, duty.until or duty.start))
    initial = {"day": start.date(), "start": start.time(), "until": until.time()}
    act = request.POST.get("act", "move")
    form = Moving(request.POST if act == "move" and request.method == "POST" else None, initial=initial)
    copying = Copying(request.POST if act != "move" else None)
    asked: forms.Form = form if act == "move" else copying
    if request.method == "POST" and asked.is_valid():
        said = tried(asked, lambda: _changed(desk, code, act, zone, asked.cleaned_data))
        if said is not None:
            messages.success(request, said)
            return redirect("shift", code=code)
    return {
        "desk": here,
        "site": place,
        "who": names(desk.by).name(duty.person),
        "near": duty.near,
        "start": start,
        "hours": f"{start:%H:%M}–{until:%H:%M}",
        "cancelled": state == "cancelled",
        "form": form,
        "copying": copying,
        "may_plan": _may(desk),
    }


def _changed(desk: Desk, code: str, act: str, zone: ZoneInfo, given: dict[str, Any]) -> str:
    """What was done, in words."""

    def move() -> None:
        start = datetime.combine(given["day"], given["start"], zone)
        over_night = timedelta(days=1 if given["until"] <= given["start"] else 0)
        until = datetime.combine(given["day"] + over_night, given["until"], zone)
        move_shift(by=desk.by, why="moved on its page", shift=code, start=start, until=until)

    acts: dict[str, tuple[Callable[[], None], str]] = {
        "move": (move, "The shift is moved."),
        "cancel": (
            lambda: cancel_shift(by=desk.by, why="cancelled on its page", shift=code),
            "The shift is cancelled.",
        ),
        "restore": (
            lambda: restore_shift(by=desk.by, why="restored on its page", shift=code),
            "The shift is planned again.",
        ),
    }
    if act not in acts:
        raise RefusedError.at("", f'"{act[:20]}" is nothing that can be done', "move, cancel or restore it")
    do, said = acts[act]
    do()
    return said


def _site(desk: Desk, site: str) -> Site:
    place = next(iter(sites_of(desk.by, named=[site])), None)
    if place is None:
        raise NotThereError(Site, site)
    return place


def _may(desk: Desk) -> bool:
    return desk.by.post in ROSTERING and desk.by.side in (Side.BUSINESS, Side.CLINICAL)
