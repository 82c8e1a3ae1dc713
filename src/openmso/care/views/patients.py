"""Patients: finding one without a name in any address, entering one, their chart, and the glass before charts that are not open to somebody.

What is typed to find somebody comes by POST. That a chart was opened is written down before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from openmso.authority.facts.structure import Site
from openmso.care.access import OutOfReachError, of_medicine
from openmso.care.actions.patients import (
    PAYS,
    Payer,
    break_glass,
    correct_patient,
    cover_patient,
    enter_patient,
    merge_patients,
    open_chart,
    part_patients,
)
from openmso.care.queries.calendar import visit as visit_of
from openmso.care.queries.charts import chart as chart_of
from openmso.care.queries.patients import Found, likely, sought
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import First, Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.queries.named import network_of
from openmso.words.states import NAMES

DAY: Final = {"type": "date"}


class Seeking(forms.Form):
    """What is typed to find somebody."""

    sought = forms.CharField(
        label="Who?",
        max_length=200,
        help_text="A name or how it begins, a birthday, a telephone number, a mail address.",
    )


class Identifying(forms.Form):
    """Who somebody is."""

    given = forms.CharField(label="Given name", max_length=100)
    family = forms.CharField(label="Family name", max_length=100)
    born = forms.DateField(label="Born on", widget=forms.DateInput(attrs=DAY))
    sex = forms.ChoiceField(
        label="Sex in the record",
        choices=[("", "not said"), ("female", "female"), ("male", "male"), ("other", "other")],
        required=False,
    )
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="Mail", required=False)
    street = forms.CharField(label="Street", max_length=200, required=False)
    city = forms.CharField(label="City", max_length=100, required=False)
    state = forms.ChoiceField(label="State", choices=[("", "not said"), *NAMES.items()], required=False)
    zip = forms.CharField(label="ZIP", max_length=10, required=False)
    language = forms.CharField(label="Language", max_length=60, required=False)
    guardian = forms.CharField(
        label="Guardian",
        max_length=200,
        required=False,
        help_text="Of who is not of age: they consent for them.",
    )
    guardian_phone = forms.CharField(label="Guardian’s telephone", max_length=40, required=False)
    emergency = forms.CharField(label="In an emergency call", max_length=200, required=False)
    emergency_phone = forms.CharField(label="Their telephone", max_length=40, required=False)

    def identity(self) -> Identity:
        """As it was filled in."""
        names = Identity.__dataclass_fields__
        return Identity(**{name: value for name, value in self.cleaned_data.items() if name in names})


class Entering(Identifying):
    """Somebody new."""

    site = forms.ChoiceField(label="Where do they come?")
    somebody_else = forms.BooleanField(label="It is somebody else than those shown", required=False)


class Paying(forms.Form):
    """Who pays."""

    kind = forms.ChoiceField(label="Who pays?", choices=list(PAYS.items()))
    payer = forms.CharField(label="Name of the insurance or membership", max_length=200, required=False)
    number = forms.CharField(label="Number", max_length=100, required=False)
    since = forms.DateField(label="Since", widget=forms.DateInput(attrs=DAY))


class Reason(forms.Form):
    """Why a chart that is not open has to be seen."""

    reason = forms.CharField(
        label="Why do you have to see it now?", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


def opening(what: str) -> First:
    """Before a part of a chart is read: write down that it is; whom it is not open to sees the glass instead."""

    def first(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase | None:
        of_medicine(desk.by)
        try:
            open_chart(by=desk.by, why="reading a chart", patient=code, what=what)
        except OutOfReachError as refused:
            return render(
                request,
                "care/glass_before.html",
                {"desk": desk, "code": code, "form": Reason(), "refused": refused},
                status=403,
            )
        return None

    return first


def opening_of(whose: Callable[[Actor, str], str], what: str) -> First:
    """Before a file out of a chart is handed over: write down that somebody looks at it; whom the chart is not open to gets nothing."""

    def first(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase | None:
        del request
        try:
            open_chart(by=desk.by, why=f"looking at a {what}", patient=whose(desk.by, code), what=what)
        except OutOfReachError:
            return HttpResponse(status=403)
        return None

    return first


def handed(data: bytes, media: str, disposition: str) -> HttpResponse:
    """A file out of a chart; no cache keeps it, and no browser takes it for something else."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=media, headers=headers)


