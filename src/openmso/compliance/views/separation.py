"""The separation ledger on a page: what waits for a physician, what was decided in a quarter, and what of it does not hold."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Organization
from openmso.compliance.actions.separating import PROPOSING, decide, propose
from openmso.compliance.queries.separation import license_of, quarter, waiting
from openmso.compliance.rules.clauses import RESERVED_POWERS
from openmso.compliance.rules.separation import LONGEST, OUTCOMES, Entry, quarter_of
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.seats import names_of
from openmso.oversight.queries.named import network_of

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Proposing(forms.Form):
    """What is proposed."""

    practice = forms.ChoiceField(label="For which practice?")
    power = forms.ChoiceField(
        label="Of which class?", choices=[(code, said.capitalize()) for code, said in RESERVED_POWERS.items()]
    )
    about = forms.CharField(
        label="What?",
        max_length=LONGEST,
        help_text="Name no patient.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    holds_on = forms.DateField(label="From which day is it to hold?", widget=DAY)


@page("compliance/separation.html", writes=True)
def ledger_page(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Who decided what is the physicians' own?"""
    labels, judge, _ = network_of(desk.by)
    said = request.POST.get("do", "")
    ruling = forms.Form(request.POST if said in OUTCOMES else None)
    decided = ruling.is_bound and tried(ruling, lambda: _decided(desk, request.POST.get("code", ""), said))
    if decided:
        messages.success(request, f"{OUTCOMES[said]}: it stands in the ledger.")
        return redirect("separation")
    form = None
    if desk.by.post in PROPOSING:
        form = Proposing(
            request.POST if said == "propose" else None, label_suffix="", initial={"holds_on": desk.today}
        )
        practices = [one for one in judge.facts.all(Organization) if one.kind == "practice"]
        form.fields["practice"].choices = sorted((one.id, one.name) for one in practices)  # type: ignore[attr-defined] # it is a choice
        given = form
        if form.is_bound and form.is_valid() and tried(form, lambda: _proposed(desk, given)):
            messages.success(request, "It is proposed, and waits for a physician.")
            return redirect("separation")
    open_ones = waiting(desk.by)
    entries, wrong = quarter(desk.by, desk.on, desk.today)
    first, _ = quarter_of(desk.on)
    return {
        "labels": labels,
        "powers": RESERVED_POWERS,
        "outcomes": OUTCOMES,
        "waiting": [(one, _may(desk, one)) for one in open_ones],
        "entries": entries,
        "wrong": wrong,
        "first": first,
        "people": names_of(desk.by, {one.proposed_by for one in (*open_ones, *entries)}),
        "form": form,
        "ruling": ruling,
    }


def _may(desk: Desk, one: Entry) -> bool:
    if not desk.clinical or desk.by.post not in DECIDING or not desk.by.person:
        return False
    _, judge, _ = network_of(desk.by)
    return bool(license_of(judge, desk.by.person, one.practice, desk.today))


def _proposed(desk: Desk, form: Proposing) -> bool:
    propose(by=desk.by, why="proposed", **form.cleaned_data)
    return True


def _decided(desk: Desk, code: str, outcome: str) -> bool:
    decide(by=desk.by, why=OUTCOMES[outcome], proposal=code, outcome=outcome)
    return True
