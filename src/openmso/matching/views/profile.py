"""My profile: what I offer as director, written by me alone, to be taken along."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Organization
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.matching.actions.profiles import say_profile
from openmso.matching.forms import Profiling, services
from openmso.matching.queries.profiles import exported
from openmso.matching.queries.profiles import profile as profile_of
from openmso.matching.rules.profiles import Profile
from openmso.oversight.queries.named import network_of


@page("matching/profile.html", writes=True)
def my_profile(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """One's own profile, as a form, as JSON or as a table."""
    person = desk.by.person
    if not desk.clinical or not person or desk.by.post not in DECIDING:
        raise WrongHandsError("a profile is said by whoever could direct, of themselves")
    labels, judge, _ = network_of(desk.by)
    told = profile_of(desk.by, person)
    if request.GET.get("as") == "json":
        answer = HttpResponse(json.dumps(exported(told), indent=2), content_type="application/json")
        answer.headers["Content-Disposition"] = 'attachment; filename="profile.json"'
        return answer
    if request.GET.get("as") == "csv":
        rows = [(name, json.dumps(value)) for name, value in exported(told).items()]
        return sheet("profile", ("what", "value"), rows)
    others = [(one.id, one.name) for one in judge.facts.all(Organization) if one.kind != "practice"]
    form = Profiling(
        request.POST or None,
        initial=Profiling.of(told.profile),
        services=services(labels),
        conflicts=others,
        label_suffix="",
    )
    if form.is_bound and form.is_valid():
        said = form.said(person, told.profile.preference.states)
        if tried(form, lambda: _said(desk, said)):
            messages.success(request, "It is said.")
            return redirect("my_profile")
    return {"form": form, "labels": labels, "told": told}


def _said(desk: Desk, profile: Profile) -> bool:
    say_profile(by=desk.by, why="a profile was said", profile=profile)
    return True
