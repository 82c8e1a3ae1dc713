"""The protocol library: what is in force and who has read it, one text with what changed, a new version, and drift."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.rules.purposes import DECIDING
from openmso.oversight.actions.library import Draft, publish_text, read_and_sign
from openmso.oversight.queries.library import Kept, drifts, master_codes, whole
from openmso.oversight.queries.library import library as library_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.library import DRIFT_LIMIT, LAYERS, SECTIONS, Drift, Limits
from openmso.words.states import NAMES

A_YEAR: Final = timedelta(days=365)


class Drafting(forms.Form):
    """A text, section by section, with its limits."""

    layer = forms.ChoiceField(label="Layer", choices=list(LAYERS.items()))
    state = forms.ChoiceField(label="State", choices=[("", "of none"), *NAMES.items()], required=False)
    site = forms.ChoiceField(label="Site", required=False)
    title = forms.CharField(label="Title", max_length=200)
    procedures = forms.MultipleChoiceField(label="Procedures")
    max_units = forms.DecimalField(label="Most units of a session", required=False, min_value=Decimal(0))
    by_area = forms.CharField(
        label="Most units by area",
        required=False,
        max_length=500,
        help_text="Such as: glabella 20, forehead 20",
    )
    interval_days = forms.IntegerField(label="Days between two", required=False, min_value=0)
    products = forms.CharField(
        label="Products", required=False, max_length=500, help_text="Only these, with commas; empty: any."
    )
    least_age = forms.IntegerField(label="From the age of", required=False, min_value=0)
    most_age = forms.IntegerField(label="Up to the age of", required=False, min_value=0)
    note = forms.CharField(label="What is new", required=False, max_length=500)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **more)
        for name, said in SECTIONS.items():
            self.fields[name] = forms.CharField(
                label=said, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
            )

    def clean_by_area(self) -> dict[str, Decimal]:
        """Areas with their units."""
        found: dict[str, Decimal] = {}
        for part in self.cleaned_data["by_area"].split(","):
            name, _, units = part.strip().rpartition(" ")
            if not part.strip():
                continue
            try:
                found[name.strip().replace(" ", "_").casefold()] = Decimal(units)
            except InvalidOperation:
                raise forms.ValidationError(
                    f"“{part.strip()}” is no area with units: such as glabella 20"
                ) from None
        return found

    def draft(self, text: str) -> Draft:
        """As it was filled in."""
        given = self.cleaned_data
        products = [one.strip() for one in given["products"].split(",") if one.strip()]
        limits = Limits(
            given["max_units"],
            given["by_area"],
            given["interval_days"],
            frozenset(products) if products else None,
            given["least_age"],
            given["most_age"],
        )
        return Draft(
            given["layer"],
            given["title"],
            frozenset(given["procedures"]),
            {name: given[name] for name in SECTIONS},
            limits,
            given["note"],
            given["state"],
            given["site"],
            text,
        )


@page("oversight/protocols.html")
def protocols(request: HttpRequest, desk: Desk) -> Shown:
    """What is in force, which of it waits to be read, and by whom."""
    del request
    labels, _, _ = network_of(desk.by)
    found = library_of(desk.by, desk.now)
    mine = [one for one in found if desk.by.person in one.unread]
    return {"labels": labels, "texts": found, "mine": mine, "may": _may_write(desk), "layers": LAYERS}


def _may_write(desk: Desk) -> bool:
    return desk.clinical and desk.by.post in DECIDING


@page("oversight/protocol_text.html", writes=True)
def protocol_text(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One version: its sections and limits, what changed, who has read it."""
    labels, _, _ = network_of(desk.by)
    found = whole(desk.by, code, desk.now)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound and tried(form, lambda: _read(desk, code)):
        messages.success(request, "You have read and signed it.")
        return redirect("protocol_text", code=code)
    sections = [(said, found.kept.content.sections.get(name, "")) for name, said in SECTIONS.items()]
    limits = found.kept.content.limits
    return {
        "labels": labels,
        "whole": found,
        "text": found.kept,
        "sections": [(said, text) for said, text in sections if text],
        "limits": limits,
        "may_sign": desk.by.person in found.kept.unread and desk.clinical,
        "may": _may_write(desk) and found.kept.ended_at is None,
        "layer": LAYERS[found.kept.layer],
    }


def _read(desk: Desk, code: str) -> bool:
    read_and_sign(by=desk.by, why="read and signed", code=code)
    return True


@page("oversight/protocol_draft.html", writes=True)
def protocol_draft(request: HttpRequest, desk: Desk, code: str = "") -> Shown | HttpResponseBase:
    """A new text, or the next version of one."""
    labels, judge, _ = network_of(desk.by)
    before = whole(desk.by, code, desk.now).kept if code else None
    asked_for = request.GET.getlist("procedure")
    initial = _filled(before) if before else {"layer": "master", "procedures": asked_for}
    form = Drafting(request.POST or None, initial=initial)
    day = desk.on.toordinal()
    sites = sorted((one.name, one.id) for one in judge.facts.all(Site) if day in one.span)
    form.fields["site"].choices = [("", "of none"), *((id, name) for name, id in sites)]  # type: ignore[attr-defined] # a field of choices
    listed = sorted((labels.procedure(one), one) for one in judge.law.procedures)
    form.fields["procedures"].choices = [(one, name) for name, one in listed]  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        draft = form.draft(before.text if before else "")
        made = tried(form, lambda: publish_text(by=desk.by, why="a protocol", draft=draft))
        if made is not None:
            messages.success(
                request, "It is published. Who works by it reads and signs it within seven days."
            )
            return redirect("protocol_text", code=made)
    heads = [form[one] for one in form.fields if one not in SECTIONS]
    return {
        "labels": labels,
        "form": form,
        "before": before,
        "heads": heads,
        "sections": [form[one] for one in SECTIONS],
    }


def _filled(kept: Kept) -> dict[str, Any]:
    limits = kept.content.limits
    areas = ", ".join(f"{area.replace('_', ' ')} {units}" for area, units in limits.max_units_by_area.items())
    return {
        **kept.content.sections,
        "layer": kept.layer,
        "state": kept.state,
        "site": kept.site,
        "title": kept.title,
        "procedures": kept.procedures,
        "max_units": limits.max_units,
        "by_area": areas,
        "interval_days": limits.interval_days,
        "products": ", ".join(sorted(limits.products or ())),
        "least_age": limits.least_age,
        "most_age": limits.most_age,
    }


@page("oversight/drift.html")
def drift(request: HttpRequest, desk: Desk) -> Shown:
    """Where practice drifts from the protocol: by site and procedure, over a year."""
    del request
    labels, _, _ = network_of(desk.by)
    rows = drifts(desk.by, desk.on - A_YEAR)
    masters = master_codes(desk.by, {one.procedure for one in rows})
    found = [(one, masters.get(one.procedure, ""), *_percent(one.drift)) for one in rows]
    return {"labels": labels, "drifts": found, "limit": round(DRIFT_LIMIT * 100), "may": _may_write(desk)}


def _percent(drift: Drift) -> tuple[float, float, float]:
    """The share and between what it surely lies, in percent."""
    return round(drift.share * 100, 1), round(drift.low * 100, 1), round(drift.high * 100, 1)
