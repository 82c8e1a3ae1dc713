"""Who stands in: each site with who directs it, days ahead without anybody, absences, and whether directors can be reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.oversight.actions import cover as acts
from openmso.oversight.queries.cover import Cover, absences
from openmso.oversight.queries.cover import cover as cover_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.cover import AHEAD, HOWS
from openmso.oversight.views.event_forms import choose
from openmso.words.labels import Labels


class Going(forms.Form):
    """Days on which somebody is away."""

    first = forms.DateField(label="Away from", widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label="To, that day too", widget=forms.DateInput(attrs={"type": "date"}))


class Trying(forms.Form):
    """Somebody was tried to be reached."""

    whom = forms.ChoiceField(label="Who, for which site?")
    how = forms.ChoiceField(label="How?", choices=list(HOWS.items()))
    at = forms.TimeField(label="Today at", widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label="Answered after how many minutes?", required=False, min_value=0, max_value=1440,
        help_text="Leave it empty if they did not answer.",
    )  # fmt: skip


@page("oversight/cover.html", writes=True)
def cover(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """The plan of every site; saying that one is away; trying whether a director can be reached."""
    labels, judge, _ = network_of(desk.by)
    plan = cover_of(desk.by, desk.on)
    gives = desk.clinical and desk.by.post in DECIDING and bool(desk.by.person)
    tries = desk.clinical and bool(desk.by.person)
    do = request.POST.get("do", "")
    going = Going(request.POST if do == "away" else None, initial={"first": desk.today}, label_suffix="")
    trying = Trying(request.POST if do == "try" else None, initial=_now(desk, plan), label_suffix="")
    choose(trying, "whom", _whom(plan, labels, desk.by.person or ""))
    if do == "back":
        acts.say_back(by=desk.by, why="not away after all", absence=request.POST.get("absence", ""))
        messages.success(request, "It is taken back.")
        return redirect("cover")
    if going.is_bound and going.is_valid():
        days = going.cleaned_data
        if tried(
            going, lambda: acts.say_away(by=desk.by, why="away", first=days["first"], last=days["last"])
        ):
            messages.success(request, "It is in the plan. Questions go to who stands in.")
            return redirect("cover")
    if trying.is_bound and trying.is_valid():
        given = trying.cleaned_data
        zone = ZoneInfo(judge.facts.need(Site, given["whom"].partition("|")[0]).zone)
        if tried(trying, lambda: _tried(desk, given, zone)):
            messages.success(request, "It is written down.")
            return redirect("cover")
    return {
        "labels": labels,
        "plan": plan,
        "open": sum(bool(one.gaps) for one in plan),
        "late": sum(each.late(desk.on) for one in plan for each in one.reach),
        "ahead": AHEAD,
        "away": absences(desk.by, desk.on),
        "going": going if gives else None,
        "trying": trying if tries and trying.fields["whom"].choices else None,  # type: ignore[attr-defined] # a field of choices
        "me": desk.by.person or "",
        "do": do,
    }


def _now(desk: Desk, plan: tuple[Cover, ...]) -> dict[str, Any]:
    zone = plan[0].site.zone if plan else "UTC"
    return {"at": desk.now.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)}


def _whom(plan: tuple[Cover, ...], labels: Labels, me: str) -> list[tuple[str, str]]:
    """Those that should be tried first come first."""
    found = [(each.due, one, each.person) for one in plan for each in one.reach if each.person != me]
    found.sort(key=lambda one: (one[0], one[1].site.name, one[2]))
    return [(f"{one.site.id}|{who}", f"{labels.name(who)}, {one.site.name}") for _, one, who in found]


def _tried(desk: Desk, given: dict[str, Any], zone: ZoneInfo) -> bool:
    site, _, person = given["whom"].partition("|")
    today = desk.now.astimezone(zone).date()
    acts.tried_to_reach(
        by=desk.by,
        why="whether they can be reached was tried",
        site=site,
        person=person,
        how=given["how"],
        at=datetime.combine(today, given["at"], zone),
        minutes=given["minutes"],
    )
    return True
