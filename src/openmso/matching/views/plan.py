"""The plan of a network, what if directors left, and what pay is measured by."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.purposes import CONTRACTING
from openmso.foundation.rules.sides import Side
from openmso.matching.actions.pay import end_source, keep_source
from openmso.matching.forms import Paying
from openmso.matching.queries.pay import sources
from openmso.matching.queries.planned import CHANGE, ENGAGING, Planned, planned
from openmso.matching.queries.shortlist import Market
from openmso.matching.rules.fmv import PER, Source
from openmso.matching.rules.portfolio import Seat
from openmso.matching.views.openings import sees
from openmso.oversight.queries.named import network_of


@page("matching/plan.html")
def plan(request: HttpRequest, desk: Desk) -> Shown:
    """Who directs and who stands in where, over all offices and openings, with `?gone=` supposed to have left."""
    if not sees(desk):
        raise WrongHandsError("the plan is for whoever appoints directors, pays them, or audits")
    labels, _, _ = network_of(desk.by)
    market = Market.of(desk.by, desk.today, desk.now)
    held = planned(desk.by, market)
    asked = [one for one in request.GET.getlist("gone") if one in market.told]
    found = planned(desk.by, market, gone=asked) if asked else held
    sitting = {who for one in held.problem.before.values() for who in (one.primary, one.backup) if who}
    return {
        "labels": labels,
        "found": found,
        "rows": _rows(found),
        "gone": asked,
        "leaders": sorted(sitting, key=labels.name),
        "engaging": ENGAGING,
        "change": CHANGE,
    }


def _rows(found: Planned) -> list[dict[str, Any]]:
    """Openings without anybody first, then those that change, then the rest."""
    rows = []
    for one in found.explained:
        seat = found.plan.seats.get(one.need, Seat())
        rows.append(
            {
                "opening": found.openings[one.need],
                "is_office": one.need in found.there,
                "seat": seat,
                "changed": one.need in found.changed,
                "price": one.price,
                "others": one.others,
                "lacking": found.lacking.get(one.need, ())[:5],
                "more": max(0, len(found.lacking.get(one.need, ())) - 5),
            }
        )
    return sorted(
        rows, key=lambda row: (bool(row["seat"].primary and row["seat"].backup), not row["changed"])
    )


@page("matching/pay.html", writes=True)
def pay(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """The rows that fair pay rests on; adding one, and ending one."""
    labels, _, _ = network_of(desk.by)
    adding = request.POST.get("do") == "add"
    form = Paying(request.POST if adding else None, label_suffix="")
    refused: list[str] = []
    if adding and form.is_valid():
        given = form.cleaned_data
        row = Source(
            "",
            given["basis"].strip(),
            given["low"],
            given["high"],
            given["per"],
            frozenset(given["states"]),
            given["assumed"],
        )
        if tried(form, lambda: keep_source(by=desk.by, why="what pay rests on", source=row)):
            messages.success(request, "It counts from now on.")
            return redirect("pay")
    elif request.POST.get("do") == "end":
        try:
            end_source(by=desk.by, why="it counts no more", code=request.POST.get("code", ""), on=desk.today)
        except RefusedError as amiss:
            refused = [one.what for one in amiss.faults]
        else:
            messages.success(request, "It counts no more.")
            return redirect("pay")
    return {
        "labels": labels,
        "form": form,
        "refused": refused,
        "rows": sources(desk.by),
        "per": PER,
        "may_write": desk.by.side is Side.BUSINESS and desk.by.post in CONTRACTING,
    }
