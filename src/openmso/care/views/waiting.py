"""The waitlist of a site, and one who waits: what is offered to them, until when, and what they say. For medicine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.care.access import of_medicine
from openmso.care.actions.visits import Booking
from openmso.care.actions.waiting import (
    Wished,
    ask_for_time,
    decline_offer,
    offer_time,
    take_offer,
    withdraw_wish,
)
from openmso.care.queries import waiting as queries
from openmso.care.queries.patients import names_of, patient_meant
from openmso.care.queries.waiting import OPEN, Waiting
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.oversight.queries.named import network_of

SHOWN: Final = 24
"""So many times of a day are shown; another day shows others."""
DEADLINES: Final = (("1", "an hour"), ("4", "four hours"), ("24", "a day"), ("72", "three days"))


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def _hour(label: str, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=24, initial=initial)


class Asking(forms.Form):
    """Who waits for what."""

    patient = forms.CharField(
        label="Who waits?", max_length=200, help_text="Name and birthday, or telephone number."
    )
    services = forms.MultipleChoiceField(label="For what?", widget=forms.CheckboxSelectMultiple)
    first = _day("From")
    last = _day("Until")
    from_hour = _hour("Not before (hour)", 8)
    until_hour = _hour("Over by (hour)", 18)


class Answering(forms.Form):
    """A time that is offered, or what the patient says."""

    act = forms.CharField(max_length=20)
    person = forms.CharField(max_length=200, required=False)
    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S%z"], required=False)
    room = forms.CharField(max_length=200, required=False)
    device = forms.CharField(max_length=200, required=False)
    supervisor = forms.CharField(max_length=200, required=False)
    hours = forms.ChoiceField(label="They have time to answer", choices=DEADLINES, required=False)


@page("care/waitlist.html", writes=True)
def waitlist(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """Who waits for a time at a site, whoever asked first first."""
    of_medicine(desk.by)
    _, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, site)
    here = desk.at(place.zone)
    day = here.today.toordinal()
    menu = sorted(
        (one for one in judge.facts.by(Service, "site", site) if day in one.span), key=lambda one: one.name
    )
    form = Asking(
        request.POST or None, initial={"first": here.today, "last": here.today + timedelta(days=28)}
    )
    form.fields["services"].choices = [(one.id, one.name) for one in menu]  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        code = tried(form, lambda: _asked(desk, site, form.cleaned_data))
        if code is not None:
            messages.success(request, "They wait.")
            return redirect("wish", code=code)
    rows = queries.waitlist(desk.by, site, here.today)
    names = names_of(desk.by, [one.patient for one in rows])
    return {
        "desk": here,
        "site": place,
        "form": form,
        "rows": [
            (one, names.get(one.patient, ""), _wanted(judge, one), one.is_offered(desk.now)) for one in rows
        ],
    }


def _wanted(judge: Judge, one: Waiting) -> str:
    """What they wait for, as the menu calls it."""
    lines = (judge.facts.get(Service, id) for id in one.services)
    return ", ".join(line.name for line in lines if line is not None) or "what was on the menu once"


def _asked(desk: Desk, site: str, given: dict[str, Any]) -> str:
    wished = Wished(
        patient_meant(desk.by, given["patient"].strip()),
        site,
        tuple(given["services"]),
        given["first"],
        given["last"],
        given["from_hour"],
        given["until_hour"],
    )
    return ask_for_time(by=desk.by, why="they wait for a time", wished=wished)


@page("care/wish.html", writes=True)
def wish(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One who waits: free times of a day that suit them; offering one; what they answer."""
    one = queries.wish(desk.by, code)
    labels, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, one.site)
    here = desk.at(place.zone)
    form = Answering(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _answered(desk, code, form.cleaned_data))
        if done is not None:
            said, where, whose = done
            messages.success(request, said)
            return redirect(where, code=whose)
        one = queries.wish(desk.by, code)
    on = max(one.first, min(here.on, one.last))
    is_open, offered = one.state in OPEN, one.is_offered(desk.now)
    times = queries.times_for(desk.by, one, on, now=desk.now) if is_open and not offered else ()
    return {
        "desk": here,
        "site": place,
        "labels": labels,
        "one": one,
        "name": names_of(desk.by, [one.patient]).get(one.patient, ""),
        "wanted": _wanted(judge, one),
        "form": form,
        "is_open": is_open,
        "offered": offered,
        "offer": _offer(one, place.zone) if offered else None,
        "day": on,
        "before": on - timedelta(days=1) if on > max(one.first, here.today) else None,
        "after": on + timedelta(days=1) if on < one.last else None,
        "times": [
            (f"{slot.at:%H:%M}", f"{slot.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S+0000}", slot.slot)
            for slot in times[:SHOWN]
        ],
        "all": len(times),
    }


def _offer(one: Waiting, zone: str) -> dict[str, Any]:
    """What is offered, by the clock of the site."""
    held = one.offered or {}
    clock = ZoneInfo(zone)
    at = datetime.fromisoformat(held["at"]).astimezone(clock)
    until = one.offered_until.astimezone(clock) if one.offered_until else at
    return {"at": at, "person": held["person"], "until": until}


def _answered(desk: Desk, code: str, given: dict[str, Any]) -> tuple[str, str, str]:
    """What was done, in words, and the page that follows: its name, and whose."""

    def offer() -> tuple[str, str, str]:
        if given["at"] is None:
            raise RefusedError.at("at", "no time was chosen", "one of those that are shown")
        slot = Booking(
            "", (), given["person"], given["at"], given["room"], given["device"], given["supervisor"]
        )
        deadline = min(desk.now + timedelta(hours=int(given["hours"] or 4)), given["at"])
        offer_time(by=desk.by, why="offered on the waitlist", wish=code, slot=slot, until=deadline)
        return "It is offered. Tell them, and until when they can take it.", "wish", code

    def take() -> tuple[str, str, str]:
        visit = take_offer(by=desk.by, why="they take what was offered", wish=code)
        return "It is booked.", "visit", visit

    def decline() -> tuple[str, str, str]:
        decline_offer(by=desk.by, why="they do not want that time", wish=code)
        return "They wait on.", "wish", code

    def withdraw() -> tuple[str, str, str]:
        withdraw_wish(by=desk.by, why="they no longer wait", wish=code)
        return "They no longer wait.", "wish", code

    acts: dict[str, Callable[[], tuple[str, str, str]]] = {
        "offer": offer,
        "take": take,
        "decline": decline,
        "withdraw": withdraw,
    }
    if given["act"] not in acts:
        raise RefusedError.at("act", "that is nothing that can be done", "offer, take, decline or withdraw")
    return acts[given["act"]]()
