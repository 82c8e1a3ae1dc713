"""Binders on pages: asking for one, how far it is, taking it, and holding one that came from elsewhere against its manifest."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from ssl import DER_cert_to_PEM_cert
from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from openmso.compliance.actions import binding
from openmso.compliance.files.archives import verify
from openmso.compliance.queries.binder import scopes_of
from openmso.compliance.queries.binders import Bound, binders, content
from openmso.compliance.rules.binders import ASKERS
from openmso.evidence.queries import certificates, seals_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.seats import names_of
from openmso.oversight.queries.named import network_of

A_YEAR: Final = timedelta(days=364)
DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Asking(forms.Form):
    """A binder: of what, from which day to which."""

    scope = forms.ChoiceField(label="Of what?")
    first = forms.DateField(label="From", widget=DAY)
    last = forms.DateField(
        label="To",
        widget=DAY,
        help_text="It tells how things stood on this day, or today if it is still to come.",
    )


class Holding(forms.Form):
    """A binder that is to be held against its manifest."""

    file = forms.FileField(label="The binder, as a ZIP, or one sealed PDF")
    digest = forms.CharField(
        label="SHA-256 of its manifest, if you know it",
        required=False,
        max_length=64,
        help_text="It stands on the page of whoever asked for the binder. Without it, a manifest that was changed together with a file is not noticed.",
    )


@page("compliance/binders.html", writes=True)
def page_of_binders(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """The binders of the network, and a form to ask for one."""
    if request.POST.get("do") == "take_back":
        binding.take_back(by=desk.by, why="it is not needed", binder=request.POST.get("code", ""))
        messages.success(request, "It is taken back.")
        return redirect("binders")
    form = _form(request, desk)
    if form is not None and form.is_bound and form.is_valid():
        given = form.cleaned_data
        if tried(form, lambda: _asked(form, desk, given["scope"], given["first"], given["last"])):
            return redirect("binders")
    sealed_by = [sha256(one).hexdigest() for one in certificates(desk.by)]
    return {"form": form, "sealed_by": sealed_by, **_listed(desk)}


@page("compliance/binder_rows.html", quiet=True)
def progress(request: HttpRequest, desk: Desk) -> Shown:
    """How far the binders are: the part of the page that renews itself while one is made."""
    del request
    return _listed(desk)


@page("compliance/binders.html")
def take(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The archive, for whoever asked for it."""
    del request
    answer = HttpResponse(content(desk.by, code), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="binder-{code[-8:]}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page("compliance/binder_check.html", writes=True)
def check(request: HttpRequest, desk: Desk) -> Shown:
    """Is a binder, or a sealed PDF, as it was made? Nothing of it is kept."""
    form = Holding(request.POST or None, request.FILES or None, label_suffix="")
    shown: dict[str, object] = {"form": form, "checked": None, "known": None, "seals": None}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if given["file"].size > settings.DOCUMENT_LIMIT:
            form.add_error("file", "it is too large for this page; use openmso binder verify")
            return shown
        data = given["file"].read()
        if data.startswith(b"%PDF"):
            return {**shown, **_seals(form, desk, data)}
        found = verify(BytesIO(data), given["digest"])
        made = {one.manifest: one for one in binders(desk.by) if one.manifest}
        shown |= {"checked": found, "known": made.get(found.digest)}
    return shown


def _seals(form: Holding, desk: Desk, pdf: bytes) -> dict[str, object]:
    try:
        return {"seals": seals_of(pdf, certificates(desk.by))}
    except ValueError as broken:
        form.add_error("file", str(broken))
        return {}


@page("compliance/binders.html")
def certificate(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The certificates by which the network's PDFs are sealed, as PEM, to give away."""
    del request
    text = "".join(DER_cert_to_PEM_cert(one) for one in certificates(desk.by))
    answer = HttpResponse(text, content_type="application/x-pem-file")
    answer.headers["Content-Disposition"] = 'attachment; filename="seal.pem"'
    return answer


def _form(request: HttpRequest, desk: Desk) -> Asking | None:
    if desk.by.post is None or desk.by.post.value not in ASKERS:
        return None
    with seeing(desk.by):
        labels, judge, _ = network_of(desk.by)
        scopes = scopes_of(desk.by, judge, labels, desk.today)
    if not scopes:
        return None
    initial = {"first": desk.today - A_YEAR, "last": desk.today}
    form = Asking(request.POST or None, initial=initial, label_suffix="")
    form.fields["scope"].choices = [(one.text, called) for one, called in scopes]  # type: ignore[attr-defined] # it is a choice
    return form


def _asked(form: Asking, desk: Desk, scope: str, first: date, last: date) -> str:
    try:
        return binding.ask_for_binder(
            by=desk.by, why="a binder was asked for", scope=scope, first=first, last=last
        )
    except binding.BusyError as busy:
        form.add_error(None, f"{str(busy)[0].upper()}{str(busy)[1:]}.")
        return ""


def _listed(desk: Desk) -> dict[str, object]:
    found = binders(desk.by)
    return {
        "labels": network_of(desk.by)[0],
        "mine": [_row(one, desk.by) for one in found if one.mine and one.state != "gone"],
        "others": [(one, who) for one, who in _named(desk.by, found) if not one.mine],
        "waits": any(one.unmade for one in found if one.mine),
    }


def _row(one: Bound, by: Actor) -> tuple[Bound, str]:
    return one, _called(one, by)


def _called(one: Bound, by: Actor) -> str:
    _, _, id = one.scope.partition(":")
    return network_of(by)[0].name(id) if id else "The whole network"


def _named(by: Actor, found: tuple[Bound, ...]) -> list[tuple[Bound, str]]:
    people = names_of(by, {one.actor for one in found})
    return [(one, f"{people.get(one.actor, 'Somebody')}: {_called(one, by)}") for one in found]
