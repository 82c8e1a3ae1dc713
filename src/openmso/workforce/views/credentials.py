"""The credential desk: who lapses, who is missing papers; matches settled side by side; what a source showed of a license."""

from __future__ import annotations

from dataclasses import astuple, fields, replace
from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.people import License, Person
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import Kept, RefusedError
from openmso.foundation.rules.purposes import KEEPING_PEOPLE, SCREENING
from openmso.foundation.rules.sides import Side
from openmso.workforce import actions, queries
from openmso.workforce.forms import Renewing, Settling, Verifying
from openmso.workforce.queries.desk import names, worklist
from openmso.workforce.queries.tables import TABLES, Row
from openmso.workforce.queries.words import Source

NEAR: Final = 30
"""So many days ahead the desk shows what lapses, if it is not asked for more."""


def may_keep(by: Actor) -> bool:
    """Whether this actor keeps people and licenses from the desk: it is the business's."""
    return by.side is Side.BUSINESS and by.post in KEEPING_PEOPLE


def may_screen(by: Actor) -> bool:
    """Whether this actor looks people up in exclusion lists and settles what is found."""
    return by.side is Side.BUSINESS and by.post in SCREENING


@page("workforce/credentials.html")
def credentials(request: HttpRequest, desk: Desk) -> Shown:
    """What waits for whoever keeps credentials. `?within=30`: what lapses within so many days."""
    work = worklist(desk.by, desk.on)
    asked = request.GET.get("within", "")
    steps = [step for step, _ in work.steps]
    within = int(asked) if asked.isdecimal() and int(asked) in steps else NEAR
    shown = [one for one in work.lapses if one.threshold <= within]
    return {
        "work": work, "labels": work.labels, "within": within, "lapses": shown,
        "may_keep": may_keep(desk.by), "may_screen": may_screen(desk.by),
    }  # fmt: skip


@page("workforce/credentials.html")
def worklist_csv(request: HttpRequest, desk: Desk, name: str) -> HttpResponseBase:
    """One of the lists as CSV, for a spreadsheet."""
    del request
    if name not in TABLES:
        raise Http404(name)
    work = worklist(desk.by, desk.on)
    if name == "unscreened" and work.unscreened is None:
        raise WrongHandsError("who was not screened is not for the clinical side")
    rows = [astuple(row) for row in TABLES[name](work)]
    return sheet(f"{name}-{desk.on}", [one.name for one in fields(Row)], rows)


@page("workforce/match.html", writes=True)
def match(request: HttpRequest, desk: Desk, id: str) -> Shown | HttpResponseBase:
    """A row of a list beside somebody of the network: a human says whether they are the same, and why."""
    found = queries.match(desk.by, id)
    subject = next((one for one in queries.subjects(desk.by) if one.id == found.subject), None)
    form = Settling(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        clears = form.cleaned_data["verdict"] == "clear"
        settle = actions.clear_match if clears else actions.confirm_match
        if tried(form, lambda: (settle(by=desk.by, why=form.cleaned_data["why"], match=id, on=desk.today),)):
            said = "cleared: not the same" if clears else "confirmed: the exclusion is on record"
            messages.success(request, f"The match of {names(desk.by).name(found.subject)} is {said}.")
            return redirect("credentials")
    labels = names(desk.by)
    held = [one for one in labels.facts.all(License) if one.person == found.subject]
    may = may_screen(desk.by) and found.subject != desk.by.person
    return {"match": found, "subject": subject, "labels": labels, "held": held, "form": form, "may": may}


@page("workforce/verify.html", writes=True)
def verify(request: HttpRequest, desk: Desk, license: str) -> Shown | HttpResponseBase:
    """Record what a source showed of a license."""
    kept = queries.one(desk.by, License, license)
    person = queries.one(desk.by, Person, kept.record.person).record
    start = {"on": desk.today, "version": kept.version, "source": Source.BOARD.value}
    form = Verifying(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        done = tried(form, lambda: _record(desk, license, form))
        if done is not None:
            if done.marked:
                messages.success(request, f"Verified: {names(desk.by).record(license)}.")
            else:
                messages.warning(request, "Recorded. It does not count as verified: see what differs.")
            return redirect("verify", license)
    shown = {"license": kept.record, "person": person, "labels": names(desk.by), "form": form}
    return {**shown, "looks": queries.verifications(desk.by, license=license), "may": may_keep(desk.by)}


@page("workforce/renew.html", writes=True)
def renew(request: HttpRequest, desk: Desk, license: str) -> Shown | HttpResponseBase:
    """Write down the new term of a license; it is not verified until somebody looks it up."""
    kept = queries.one(desk.by, License, license)
    form = Renewing(request.POST if request.method == "POST" else None, initial={"version": kept.version})
    if form.is_bound and form.is_valid():
        new = tried(form, lambda: _renewed(desk, license, form))
        if new is not None:
            messages.success(request, "The new term is on record. Look it up, so that it counts as verified.")
            return redirect("verify", new.record.id)
    return {"license": kept.record, "labels": names(desk.by), "form": form, "may": may_keep(desk.by)}


def _renewed(desk: Desk, license: str, form: Renewing) -> Kept[License]:
    given = form.cleaned_data
    number = given["number"].strip() or None
    until = given["last"] + timedelta(days=1)
    try:
        return actions.renew_license(
            by=desk.by, why=given["why"], id=license, until=until, number=number, version=given["version"]
        )
    except RefusedError as refused:
        # The form asks for the last good day, the record for the first one after it.
        moved = [replace(one, field="last") if one.field == "until" else one for one in refused.faults]
        raise RefusedError(*moved) from None


def _record(desk: Desk, license: str, form: Verifying) -> actions.Verified:
    given = form.cleaned_data
    if given["on"] > desk.today:
        raise RefusedError.at("on", "it is still to come", "the day of the look")
    return actions.record_verification(
        by=desk.by, why=given["why"], license=license, on=given["on"], source=Source(given["source"]),
        seen=form.seen, looked_by=given["looked_by"], reference=given["reference"], next_due=given["next_due"],
        version=given["version"],
    )  # fmt: skip
