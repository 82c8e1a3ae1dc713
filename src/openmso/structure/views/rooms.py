"""The rooms and devices of a site: what is in use, what each device serves, entering and retiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Service, Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.purposes import PLACING
from openmso.foundation.rules.sides import Side
from openmso.law.queries import words_of_law
from openmso.law.queries.lawbook import lawbook
from openmso.structure import queries
from openmso.structure.actions import ROOM_KINDS, add_device, add_room, device_serves, retire, service_device
from openmso.structure.queries.rooms import devices_of, rooms_of
from openmso.words.labels import Labels

MOST_LINES = 500
"""So many lines of a menu are read for the procedures that a device may serve."""


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Adding(forms.Form):
    """A new room."""

    name = forms.CharField(label="What is it called?", max_length=300)
    kind = forms.ChoiceField(label="Kind", choices=[(one, one.capitalize()) for one in ROOM_KINDS])
    since = _day("In use since")


class Bringing(forms.Form):
    """A new device."""

    name = forms.CharField(label="What is it called?", max_length=300)
    serial = forms.CharField(label="Serial number", max_length=100, required=False)
    since = _day("In use since")
    service_due_on = _day("Next service due")
    procedures = forms.MultipleChoiceField(
        label="What is done with it?", widget=forms.CheckboxSelectMultiple, required=False
    )


class Changing(forms.Form):
    """What becomes of a room or device: out of use, serviced, or it serves something else."""

    code = forms.CharField(max_length=200)
    on = _day("First day without it")
    due_on = _day("Next service due")
    procedures = forms.MultipleChoiceField(
        label="What is done with it?", widget=forms.CheckboxSelectMultiple, required=False
    )


@page("structure/rooms.html", writes=True)
def rooms(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """Rooms and devices in use on a day; who runs the site enters and retires them."""
    place = next(iter(queries.sites_of(desk.by, named=[site])), None)
    if place is None:
        raise NotThereError(Site, site)
    here = desk.at(place.zone)
    devices = devices_of(desk.by, site, here.on)
    labels = Labels(Facts.of(()), lawbook(desk.by).book, words_of_law())
    serving = _choices(desk, site, here.on, {code for one in devices for code in one.procedures}, labels)
    act = request.POST.get("act", "")
    adding = Adding(request.POST if act == "room" else None, prefix="room", initial={"since": here.on})
    bringing = Bringing(
        request.POST if act == "device" else None, prefix="device", initial={"since": here.on}
    )
    changing = Changing(request.POST if act in CHANGES else None)
    for one in (bringing, changing):
        one.fields["procedures"].choices = serving  # type: ignore[attr-defined] # a field of choices
    form: forms.Form = {"room": adding, "device": bringing}.get(act, changing)
    if request.method == "POST" and form.is_valid():
        said = tried(form, lambda: _done(act, desk, site, here.on, form.cleaned_data))
        if said is not None:
            messages.success(request, said)
            return redirect(f"{request.path}{_kept(here, form.cleaned_data.get('since'))}")
    return {
        "desk": here,
        "site": place,
        "labels": labels,
        "rooms": rooms_of(desk.by, site, here.on),
        "devices": [(one, _serves(one.code, one.procedures, serving)) for one in devices],
        "adding": adding,
        "bringing": bringing,
        "changing": changing,
        "may_place": desk.by.post in PLACING and desk.by.side in (Side.BUSINESS, Side.CLINICAL),
    }


def _kept(here: Desk, since: date | None) -> str:
    """The day that is shown next: the one on which what was entered is there."""
    return f"?on={since.isoformat()}" if since and since > here.on else here.as_of


def _choices(desk: Desk, site: str, on: date, known: set[str], labels: Labels) -> list[tuple[str, str]]:
    """Procedures that a device there may serve, by name: those of the menu, and those that a device serves already."""
    lines = queries.page(desk.by, Service, on=on, limit=MOST_LINES, site=site).items
    codes = known.union(*(one.record.procedures for one in lines))
    return sorted(((code, labels.procedure(code)) for code in codes), key=lambda one: one[1].casefold())


def _serves(code: str, procedures: frozenset[str], serving: list[tuple[str, str]]) -> forms.Form:
    """The form that says what a device serves, as it stands."""
    form = Changing(initial={"code": code, "procedures": sorted(procedures)}, auto_id=f"id_{code}_%s")
    form.fields["procedures"].choices = serving  # type: ignore[attr-defined] # a field of choices
    return form


CHANGES = ("retire", "service", "serves")


def _done(act: str, desk: Desk, site: str, on: date, given: dict[str, Any]) -> str:
    """What was done, in words."""
    why, since = "said on the page of rooms", given.get("since") or on
    acts: dict[str, Callable[[], object]] = {
        "room": lambda: add_room(
            by=desk.by, why=why, site=site, name=given["name"], kind=given["kind"], since=since
        ),
        "device": lambda: add_device(
            by=desk.by,
            why=why,
            site=site,
            name=given["name"],
            serial=given["serial"],
            procedures=given["procedures"],
            since=since,
            service_due_on=given["service_due_on"],
        ),
        "serves": lambda: device_serves(
            by=desk.by, why=why, device=given["code"], procedures=given["procedures"]
        ),
        "service": lambda: service_device(
            by=desk.by, why=why, device=given["code"], due_on=given["due_on"] or on
        ),
        "retire": lambda: retire(by=desk.by, why=why, id=given["code"], on=given["on"] or on),
    }
    acts[act]()
    return SAID[act]


SAID = {
    "room": "The room is entered.",
    "device": "The device is entered.",
    "serves": "It is said what the device serves.",
    "service": "The next service is noted.",
    "retire": "It is taken out of use. What is booked there stays and has to be moved.",
}
