"""At the patient's side: the gate before the treatment, the treatment as it was done, and the record of the visit. Made for a phone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from openmso.authority.facts.structure import Site
from openmso.authority.reasons import Code
from openmso.care.access import of_medicine
from openmso.care.actions.charts import write_note
from openmso.care.actions.treating import (
    TRACED,
    Given,
    StoppedError,
    check_in,
    check_out,
    keep_stop,
    sign_treatment,
)
from openmso.care.queries.calendar import patient_of
from openmso.care.queries.charts import record as record_of
from openmso.care.queries.gate import Gated, Line, gate
from openmso.care.queries.patients import names_of
from openmso.care.rules.areas import AREAS, CALLED
from openmso.care.rules.gate import Told
from openmso.care.views.patients import opening
from openmso.foundation.door import acting
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import First, Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.oversight.actions.reviewing import saw_chart
from openmso.oversight.queries.named import network_of

MEASURES: Final = {
    "needle_depth_mm_max": ("needle_depth_mm", "Depth of the needle, mm"),
    "peel_strength_pct_max": ("peel_strength_pct", "Strength of the peel, %"),
    "peel_ph_min": ("peel_ph", "pH of the peel"),
    "aha_pct_max": ("aha_pct", "AHA, %"),
    "bha_pct_max": ("bha_pct", "BHA, %"),
    "products_max": ("products", "Number of products"),
}
"""Limits of the law that are a number, as the core knows them, and what to ask for."""


class Treating(forms.Form):
    """One line of treatment: what was given, where, and what the law wants said of it."""

    def __init__(self, data: QueryDict | None, line: Line, *, traced: bool, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.line, self.traced = line, traced
        self.fields["done"] = forms.BooleanField(label="Done", required=False, initial=True)
        if traced:
            self._say("product", "Product")
            self._say("lot", "Lot")
            self.fields["expires"] = forms.DateField(
                label="Expires on", required=False, widget=forms.DateInput(attrs={"type": "date"})
            )
            self._say("dilution", "Dilution")
            for area in AREAS:
                self.fields[area.code] = forms.DecimalField(
                    label=area.called, required=False, min_value=Decimal(0), max_digits=8, decimal_places=2
                )
        else:
            self._say("settings", "Device settings, or what was applied")
        self._say("course", "How it went")
        self.fields["after_care"] = forms.BooleanField(
            label="After-care was given and explained", required=False
        )
        self._ask()

    def _say(self, name: str, label: str) -> None:
        self.fields[name] = forms.CharField(label=label, required=False, max_length=500)

    def _ask(self) -> None:
        """What the law wants told at the bedside of this line."""
        self.asked: dict[str, tuple[str, Any]] = {}
        wanting = self.line.decided.chain.verdict.wanting
        for number, reason in enumerate(wanting):
            name = f"law{number}"
            if reason.code is Code.LIMIT and reason.details["limit"] in MEASURES:
                measure, label = MEASURES[reason.details["limit"]]
                self.asked[name] = ("measure", measure)
                self.fields[name] = forms.DecimalField(label=label, required=False)
            elif reason.code is Code.LIMIT and reason.details["limit"] == "never_areas":
                self.asked[name] = ("areas", frozenset(reason.details["value"]))
                spared = ", ".join(sorted(reason.details["value"]))
                self.fields[name] = forms.BooleanField(label=f"Not treated: {spared}", required=False)
            elif reason.code in (Code.LIMIT, Code.ATTEST):
                details = reason.details
                text = (
                    details["text"]
                    if reason.code is Code.ATTEST
                    else f"{details['limit']}: {details['value']}"
                )
                self.asked[name] = ("attest", text)
                self.fields[name] = forms.BooleanField(label=f"It is so: {text}", required=False)

    @property
    def areas(self) -> list[tuple[Any, forms.BoundField]]:
        """The areas with their fields."""
        return [(one, self[one.code]) for one in AREAS] if self.traced else []

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields besides the map and what the law asks."""
        names = ("product", "lot", "expires", "dilution", "settings", "course", "after_care")
        return [self[name] for name in names if name in self.fields]

    @property
    def by_law(self) -> list[forms.BoundField]:
        """The fields that the law asks for."""
        return [self[name] for name in self.asked]

    def told(self) -> Told:
        """What was told for the gate."""
        given = self.cleaned_data
        measures, attested, areas = {}, set(), None
        for name, (kind, what) in self.asked.items():
            if kind == "measure" and given.get(name) is not None:
                measures[what] = given[name]
            elif kind == "attest" and given.get(name):
                attested.add(what)
            elif kind == "areas":
                areas = frozenset() if given.get(name) else what
        return Told(measures, areas, frozenset(attested))

    def given(self) -> Given:
        """The line as it was done."""
        given = self.cleaned_data
        units = {one.code: given[one.code] for one in AREAS if given.get(one.code)}
        return Given(
            self.line.procedure,
            given.get("product", ""),
            given.get("lot", ""),
            given.get("expires"),
            units,
            given.get("dilution", ""),
            given.get("settings", ""),
            given.get("course", ""),
            given["after_care"],
            self.told(),
        )


