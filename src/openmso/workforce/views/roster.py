"""The roster of a site for a week: who is to be there, who is; planning, cancelling, clocking in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.people import Person
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.purposes import ROSTERING
from openmso.foundation.rules.sides import Side
from openmso.structure.queries import sites_of
from openmso.workforce.actions import Planned, cancel_shift, clock_in, clock_out, plan_shift, restore_shift
from openmso.workforce.queries import NEAR, Duty, actual_duties, engaged_at, planned_duties
from openmso.workforce.queries.desk import names


class Planning(forms.Form):
    """A shift of a day of the week that is shown, or a word on who is here."""

    act = forms.CharField(max_length=20, required=False)
    code = forms.CharField(max_length=200, required=False)
    person = forms.ChoiceField(label="Who", required=False)
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label="From", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    until = forms.TimeField(label="Until", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    near = forms.ChoiceField(
        label="How near", choices=[(one, one.replace("_", " ")) for one in NEAR], required=False
    )


@page("workforce/roster.html", writes=True)
def roster(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """A week of a site."""
    place = next(iter(sites_of(desk.by, named=[site])), None)
    if place is None:
        raise NotThereError(Planned, site)
    here, zone = desk.at(place.zone), ZoneInfo(place.zone)
    monday = here.on - timedelta(days=here.on.weekday())
    people = {one.id: one.name for one in names(desk.by).facts.all(Person)}
    form = Planning(request.POST or None, initial={"day": here.on, "near": "on_site"})
    form.fields["person"].choices = _choices(people, engaged_at(desk.by, site, place.practice, here.on))  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        said = tried(form, lambda: _done(desk, site, zone, form.cleaned_data))
        if said is not None:
            messages.success(request, said)
            return redirect(f"{request.path}?on={here.on.isoformat()}")
    start, until = (datetime.combine(monday + timedelta(days=n), time(), zone) for n in (0, 7))
    planned = planned_duties(desk.by, start, until, site=site)
    gone = planned_duties(desk.by, start, until, site=site, state="cancelled")
    days = [monday + timedelta(days=number) for number in range(7)]
    return {
        "desk": here,
        "site": place,
        "form": form,
        "week": (monday, monday - timedelta(days=7), monday + timedelta(days=7)),
        "days": [(day, _of(day, planned, people, zone), _of(day, gone, people, zone)) for day in days],
        "may_plan": desk.by.post in ROSTERING,
        "may_tell": desk.by.side in (Side.BUSINESS, Side.CLINICAL),
        "here": [
            _row(one, people, zone)
            for one in actual_duties(desk.by, desk.now, desk.now + timedelta(seconds=1), site=site)
        ],
    }


def _choices(people: dict[str, str], here: frozenset[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who works at the site first, then everybody else, each by name: a director may be rostered where nobody engaged them."""
    by_name = sorted(people.items(), key=lambda one: one[1].casefold())
    return [
        ("Engaged here", [one for one in by_name if one[0] in here]),
        ("Everybody else", [one for one in by_name if one[0] not in here]),
    ]


def _of(day: date, duties: Iterable[Duty], people: dict[str, str], zone: ZoneInfo) -> list[dict[str, str]]:
    """The shifts that begin on a day."""
    return [_row(one, people, zone) for one in duties if one.start.astimezone(zone).date() == day]


def _row(duty: Any, people: dict[str, str], zone: ZoneInfo) -> dict[str, str]:  # noqa: ANN401 - a duty of either kind
    until = f"{duty.until.astimezone(zone):%H:%M}" if duty.until else ""
    return {
        "code": duty.code,
        "who": people.get(duty.person, duty.person),
        "hours": f"{duty.start.astimezone(zone):%H:%M}–{until}",
        "near": duty.near.replace("_", " "),
        "told": duty.told,
    }


def _done(desk: Desk, site: str, zone: ZoneInfo, given: dict[str, Any]) -> str:
    """What was done, in words."""
    acts: dict[str, Callable[[], str]] = {
        "cancel": lambda: _said(
            cancel_shift(by=desk.by, why="cancelled on the roster", shift=given["code"]),
            "The shift is cancelled.",
        ),
        "restore": lambda: _said(
            restore_shift(by=desk.by, why="restored on the roster", shift=given["code"]),
            "The shift is planned again.",
        ),
        "in": lambda: _said(
            clock_in(
                by=desk.by,
                why="they are here",
                site=site,
                person=given["person"],
                near=given["near"] or "on_site",
            ),
            "They are clocked in.",
        ),
        "out": lambda: _said(
            clock_out(by=desk.by, why="they left", presence=given["code"]), "They are clocked out."
        ),
    }
    return acts.get(given["act"], lambda: _said(_planned(desk, site, zone, given), "The shift is planned."))()


def _said(done: object, words: str) -> str:
    del done
    return words


def _planned(desk: Desk, site: str, zone: ZoneInfo, given: dict[str, Any]) -> str:
    day, start, until = given["day"], given["start"] or time(9), given["until"] or time(17)
    on = day or desk.on
    planned = Planned(
        given["person"],
        site,
        datetime.combine(on, start, zone),
        datetime.combine(on + timedelta(days=1 if until <= start else 0), until, zone),
        given["near"] or "on_site",
    )
    return plan_shift(by=desk.by, why="planned on the roster", planned=planned)
