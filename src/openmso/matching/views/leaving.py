"""A director leaves: whose office, and the last day."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.matching.access import appointing
from openmso.matching.actions.leaving import give_notice
from openmso.matching.queries.leaving import DRILL
from openmso.oversight.queries.named import network_of


class Leaving(forms.Form):
    """Whose office ends, and after which day."""

    appointment = forms.ChoiceField(label="Who leaves?")
    last = forms.DateField(
        label="Their last day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@page("matching/leaves.html", writes=True)
def leaves(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """A director leaves: the office ends after a day, and who comes next is sought from this moment."""
    appointing(desk.by)
    labels, judge, _ = network_of(desk.by)
    day = desk.today.toordinal()
    offices = [one for one in judge.facts.all(Appointment) if one.kind == "director" and day in one.span]
    mine = [one for one in offices if one.person == desk.by.person] if desk.clinical else offices
    choices = sorted(
        ((one.id, f"{labels.person(one.person)}, {labels.name(one.practice)}") for one in mine),
        key=lambda pair: pair[1].casefold(),
    )
    start = {"last": desk.today + DRILL, "appointment": request.GET.get("office", "")}
    form = Leaving(request.POST or None, initial=start, label_suffix="")
    form.fields["appointment"].choices = choices  # type: ignore[attr-defined] # a field of choices
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        code = tried(form, lambda: give_notice(by=desk.by, why="a director leaves", now=desk.now, **given))
        if code is not None:
            messages.success(request, "The office ends then, and who comes next is sought from now on.")
            return redirect("opening", code=code)
    return {"form": form, "choices": choices, "drill": DRILL // timedelta(days=1)}