class Glass(forms.Form):
    """Why it was done although the gate said stop; and a note of the visit."""

    glass = forms.CharField(
        label="Why could it not wait?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label="Note", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )


@dataclass(frozen=True, slots=True)
class _Filled:
    """The forms of a visit as they were filled in."""

    lines: list[Treating]
    last: Glass

    def is_valid(self) -> bool:
        """Whether all of them are."""
        each = [
            one.is_valid() for one in (*self.lines, self.last)
        ]  # all are asked, so that all say what is wrong
        return all(each)


def opening_at_visit(what: str) -> First:
    """Before something of a visit is read: as before its patient's chart, once it is somebody's visit."""

    def first(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase | None:
        of_medicine(desk.by)
        patient = patient_of(desk.by, code)
        instead = opening(what)(request, desk, code=patient) if patient else None
        if instead is None and what == "record":
            saw_chart(by=desk.by, why="reading a chart", chart=code, what=what)
        return instead

    return first


@page("care/gate.html", writes=True, first=opening_at_visit("gate"))
def gate_page(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """May this visit go ahead, and what is wanting? Check in, and out."""
    of_medicine(desk.by)
    labels, judge, _ = network_of(desk.by)
    form = forms.Form(request.POST or None)
    form.fields["left_out"] = forms.CharField(
        label="Why was something left out?", required=False, max_length=500
    )
    act = request.POST.get("act", "")
    if form.is_bound and form.is_valid():
        done = tried(form, lambda: _moved(desk, code, act, form))
        if done is not None:
            messages.success(request, done)
            return redirect("gate", code=code)
    found = gate(desk.by, code, "check_in", desk.now)
    site = judge.facts.need(Site, found.visit.site)
    name = names_of(desk.by, [found.patient]).get(found.patient, "") if found.patient else ""
    return {
        "desk": desk.at(site.zone),
        "gated": found,
        "labels": labels,
        "site": site,
        "form": form,
        "name": name,
    }


def _moved(desk: Desk, code: str, act: str, form: forms.Form) -> str:
    if act == "check_in":
        check_in(by=desk.by, why="checked in", visit=code)
        return "They are checked in."
    check_out(by=desk.by, why="checked out", visit=code, left_out=form.cleaned_data["left_out"])
    return "The visit is over."


@page("care/treat.html", writes=True, first=opening_at_visit("treatment"))
def treat(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """What was done, line by line; signed behind the gate by who did it."""
    of_medicine(desk.by)
    labels, judge, _ = network_of(desk.by)
    now = timezone.now()
    found = gate(desk.by, code, "sign", now, person=desk.by.person or "")
    data = request.POST or None
    lines = [
        Treating(
            data,
            one,
            traced=judge.law.procedures[one.procedure].family in TRACED,
            prefix=f"line{number}",
        )
        for number, one in enumerate(found.lines)
    ]
    filled = _Filled(lines, Glass(data))
    if request.method == "POST" and filled.is_valid():
        told = {one.line.procedure: one.told() for one in lines}
        found = gate(desk.by, code, "sign", now, person=desk.by.person or "", told=told)
        done = _tried(desk, code, filled)
        if done is not None:
            messages.success(request, done)
            return redirect("record", code=code)
    site = judge.facts.need(Site, found.visit.site)
    name = names_of(desk.by, [found.patient]).get(found.patient, "") if found.patient else ""
    shown = {"gated": found, "lines": list(zip(found.lines, lines, strict=True)), "last": filled.last}
    return {**shown, "desk": desk.at(site.zone), "labels": labels, "site": site, "name": name}


def _tried(desk: Desk, code: str, filled: _Filled) -> str | None:
    """Sign it; a stop is written down, and shown. What is wrong in a line is said beside it."""
    stopped: list[Gated] = []

    def do() -> str:
        try:
            return _signed(desk, code, filled)
        except StoppedError as stop:
            stopped.append(stop.gated)
            raise
        except RefusedError as refused:
            _beside(filled, refused)
            raise

    done = tried(filled.last, do)
    if stopped:
        keep_stop(by=desk.by, why="the gate said stop", gated=stopped[0])
    return done


def _beside(filled: _Filled, refused: RefusedError) -> None:
    for fault in refused.faults:
        procedure, _, name = fault.field.partition(".")
        for one in filled.lines:
            if one.line.procedure == procedure:
                one.add_error(name if name in one.fields else None, f"{fault.what}; {fault.mend}")


def _signed(desk: Desk, code: str, filled: _Filled) -> str:
    given = [one.given() for one in filled.lines if one.cleaned_data["done"]]
    last = filled.last.cleaned_data
    with acting(desk.by, why="treated"):  # both or neither
        signed = sign_treatment(by=desk.by, why="treated", visit=code, given=given, glass=last["glass"])
        if last["note"].strip():
            write_note(by=desk.by, why="a note", visit=code, said=last["note"])
    if signed.glass:
        return "It is signed, and the glass was broken: tell the director within an hour."
    if signed.outside:
        return f"It is signed. It lies outside the protocol: {'; '.join(signed.outside)}. The director will read this chart."
    return "It is signed."


class Writing(forms.Form):
    """A note, or what is added to one."""

    said = forms.CharField(label="Note", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    adds_to = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput())


@page("care/record.html", writes=True, first=opening_at_visit("record"))
def record(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """The record of a visit: what was given and where, notes, and what is added to them."""
    of_medicine(desk.by)
    labels, _, _ = network_of(desk.by)
    found = record_of(desk.by, code)
    form = Writing(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = tried(
            form,
            lambda: write_note(
                by=desk.by, why="a note", visit=code, said=given["said"], adds_to=given["adds_to"]
            ),
        )
        if done is not None:
            messages.success(request, "It is signed.")
            return redirect("record", code=code)
    maps = {one.code: _map(one.told.get("units", {})) for one in found.treatments}
    return {"desk": desk.at(found.zone), "record": found, "labels": labels, "form": form, "maps": maps}


def _map(units: dict[str, str]) -> list[tuple[Any, str]]:
    """The areas that got something, with how much."""
    known = {one.code: one for one in AREAS}
    return [(known[code], much) for code, much in units.items() if code in CALLED]
