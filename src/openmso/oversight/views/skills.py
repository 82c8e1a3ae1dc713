"""The delegation matrix of a site, and signing somebody off for procedures."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from openmso.authority.facts.people import Competency
from openmso.authority.facts.structure import Site
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.draft import draft_of, drop_draft, keep_draft
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.proving import with_fresh_proof
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.stepup import StepUpNeededError
from openmso.oversight.forms import Days
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.skills import Matrix, Row, matrix
from openmso.words.labels import Labels
from openmso.workforce.actions import sign_off_competency

A_YEAR: Final = timedelta(days=365)
"""A sign-off is renewed after a year (house)."""


class SigningOff(Days):
    """Procedures somebody is signed off for, and what was seen of them."""

    procedures = forms.MultipleChoiceField(
        label="For what",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "choose at least one"},
    )
    seen = forms.IntegerField(label="How many did you see them do?", min_value=0, max_value=10_000)
    hours = forms.IntegerField(label="Hours of training", required=False, min_value=0, max_value=10_000)
    words = forms.CharField(label="What does it rest on?", max_length=300)


@page("oversight/skills.html")
def skills(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """The matrix of `?site=`, or of the first site; as a table with `?as=csv`."""
    labels, judge, _ = network_of(desk.by)
    open_ones = sorted(
        (one for one in judge.facts.all(Site) if desk.on.toordinal() in one.span), key=lambda one: one.name
    )
    asked = request.GET.get("site", "")
    site = next((one for one in open_ones if one.id == asked), open_ones[0] if open_ones else None)
    found = matrix(desk.by, site.id, desk.at(site.zone).on) if site else None
    if found and request.GET.get("as") == "csv":
        heads = ("who", "procedure", "signed off until", "signed off by", "delegated by", "standing")
        return sheet(f"skills-{desk.on:%Y-%m-%d}", heads, _cells(found, labels))
    return {
        "labels": labels,
        "sites": open_ones,
        "found": found,
        "may_sign": _may_sign(desk),
    }


def _cells(found: Matrix, labels: Labels) -> list[tuple[object, ...]]:
    return [
        (
            labels.name(row.person),
            labels.procedure(cell.procedure),
            (cell.skill.span.until or "") if cell.skill else "",
            labels.name(cell.skill.signed_by) if cell.skill and cell.skill.signed_by else "",
            "; ".join(labels.name(one) for one in cell.delegated_by),
            cell.standing.name.lower(),
        )
        for row in found.rows
        for cell in row.cells
    ]


@page("oversight/sign_off.html", writes=True)
def sign_off(request: HttpRequest, desk: Desk, site: str, person: str) -> Shown | HttpResponseBase:
    """Sign somebody of a site off for procedures of its menu."""
    if not _may_sign(desk):
        raise WrongHandsError("who directs signs people off")
    if person == desk.by.person:
        raise WrongHandsError("nobody signs themselves off")
    labels, judge, _ = network_of(desk.by)
    here = desk.at(judge.facts.need(Site, site).zone)
    row = next((one for one in matrix(desk.by, site, here.today).rows if one.person == person), None)
    if row is None:
        raise NotThereError(Competency, person)
    start = {"since": here.today, "until": here.today + A_YEAR, "procedures": _wanting(row)}
    draft = f"sign-off:{site}:{person}"
    typed = request.POST if request.method == "POST" else draft_of(request, draft)
    form = SigningOff(typed, initial=start, label_suffix="")
    form.fields["procedures"].choices = [  # type: ignore[attr-defined] # a field of choices
        (one.procedure, labels.procedure(one.procedure)) for one in row.cells
    ]
    if request.method == "POST" and form.is_valid():
        try:
            done = tried(form, lambda: _signed_off(request, desk, person, form))
        except StepUpNeededError:
            keep_draft(request, draft)
            raise
        if done:
            drop_draft(request, draft)
            messages.success(request, f"{labels.person(person)} is signed off.")
            return redirect(f"{reverse('skills')}?{urlencode({'site': site})}")
    resumed = form.is_bound and request.method != "POST"
    return {
        "desk": here,
        "labels": labels,
        "person": person,
        "site": site,
        "row": row,
        "form": form,
        "resumed": resumed,
    }


def _may_sign(desk: Desk) -> bool:
    return desk.clinical and desk.by.post in DECIDING


def _wanting(row: Row) -> list[str]:
    """What is delegated to them and not signed off, or lapses."""
    return [one.procedure for one in row.cells if one.delegated_by and (one.skill is None or one.lapses)]


def _signed_off(request: HttpRequest, desk: Desk, person: str, form: SigningOff) -> bool:
    given = form.cleaned_data
    why = f"{given['words']} ({given['seen']} seen)"
    made = [
        Competency(
            f"{person}/{procedure}/{form.span.first}",
            person,
            procedure,
            form.span,
            training_hours=given["hours"],
        )
        for procedure in given["procedures"]
    ]

    def sign() -> None:
        for one in made:
            sign_off_competency(by=desk.by, why=why, competency=one)

    # Another procedure, day or number of hours takes another proof.
    with_fresh_proof(request, desk, kind="competency", seen=made, why=why, do=sign)
    return True
