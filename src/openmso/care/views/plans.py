"""How long each line of a site's menu takes there, and in which kinds of room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.care.actions.plans import LONGEST, plan_service, unplan_service
from openmso.care.queries.plans import menu_of
from openmso.care.rules.visits import SHORTEST
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import PLACING
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of
from openmso.structure.actions import ROOM_KINDS


class Saying(forms.Form):
    """What is said of a line."""

    act = forms.CharField(max_length=20, required=False)
    service = forms.ChoiceField(label="Service")
    minutes = forms.IntegerField(
        label="Minutes, with coming and going",
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=30,
        required=False,
    )
    room_kinds = forms.MultipleChoiceField(
        label="In which rooms?",
        choices=[(one, one.capitalize()) for one in ROOM_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None checked: in any room.",
    )


@page("care/plans.html", writes=True)
def plans(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """The menu of a site with its minutes and rooms; who runs the site says them."""
    labels, judge, _ = network_of(desk.by)
    place = judge.facts.need(Site, site)
    here = desk.at(place.zone)
    lines = menu_of(desk.by, site, here.on)
    form = Saying(request.POST or None)
    form.fields["service"].choices = [(one.service.id, one.service.name) for one in lines]  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        said = tried(form, lambda: _done(desk, form.cleaned_data))
        if said is not None:
            messages.success(request, said)
            return redirect(f"{request.path}{here.as_of}")
    return {
        "desk": here,
        "site": place,
        "labels": labels,
        "lines": lines,
        "form": form,
        "may_place": desk.by.post in PLACING and desk.by.side in (Side.BUSINESS, Side.CLINICAL),
    }


def _done(desk: Desk, given: dict[str, Any]) -> str:
    """What was done, in words."""
    if given["act"] == "usual":
        unplan_service(by=desk.by, why="as usual again", service=given["service"])
        return "It takes as long as is usual, in any room."
    plan_service(
        by=desk.by,
        why="said on the page of the menu",
        service=given["service"],
        minutes=given["minutes"] or 0,
        room_kinds=given["room_kinds"],
    )
    return "It is said. Slots that are sought from now on are as long."
