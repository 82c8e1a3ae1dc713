"""My hours: what I logged this month against what my offices are for, and logging more; as a table for who pays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.oversight.actions.hours import Entry, log_time, withdraw_time
from openmso.oversight.queries.hours import Office, logged, offices
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.hours import DUTIES
from openmso.words.labels import Labels


class Logging(forms.Form):
    """Time that was spent."""

    appointment = forms.ChoiceField(label="For which office")
    duty = forms.ChoiceField(label="On what")
    site = forms.ChoiceField(label="At which site", required=False)
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    began = forms.TimeField(label="From", widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=720)
    said = forms.CharField(
        label="On which chart, meeting, protocol", max_length=500, help_text="Nothing that names a patient."
    )


@page("oversight/hours.html", writes=True)
def hours(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """A month of one's own, or of everybody for who does not log."""
    labels, judge, _ = network_of(desk.by)
    logs = desk.clinical and desk.by.post in DECIDING
    person = (desk.by.person or "") if logs else ""
    held = offices(desk.by, desk.on, person)
    entries = logged(desk.by, desk.on, person)
    if request.GET.get("as") == "csv":
        rows = [
            (
                labels.name(one.person),
                one.on,
                DUTIES.get(one.spent.duty, one.spent.duty),
                one.spent.minutes,
                one.spent.said,
            )
            for one in entries
        ]
        return sheet(f"hours-{desk.on:%Y-%m}", ("who", "day", "duty", "minutes", "on what"), rows)
    form = Logging(
        request.POST if "duty" in request.POST else None, initial={"day": desk.today, "minutes": 30}
    )
    _choices(
        form,
        [(_called(one, labels), one) for one in held],
        [(one.id, one.name) for one in judge.facts.all(Site) if desk.on.toordinal() in one.span],
    )
    if entry := request.POST.get("withdraw", ""):
        withdraw_time(by=desk.by, why="taken back", entry=entry)
        messages.success(request, "It is taken back.")
        return redirect("hours")
    if form.is_bound and form.is_valid():
        zones = {one.id: one.zone for one in judge.facts.all(Site)}
        given = form.cleaned_data
        done = tried(form, lambda: _logged(desk, given, zones.get(given["site"], settings.ZONE)))
        if done is not None:
            messages.success(request, "It is logged.")
            return redirect("hours")
    return {
        "labels": labels,
        "offices": held,
        "entries": entries,
        "form": form,
        "logs": logs,
        "duties": DUTIES,
    }


def _choices(form: Logging, held: list[tuple[str, Office]], sites: list[tuple[str, str]]) -> None:
    named = {duty for _, one in held for duty in one.appointment.duties}
    agreed = [(code, said) for code, said in DUTIES.items() if not named or code in named]
    form.fields["appointment"].choices = [(one.appointment.id, called) for called, one in held]  # type: ignore[attr-defined] # a field of choices
    form.fields["duty"].choices = agreed  # type: ignore[attr-defined] # a field of choices
    form.fields["site"].choices = [("", "at none"), *sorted(sites, key=lambda one: one[1])]  # type: ignore[attr-defined] # a field of choices


def _called(one: Office, labels: Labels) -> str:
    return f"{one.appointment.kind.replace('_', ' ')} of {labels.name(one.appointment.practice)}"


def _logged(desk: Desk, given: dict[str, Any], zone: str) -> str:
    began = datetime.combine(given["day"], given["began"], ZoneInfo(zone))
    ended = began + timedelta(minutes=given["minutes"])
    entry = Entry(given["appointment"], given["duty"], began, ended, given["said"], given["site"])
    return log_time(by=desk.by, why="time was spent", entry=entry)
