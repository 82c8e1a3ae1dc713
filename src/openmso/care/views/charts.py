"""Writing a chart: the intake, the exam, an order, a consent; each a page of its own, for a phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.care.access import of_medicine
from openmso.care.actions.charts import (
    Examination,
    Ordering,
    examine,
    give_order,
    review_intake,
    revoke_order,
    take_intake,
)
from openmso.care.actions.forms import sign_consent, withdraw_consent
from openmso.care.queries.charts import Chart, wordings
from openmso.care.queries.charts import chart as chart_of
from openmso.care.rules.charts import DECISIONS, MODES, History, listed
from openmso.care.rules.patients import is_minor
from openmso.care.views.patients import opening
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.skills import menu as menu_of

AREA: Final = {"rows": 2}


class Telling(forms.Form):
    """What the patient tells."""

    drugs = forms.CharField(
        label="Drugs they take",
        required=False,
        widget=forms.Textarea(attrs=AREA),
        help_text="One after the other, with commas.",
    )
    allergies = forms.CharField(label="Allergies", required=False, widget=forms.Textarea(attrs=AREA))
    conditions = forms.CharField(label="Conditions", required=False, widget=forms.Textarea(attrs=AREA))
    pregnant = forms.ChoiceField(
        label="Pregnant or nursing?", choices=[("no", "no"), ("yes", "yes"), ("unknown", "not known")]
    )
    skin_type = forms.ChoiceField(
        label="Skin type (Fitzpatrick)",
        choices=[("", "not said"), *((one, one) for one in ("I", "II", "III", "IV", "V", "VI"))],
        required=False,
    )
    treated_before = forms.CharField(
        label="Earlier treatments, and how they went", required=False, max_length=2000
    )
    said = forms.CharField(label="What they hope for", required=False, max_length=2000)
    reviewed = forms.BooleanField(label="I went through it with the patient", required=False)

    def history(self) -> History:
        """As it was told."""
        given = self.cleaned_data
        return History(
            listed(given["drugs"]),
            listed(given["allergies"]),
            listed(given["conditions"]),
            given["pregnant"],
            given["skin_type"],
            given["treated_before"].strip(),
            given["said"].strip(),
        )


@page("care/intake.html", writes=True, first=opening("intake"))
def intake(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """What they tell of themselves; what is new in it overtakes exams."""
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    if request.POST.get("act") == "review" and found.told is not None:
        review_intake(by=desk.by, why="gone through with the patient", intake=found.told.code)
        return redirect("patient", code=code)
    form = Telling(request.POST or None, initial=_last(found))
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _told(desk, code, form))
        if done is not None:
            messages.success(request, "It is written down.")
            return redirect("patient", code=code)
    return {"chart": found, "form": form}


def _last(found: Chart) -> dict[str, Any]:
    if found.told is None:
        return {"pregnant": "unknown"}
    plain = found.told.history.plain()
    return {name: ", ".join(value) if isinstance(value, list) else value for name, value in plain.items()}


def _told(desk: Desk, code: str, form: Telling) -> str:
    made = take_intake(by=desk.by, why="what they tell", patient=code, history=form.history())
    if form.cleaned_data["reviewed"]:
        review_intake(by=desk.by, why="gone through with the patient", intake=made)
    return made


class Examining(forms.Form):
    """An exam: how, where the patient is, what was found, and a decision for each procedure."""

    mode = forms.ChoiceField(label="How", choices=list(MODES.items()))
    findings = forms.CharField(
        label="What was found in this patient", widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000
    )

    def __init__(self, data: Any, procedures: list[tuple[str, str]]) -> None:  # noqa: ANN401 - what was posted
        super().__init__(data)
        self.procedures = [code for code, _ in procedures]
        for number, (_, name) in enumerate(procedures):
            self.fields[f"decision{number}"] = forms.ChoiceField(
                label=name, choices=[("", "not examined for"), *DECISIONS.items()], required=False
            )
            self.fields[f"reason{number}"] = forms.CharField(
                label=f"Why ({name})", required=False, max_length=500
            )

    def decisions(self) -> dict[str, str]:
        """By procedure."""
        each = ((code, self.cleaned_data[f"decision{n}"]) for n, code in enumerate(self.procedures))
        return {code: said for code, said in each if said}

    def reasons(self) -> dict[str, str]:
        """By procedure."""
        each = ((code, self.cleaned_data[f"reason{n}"].strip()) for n, code in enumerate(self.procedures))
        return {code: said for code, said in each if said}

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each procedure."""
        return [(self[f"decision{n}"], self[f"reason{n}"]) for n in range(len(self.procedures))]


