"""The calendar: the sites, the sheet of a day, finding and booking a slot, and one visit with what may be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.care.actions.visits import (
    Booking,
    advance_visit,
    assign_patient,
    book_visit,
    cancel_visit,
    miss_visit,
)
from openmso.care.models.visits import GIVEN_UP
from openmso.care.queries.calendar import LOOKED_BACK, Booked, day_sheet, no_shows, patient_of
from openmso.care.queries.calendar import visit as visit_of
from openmso.care.queries.patients import name_if_open, names_of, patient_meant
from openmso.care.queries.slots import Asked, Offers, offers
from openmso.care.queries.waiting import Waiting, who_fit
from openmso.care.rules.visits import WHY_CANCELLED
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of

SLOTS: Final = 60
"""So many slots are shown; a later hour or another day shows others."""
IN_THE_WAY: Final[Mapping[str, str]] = {
    "not_on_shift": "not on shift that day",
    "taken": "booked the whole time",
    "uncovered": "nobody who is near enough covers them then",
    "no_room": "every room is taken",
    "no_device": "every device that serves it is taken",
}


FORWARD: Final[Mapping[str, str]] = {
    "confirmed": "They will come",
    "arrived": "They are here",
    "in_room": "They are in the room",
    "done": "It is done",
}
"""How a visit goes on, as the buttons say it."""


def _may_write(desk: Desk) -> bool:
    """Whether they sit on a side that keeps the calendar: who audits only looks."""
    return desk.by.side in (Side.BUSINESS, Side.CLINICAL)


class Finding(forms.Form):
    """What is wanted: lines of the menu, by whom, and where the patient is."""

    services = forms.MultipleChoiceField(label="What is wanted?", widget=forms.CheckboxSelectMultiple)
    patient_state = forms.CharField(label="State the patient is in", max_length=2, required=False)
    after = forms.TimeField(
        label="Not before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class Taking(forms.Form):
    """A slot that was chosen."""

    services = forms.CharField(max_length=2000)
    person = forms.CharField(max_length=200)
    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S%z"])
    room = forms.CharField(max_length=200, required=False)
    device = forms.CharField(max_length=200, required=False)
    supervisor = forms.CharField(max_length=200, required=False)
    patient_state = forms.CharField(max_length=2, required=False)


class Going(forms.Form):
    """Where a visit goes, why it is given up, and whose it is."""

    to = forms.CharField(max_length=20, required=False)
    because = forms.ChoiceField(
        label="Why is it cancelled?", choices=list(WHY_CANCELLED.items()), required=False
    )
    patient = forms.CharField(
        label="Whose visit is it?",
        max_length=200,
        required=False,
        help_text="Name and birthday, or telephone number.",
    )


@page("care/visits.html")
def visits(request: HttpRequest, desk: Desk) -> Shown:
    """The sites whose calendar can be opened."""
    del request
    _, judge, _ = network_of(desk.by)
    day = desk.on.toordinal()
    sites = sorted((one for one in judge.facts.all(Site) if day in one.span), key=lambda one: one.name)
    return {"sites": sites}


@page("care/day_sheet.html")
def sheet(request: HttpRequest, desk: Desk, site: str) -> Shown:
    """The visits of a site on a day, person by person."""
    del request
    labels, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, site)
    here = desk.at(place.zone)
    found = day_sheet(desk.by, site, here.on)
    by_person = sorted(found, key=lambda one: (labels.person(one.person), one.start))
    columns = [
        (person, [(one, _wanted(judge, one)) for one in rows])
        for person, rows in groupby(by_person, key=lambda one: one.person)
    ]
    given_up = sum(one.status in ("cancelled", "no_show") for one in found)
    return {
        "desk": here,
        "site": place,
        "labels": labels,
        "columns": columns,
        "all": len(found),
        "given_up": given_up,
        "no_shows": no_shows(desk.by, site, here.on),
        "looked_back": LOOKED_BACK,
    }


def _wanted(judge: Judge, visit: Booked) -> str:
    """What a visit is for, as the menu calls it."""
    lines = (judge.facts.get(Service, one) for one in visit.services)
    return ", ".join(one.name for one in lines if one is not None) or "what was on the menu once"


@page("care/find_slot.html", writes=True)
def find(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """Lawful slots for what is wanted, and who is left out and why; taking one books it."""
    labels, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, site)
    here = desk.at(place.zone)
    day = here.on.toordinal()
    menu = sorted(
        (one for one in judge.facts.by(Service, "site", site) if day in one.span), key=lambda one: one.name
    )
    taking = Taking(request.POST or None)
    if request.method == "POST" and taking.is_valid():
        code = tried(taking, lambda: _booked(desk, site, taking))
        if code is not None:
            messages.success(request, "It is booked.")
            return redirect("visit", code=code)
    form = Finding(request.GET if "patient_state" in request.GET or "services" in request.GET else None)
    form.fields["services"].choices = [(one.id, one.name) for one in menu]  # type: ignore[attr-defined] # a field of choices
    found = None
    if form.is_valid():
        state = form.cleaned_data["patient_state"].upper() or place.state
        found = offers(
            desk.by, Asked(site, tuple(form.cleaned_data["services"]), here.on, patient_state=state)
        )
    return {
        "desk": here,
        "site": place,
        "labels": labels,
        "form": form,
        "taking": taking,
        "may_book": _may_write(desk),
        "found": _shown(found, form),
        "chosen": ",".join(form.cleaned_data["services"]) if found else "",
        "state": form.cleaned_data["patient_state"].upper() or place.state if found else "",
    }


def _shown(found: Offers | None, form: Finding) -> dict[str, Any] | None:
    if found is None:
        return None
    after = form.cleaned_data["after"] or time()
    offered = [one for one in found.offers if one.at.time() >= after]
    return {
        "minutes": found.minutes,
        "times": [
            (f"{at:%H:%M}", f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S+0000}", [one.slot for one in listed])
            for at, listed in groupby(offered[:SLOTS], key=lambda one: one.at)
        ],
        "all": len(offered),
        "shown": min(SLOTS, len(offered)),
        "reasons": list(found.reasons.items()),
        "in_the_way": [(who, IN_THE_WAY[why]) for who, why in found.in_the_way.items()],
    }


def _booked(desk: Desk, site: str, form: Taking) -> str:
    given = form.cleaned_data
    at: datetime = given["at"]
    booking = Booking(
        site,
        tuple(given["services"].split(",")),
        given["person"],
        at,
        given["room"],
        given["device"],
        given["supervisor"],
        patient_state=given["patient_state"],
    )
    return book_visit(by=desk.by, why="booked on the calendar", booking=booking)


@page("care/visit.html", writes=True)
def visit(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One visit: who, where, with what, under whom; and where it may go from here."""
    found = visit_of(desk.by, code)
    labels, judge, _ = network_of(desk.by)
    form = Going(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _gone(desk, code, form.cleaned_data))
        if done is not None:
            messages.success(request, done)
            return redirect("visit", code=code)
    place = judge.facts.need(Site, found.site)
    return {
        "desk": desk.at(place.zone),
        "visit": found,
        "site": place,
        "labels": labels,
        "wanted": _wanted(judge, found),
        "forward": [(one, FORWARD[one]) for one in found.next if one in FORWARD],
        "may_write": _may_write(desk),
        "form": form,
        "patient": (whose := patient_of(desk.by, code)),
        "patient_name": (name := name_if_open(desk.by, whose) if whose else ""),
        "may_open": desk.clinical and (bool(name) or not whose),
        "why": WHY_CANCELLED.get(found.ended_because, ""),
        "proposed": _proposed(desk, found) if desk.clinical else (),
    }


