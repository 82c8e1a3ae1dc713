"""Broken glass: what waits, and one with what was said; a director is told, and judges."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.care.actions.glass import VERDICTS, judge_glass, tell_director
from openmso.care.queries.calendar import patient_of
from openmso.care.queries.glass import broken_glass
from openmso.care.queries.glass import glass as glass_of
from openmso.care.queries.patients import name_if_open
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of


class Judging(forms.Form):
    """How it is judged."""

    verdict = forms.ChoiceField(label="Was it justified?", choices=list(VERDICTS.items()))
    said = forms.CharField(
        label="What you looked at, and what follows",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )


@page("care/glass_list.html")
def glass_list(request: HttpRequest, desk: Desk) -> Shown:
    """Where somebody treated although the gate said stop."""
    del request
    labels, _, _ = network_of(desk.by)
    return {"found": broken_glass(desk.by, now=desk.now), "labels": labels}


@page("care/glass.html", writes=True)
def glass(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One of them: why, the clocks, and the judgment."""
    labels, judge, _ = network_of(desk.by)
    found = glass_of(desk.by, code, now=desk.now)
    here = desk.at(judge.facts.need(Site, found.site).zone)
    if request.POST.get("act") == "told":
        tell_director(by=desk.by, why="the director was told", glass=code)
        messages.success(request, "It is written down that the director knows.")
        return redirect("glass", code=code)
    form = Judging(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _judged(desk, code, form))
        if done is not None:
            messages.success(request, done)
            return redirect("glass", code=code)
    mine = desk.by.person in (found.person, found.director) and desk.by.side is Side.CLINICAL
    may_judge = desk.by.side is Side.CLINICAL and desk.by.person != found.person
    return {
        "desk": here,
        "glass": found,
        "labels": labels,
        "may_open": _may_open(desk, found.visit),
        "form": form,
        "may_tell": mine and not found.told_at,
        "may_judge": may_judge,
    }


def _may_open(desk: Desk, visit: str) -> bool:
    """Whether the chart behind it is open to who looks."""
    patient = patient_of(desk.by, visit) if desk.clinical else ""
    return bool(patient) and bool(name_if_open(desk.by, patient))


def _judged(desk: Desk, code: str, form: Judging) -> str:
    given = form.cleaned_data
    judge_glass(by=desk.by, why="judged", glass=code, verdict=given["verdict"], said=given["said"])
    return "It is judged."