@page("care/patients.html", writes=True)
def patients(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Who is it? Patients by what was typed."""
    of_medicine(desk.by)
    form = Seeking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = sought(desk.by, form.cleaned_data["sought"])
        shown = {"desk": desk, "form": form, "found": found, "asked": True, "sites": _sites(desk)}
        return render(request, "care/patients.html", shown)
    return {"form": form, "found": (), "asked": False, "sites": _sites(desk)}


def _sites(desk: Desk) -> dict[str, str]:
    _, judge, _ = network_of(desk.by)
    day = desk.on.toordinal()
    return {
        one.id: one.name for one in sorted(judge.facts.all(Site), key=lambda one: one.name) if day in one.span
    }


@page("care/patient_new.html", writes=True)
def enter(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Somebody new; who may be the same is shown first."""
    of_medicine(desk.by)
    form = Entering(request.POST or None, initial={"site": _own_site(desk)})
    form.fields["site"].choices = list(_sites(desk).items())  # type: ignore[attr-defined] # a field of choices
    near: tuple[Found, ...] = ()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        code = tried(
            form,
            lambda: enter_patient(
                by=desk.by,
                why="a new patient",
                identity=form.identity(),
                site=given["site"],
                somebody_else=given["somebody_else"],
            ),
        )
        if code is not None:
            messages.success(request, "They are entered.")
            return redirect("patient", code=code)
        near = likely(desk.by, form.identity()) if "somebody_else" in form.errors else ()
    return {"form": form, "near": near}


def _own_site(desk: Desk) -> str:
    _, judge, _ = network_of(desk.by)
    sites = _sites(desk)
    here = (
        one
        for one in sites
        if desk.by.person and any(key.person == desk.by.person for key in judge.keys_at(one))
    )
    return next(here, "")


@page("care/patient.html", writes=True, first=opening("chart"))
def patient(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """The chart: who they are, what they told, exams, orders, consents, treatments, notes; and who read it."""
    del request
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    labels, _, _ = network_of(desk.by)
    return {"desk": desk.at(found.zone), "chart": found, "labels": labels, "today": desk.at(found.zone).today}


@page("care/patient_edit.html", writes=True, first=opening("identity"))
def edit(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """Who they are, said anew; who pays; and entries that are the same human being."""
    of_medicine(desk.by)
    found = chart_of(desk.by, code)
    act = request.POST.get("act", "")
    before = {name: getattr(found.identity, name) for name in Identity.__dataclass_fields__}
    form = Identifying(request.POST if act == "correct" else None, initial=before)
    paying = Paying(request.POST if act == "pays" else None, initial={"since": desk.on})
    same = forms.Form(request.POST if act in ("merge", "part") else None)
    chosen = next((one for one in (form, paying, same) if one.is_bound), None)
    if chosen is not None and chosen.is_valid():
        done = tried(chosen, lambda: _edited(desk, code, act, (form, paying, request.POST.get("other", ""))))
        if done is not None:
            messages.success(request, done)
            return redirect("patient" if act != "part" else "patient_edit", code=code)
    near = likely(desk.by, found.identity, but=code)
    return {"chart": found, "form": form, "paying": paying, "same": same, "near": near}


def _edited(desk: Desk, code: str, act: str, given: tuple[Identifying, Paying, str]) -> str:
    form, paying, other = given
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "correct": (
            lambda: correct_patient(
                by=desk.by, why="said anew who they are", patient=code, identity=form.identity()
            ),
            "It is said anew who they are.",
        ),
        "pays": (
            lambda: cover_patient(by=desk.by, why="who pays", patient=code, payer=_payer(paying)),
            "It is said who pays.",
        ),
        "merge": (
            lambda: merge_patients(by=desk.by, why="the same human being", keep=code, twice=other),
            "They are read as one from now on. It can be undone below.",
        ),
        "part": (
            lambda: part_patients(by=desk.by, why="two people after all", twice=other),
            "They are two again.",
        ),
    }
    do, said = acts[act]
    do()
    return said


def _payer(form: Paying) -> Payer:
    given = form.cleaned_data
    return Payer(given["kind"], given["since"], given["payer"], given["number"])


@page("care/glass_before.html", writes=True)
def before_glass(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """Break the glass before a chart: for an hour, for a reason that stands in it from then on."""
    of_medicine(desk.by)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _broken(desk, code, form))
        if done is not None:
            messages.warning(
                request, "The chart is open to you for an hour. That it was, and why, stands in it."
            )
            return redirect("patient", code=code)
    return {"code": code, "form": form}


def _broken(desk: Desk, code: str, form: Reason) -> str:
    break_glass(by=desk.by, why="the glass was broken", patient=code, reason=form.cleaned_data["reason"])
    return "The chart is open to you for an hour. That it was, and why, stands in it."


@page("care/patients.html")
def chart(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """Where the chart of an act is: its visit's record."""
    del request
    of_medicine(desk.by)
    return redirect("record", code=visit_of(desk.by, code).code)
