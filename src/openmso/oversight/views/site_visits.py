"""Visits of directors to sites: which are due, and one visit from coming to leaving, with what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.draft import draft_of, drop_draft, keep_draft
from openmso.foundation.pages.moments import Moment
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.proving import with_fresh_proof
from openmso.foundation.pages.trying import tried
from openmso.foundation.stepup import StepUpNeededError
from openmso.oversight.actions.meetings import begin_visit, note_visit, sign_visit
from openmso.oversight.queries.meetings import Visited, visits_due
from openmso.oversight.queries.meetings import visit as visit_of
from openmso.oversight.queries.meetings import visits as visits_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.meetings import FOUND, LOOKED_AT
from openmso.oversight.views.event_forms import AtASite, long_words
from openmso.oversight.views.meetings import SOURCES

UNSAID = ("", "Not said yet")


class Looking(AtASite):
    """What was looked at, and how it was; when one leaves."""

    def __init__(self, data: Any, found: Visited, **more: Any) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data, **more)
        there = dict(found.items)
        for item, called in LOOKED_AT.items():
            self.fields[f"found_{item}"] = forms.ChoiceField(
                label=called, choices=[UNSAID, *FOUND.items()], required=False, initial=there.get(item, "")
            )
            # What was written before stands there again. The name of the field is that of the item: what is refused of it is said beside it.
            self.fields[item] = long_words(f"Finding: {called.lower()}", required=False, help_text="", rows=1)
            self.fields[item].initial = found.words.get(item, "")

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each item."""
        return [(self[f"found_{item}"], self[item]) for item in LOOKED_AT]

    def found(self) -> dict[str, str]:
        """What was said, by item."""
        return {item: how for item in LOOKED_AT if (how := self.cleaned_data[f"found_{item}"])}

    def words(self) -> dict[str, str]:
        """The words of findings, by item."""
        return {item: text for item in LOOKED_AT if (text := self.cleaned_data[item].strip())}


class Leaving(AtASite):
    """When one leaves."""

    at = Moment(label="You leave at")


@page("oversight/site_visits.html", writes=True)
def site_visits(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Which sites want a visit, by law or custom; the visits that were made; beginning one where one directs."""
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        due = visits_due(desk.by, desk.on)
        made = visits_of(desk.by)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        site = request.POST.get("site", "")
        code = tried(
            form, lambda: begin_visit(by=desk.by, why="a visit", site=site, came=desk.now, now=desk.now)
        )
        if code is not None:
            return redirect("site_visit", code=code)
    begun = {one.site for one in made if one.signed_on is None and one.physician == desk.by.person}
    return {
        "labels": labels,
        "refused": form.non_field_errors() if form.is_bound else (),
        "due": [
            (
                one,
                SOURCES[one.cadence.source],
                desk.clinical and desk.by.person in one.directors and one.site.id not in begun,
            )
            for one in due
        ],
        "late": sum(one.due < desk.on for one in due),
        "visits": [(one, judge.facts.need(Site, one.site).name) for one in made],
    }


@page("oversight/site_visit.html", writes=True)
def site_visit(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One visit: what was looked at and found; who made it writes it down and signs."""
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        found = visit_of(desk.by, code)
    do = request.POST.get("do", "")
    filled = request.POST if request.method == "POST" else None
    draft = f"site-visit:{code}"
    left = filled if do == "sign" else draft_of(request, draft) if filled is None else None
    looking = Looking(filled if do == "note" else None, found, zone=found.zone, now=desk.now, id="look")
    leaving = Leaving(left, zone=found.zone, now=desk.now, id="leave")
    form = looking if do == "note" else leaving
    if filled is not None and form.is_bound and form.is_valid():
        try:
            said = tried(form, lambda: _done(request, desk, found, looking if do == "note" else leaving))
        except StepUpNeededError:
            keep_draft(request, draft)
            raise
        if said is not None:
            drop_draft(request, draft)
            messages.success(request, said)
            return redirect("site_visit", code=code)
    return {
        "desk": desk.at(found.zone),
        "visit": found,
        "site": judge.facts.need(Site, found.site),
        "labels": labels,
        "looking": looking,
        "leaving": leaving,
        "resumed": filled is None and leaving.is_bound,
        "may_write": desk.clinical and desk.by.person == found.physician and found.signed_on is None,
        "items": [
            (LOOKED_AT[item], how, FOUND[how], _word(found.words, item, how)) for item, how in found.items
        ],
        "missing": len(LOOKED_AT) - len(found.items),
    }


def _word(words: Mapping[str, str], item: str, how: str) -> str:
    return words.get(item, "") if how == "finding" else ""


def _done(request: HttpRequest, desk: Desk, found: Visited, form: Looking | Leaving) -> str:
    if isinstance(form, Looking):
        note_visit(by=desk.by, why="what was found", visit=found.code, found=form.found(), words=form.words())
        return "It is written down."
    why, left = "the visit was as it is written", form.cleaned_data["at"]
    with_fresh_proof(
        request,
        desk,
        kind="visit",
        seen=(found.code, found.items, found.words, left),
        why=why,
        do=lambda: sign_visit(by=desk.by, why=why, visit=found.code, left=left),
    )
    return "The visit is signed and counts."
