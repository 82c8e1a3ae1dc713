"""Calendars that other programs read: secret addresses, made and revoked by whoever they belong to, and what is read there.

An address holds a token that opens this one calendar and nothing else. Its secret is told once; a digest is kept.
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from openmso.foundation import stepup
from openmso.foundation.actor import Actor
from openmso.foundation.calendars import Entry
from openmso.foundation.pages.calendars import calendar
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.rules.scopes import opens
from openmso.foundation.tokens import LONGEST, PURPOSE, BadTokenError, issue, revoke, tokens_of
from openmso.structure.queries import sites_of
from openmso.workforce.queries import feeds as queries

CALLED: Final = {
    "shifts": "My shifts",
    "clocks": "What is asked of me, and when my papers end",
    "roster": "Who works at a site",
}


class Wanted(forms.Form):
    """Which calendar, and for the roster of which site."""

    feed = forms.ChoiceField(label="Which calendar?", widget=forms.RadioSelect)
    site = forms.ChoiceField(label="Of which site? (for a roster)", required=False)


class Revoking(forms.Form):
    """An address that is to open nothing from now on."""

    token = forms.UUIDField()


@page("workforce/feeds.html", writes=True)
def feeds(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """One's own addresses: which calendar, until when, when last read; each can be revoked."""
    form = Revoking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke(by=desk.by, why="revoked on the page of calendars", token=form.cleaned_data["token"])
        except BadTokenError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The address opens nothing any more.")
            return redirect("feeds")
    kept = [one for one in tokens_of(desk.by) if any(opens(one.scopes, feed) for feed in CALLED)]
    return {"form": form, "kept": kept, "now": desk.now}


@page("workforce/feed_new.html", writes=True)
def new(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Make an address, having proved anew who one is. It stands on the answer, and nowhere else."""
    proof = stepup.require(request, PURPOSE, desk.by)
    sites = [(one.id, one.name) for one in sites_of(desk.by)]
    mine = [one for one in CALLED.items() if desk.by.person or one[0] == "roster"]
    form = Wanted(request.POST or None, initial={"feed": mine[0][0]})
    form.fields["feed"].choices = mine  # type: ignore[attr-defined] # a field of choices
    form.fields["site"].choices = [("", "–"), *sites]  # type: ignore[attr-defined] # a field of choices
    if request.method == "POST" and form.is_valid():
        feed, site = form.cleaned_data["feed"], form.cleaned_data["site"]
        if feed == "roster" and not site:
            form.add_error("site", "say which site")
            return {"form": form}
        name = f"{CALLED[feed]}: {dict(sites)[site]}" if feed == "roster" else CALLED[feed]
        why = f"for a calendar program: {name}"
        made = issue(
            by=desk.by, why=why, name=name[:200], scopes=[f"feed:{feed}"], lasts=LONGEST, proof=proof
        )
        parts = [made.text, site] if feed == "roster" else [made.text]
        address = request.build_absolute_uri(reverse(f"{feed}_feed", args=parts))
        return render(request, "workforce/feed_made.html", {"desk": desk, "name": name, "address": address})
    return {"form": form}


@calendar("shifts")
def shifts(by: Actor) -> tuple[str, tuple[Entry, ...]]:
    """One's own shifts."""
    return "My shifts", queries.my_shifts(by, timezone.now())


@calendar("roster")
def roster(by: Actor, site: str) -> tuple[str, tuple[Entry, ...]]:
    """Who works at a site."""
    place = next(iter(sites_of(by, named=[site])), None)
    if place is None:
        raise Http404
    return f"Roster: {place.name}", queries.roster(by, place, timezone.now())
