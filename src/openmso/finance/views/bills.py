"""Bills and what is open of them, transfers with their slips; and whether a fixed fee goes with revenue."""

from __future__ import annotations

from django import forms as plain
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Msa
from openmso.finance import actions
from openmso.finance.access import draws, pays, seeing_fees
from openmso.finance.forms import Owing, Paying
from openmso.finance.queries import Bill, bills, dues, transfers, watch
from openmso.finance.rules.ageing import BUCKETS, OLDEST
from openmso.finance.rules.money import ZERO
from openmso.finance.rules.watch import LEAST, MOVES, STEADY, TOGETHER, TRAILING
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.oversight.queries.named import network_of
from openmso.words.fees import dollars
from openmso.words.labels import Labels


@page("finance/bills.html", writes=True)
def all_bills(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """What is open, how old it is, and what was paid against what."""
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    found, others = bills(desk.by, desk.on), dues(desk.by, desk.on)
    do = request.POST.get("do", "")
    owed = [(one.code, _called(one, labels)) for one in (*found, *others) if one.open.left > 0]
    paying = Paying(
        request.POST if do == "pay" else None,
        owed=owed,
        label_suffix="",
        auto_id="paid_%s",
        initial={"on": desk.today},
    )
    agreements = [(one.id, labels.record(one.id)) for one in judge.facts.all(Msa) if desk.today in one.span]
    owing = Owing(
        request.POST if do == "owe" else None, agreements=agreements, label_suffix="", auto_id="owed_%s"
    )
    undoing = plain.Form(request.POST if do == "undo" else None)
    done = _done(request, desk, paying, owing, undoing)
    if done:
        messages.success(request, done)
        return redirect("fee_bills")
    names = [said for _, said in BUCKETS] + [OLDEST]
    sums = {name: sum((one.open.left for one in found if one.open.bucket == name), ZERO) for name in names}
    return {
        "labels": labels,
        "bills": [one for one in found if one.open.left > 0],
        "settled": [one for one in found if one.open.left <= 0][-20:],
        "dues": others,
        "sums": sums,
        "transfers": transfers(desk.by)[:50],
        "paying": paying if pays(desk.by) else None,
        "owing": owing if draws(desk.by) else None,
        "undoing": undoing,
        "pays": pays(desk.by),
    }


def _called(one: Bill, labels: Labels) -> str:
    return f"{labels.name(one.payer)}, {one.number}: {one.about}, {dollars(one.open.left)} open"


def _done(request: HttpRequest, desk: Desk, paying: Paying, owing: Owing, undoing: plain.Form) -> str:
    by = desk.by
    if paying.is_bound and paying.is_valid():
        told = paying.cleaned_data
        if tried(paying, lambda: actions.record_transfer(by=by, why=told["basis"], **told)):
            return "The transfer is written down, with its slip."
    if owing.is_bound and owing.is_valid():
        told = owing.cleaned_data
        if tried(owing, lambda: actions.enter_due(by=by, why=told["about"], **told)):
            return "It is entered, and can be paid."
    if undoing.is_bound:
        code = request.POST.get("code", "")
        if tried(undoing, lambda: actions.reverse_transfer(by=by, why="entered wrongly", code=code)):
            return "It counts no more."
    return ""


@page("finance/watch.html")
def shares(request: HttpRequest, desk: Desk) -> Shown:
    """Does a fee that is fixed on paper go with revenue?"""
    del request
    seeing_fees(desk.by)
    labels, _, _ = network_of(desk.by)
    return {
        "labels": labels,
        "found": watch(desk.by, desk.on),
        "limits": {
            "least": LEAST,
            "moves": MOVES,
            "steady": STEADY,
            "together": TOGETHER,
            "trailing": TRAILING,
        },
    }