@page("care/exam.html", writes=True, first=opening("exam"))
def exam(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """The initial exam, by who may examine: each procedure is indicated, contraindicated or deferred."""
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    labels, judge, _ = network_of(desk.by)
    menu = sorted(menu_of(judge, found.site, desk.at(found.zone).on.toordinal())) if found.site else []
    form = Examining(request.POST or None, [(one, labels.procedure(one)) for one in menu])
    if request.method == "POST" and form.is_valid():
        site = judge.facts.need(Site, found.site)
        given = Examination(
            form.cleaned_data["mode"],
            site.state,
            site.id,
            form.cleaned_data["findings"],
            form.decisions(),
            form.reasons(),
        )
        done = tried(form, lambda: examine(by=desk.by, why="the exam", patient=code, exam=given))
        if done is not None:
            messages.success(request, "The exam is entered.")
            return redirect("patient", code=code)
    return {"chart": found, "form": form, "labels": labels}


class Ordered(forms.Form):
    """An order for this patient."""

    procedures = forms.MultipleChoiceField(label="What", widget=forms.CheckboxSelectMultiple)
    said = forms.CharField(
        label="Product, dose, area, interval, settings", widget=forms.Textarea(attrs=AREA), max_length=2000
    )
    times = forms.IntegerField(label="How often", min_value=1, max_value=100, initial=1)
    until = forms.DateField(label="Until the end of", widget=forms.DateInput(attrs={"type": "date"}))


@page("care/order.html", writes=True, first=opening("order"))
def order(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """Order something for one patient, or take an order back."""
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    labels, judge, _ = network_of(desk.by)
    here = desk.at(found.zone)
    if revoked := request.POST.get("revoke", ""):
        revoke_order(by=desk.by, why="taken back", order=revoked)
        messages.success(request, "The order is taken back.")
        return redirect("patient", code=code)
    form = Ordered(request.POST or None, initial={"until": here.today + timedelta(days=90)})
    menu = sorted(menu_of(judge, found.site, here.on.toordinal())) if found.site else []
    form.fields["procedures"].choices = [(one, labels.procedure(one)) for one in menu]  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        done = tried(
            form, lambda: give_order(by=desk.by, why="an order", patient=code, order=_order(form, found))
        )
        if done is not None:
            messages.success(request, "It is ordered.")
            return redirect("patient", code=code)
    return {"chart": found, "form": form, "labels": labels}


def _order(form: Ordered, found: Chart) -> Ordering:
    given = form.cleaned_data
    end = given["until"] + timedelta(days=1)
    until = datetime(end.year, end.month, end.day, tzinfo=ZoneInfo(found.zone))
    return Ordering(found.site, frozenset(given["procedures"]), given["said"], given["times"], until)


class Signing(forms.Form):
    """A wording is signed by writing one's name."""

    wording = forms.CharField(max_length=200)
    signed_as = forms.CharField(label="Name, as they write it", max_length=200)


@page("care/consent.html", writes=True, first=opening("consent"))
def consent(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """The wordings in force: the patient reads and signs, on the device that is handed to them."""
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    labels, _, _ = network_of(desk.by)
    visit = request.GET.get("visit", "")
    form = Signing(request.POST if "wording" in request.POST else None)
    if taken_back := request.POST.get("withdraw", ""):
        withdraw_consent(by=desk.by, why="the patient takes it back", consent=taken_back)
        messages.success(request, "It is taken back, and counts no more.")
        return redirect("patient", code=code)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        done = tried(
            form,
            lambda: sign_consent(
                by=desk.by,
                why="consent",
                patient=code,
                wording=given["wording"],
                signed_as=given["signed_as"],
                visit=visit,
            ),
        )
        if done is not None:
            messages.success(request, "It is signed.")
            return redirect(request.get_full_path())
    here = desk.at(found.zone)
    in_force = [one for one in wordings(desk.by) if one.until is None]
    signed = {one.title for one in found.consents if one.current and one.withdrawn_at is None}
    return {
        "desk": here,
        "chart": found,
        "form": form,
        "labels": labels,
        "wordings": in_force,
        "signed": signed,
        "minor": is_minor(found.identity.born, here.today),
        "visit": visit,
    }
