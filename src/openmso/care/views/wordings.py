"""The wordings that patients consent to: what is in force, and a new version."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.care.actions.forms import KINDS, Wording, word_consent
from openmso.care.queries.charts import wordings
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of


class Wordings(forms.Form):
    """A wording."""

    kind = forms.ChoiceField(label="What for", choices=list(KINDS.items()))
    title = forms.CharField(
        label="Title", max_length=200, help_text="The same title again is its next version."
    )
    procedures = forms.MultipleChoiceField(label="Procedures", required=False)
    months = forms.IntegerField(
        label="A signature counts for so many months",
        min_value=0,
        max_value=60,
        initial=12,
        help_text="0: for one treatment.",
    )
    text = forms.CharField(
        label="What they read", widget=forms.Textarea(attrs={"rows": 12}), max_length=20_000
    )


@page("care/wordings.html", writes=True)
def consent_forms(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Which wordings are in force, which were, and putting a new one in force."""
    labels, judge, _ = network_of(desk.by)
    form = Wordings(request.POST or None)
    choices = sorted(
        ((code, labels.procedure(code)) for code in judge.law.procedures), key=lambda one: one[1]
    )
    form.fields["procedures"].choices = choices  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wording = Wording(
            given["kind"], given["title"], given["text"], frozenset(given["procedures"]), given["months"]
        )
        done = tried(form, lambda: word_consent(by=desk.by, why="a wording", wording=wording))
        if done is not None:
            messages.success(request, "It is in force. Who signed an older version signs anew.")
            return redirect("consent_forms")
    may = desk.by.side is Side.CLINICAL and desk.by.post in DECIDING
    return {"wordings": wordings(desk.by), "form": form, "labels": labels, "may": may, "kinds": KINDS}