def _proposed(desk: Desk, visit: Booked) -> list[tuple[Waiting, str, str]]:
    """Who waits for such a time, with their names and when by the clock of the site."""
    if visit.status not in GIVEN_UP or visit.until <= desk.now:
        return []
    found = who_fit(desk.by, visit.code, now=desk.now)
    names = names_of(desk.by, [one.patient for one, _ in found])
    return [
        (one, names.get(one.patient, ""), f"{offer.at:%H:%M}–{offer.until:%H:%M}") for one, offer in found
    ]


def _gone(desk: Desk, code: str, given: Mapping[str, Any]) -> str:
    """What was done to it, in words."""
    to = given["to"]
    acts: dict[str, Callable[[], None]] = {
        "cancelled": lambda: cancel_visit(
            by=desk.by, why="cancelled on its page", visit=code, because=given["because"]
        ),
        "no_show": lambda: miss_visit(by=desk.by, why="nobody came", visit=code),
        "patient": lambda: assign_patient(
            by=desk.by,
            why="whose visit it is",
            visit=code,
            patient=patient_meant(desk.by, given["patient"].strip()),
        ),
    }
    act = acts.get(to, lambda: advance_visit(by=desk.by, why="moved on, on its page", visit=code, to=to))
    act()
    return "It is said whose visit it is." if to == "patient" else f"The visit is {to.replace('_', ' ')} now."
