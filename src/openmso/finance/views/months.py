"""The evidence of a month, and the terms of an agreement with its clocks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Msa
from openmso.finance import actions
from openmso.finance.access import draws, seeing_fees
from openmso.finance.facts import known_of
from openmso.finance.forms import Sheeting, Showing
from openmso.finance.queries import evidence_of, statements
from openmso.finance.queries.statements import SAID
from openmso.finance.rules.evidence import KINDS
from openmso.finance.rules.fair import good_until
from openmso.finance.rules.money import after
from openmso.finance.rules.statement import refused
from openmso.finance.rules.terms import bands_of, clock_of
from openmso.foundation.pages.desk import Desk, day_of
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import RefusedError
from openmso.oversight.queries.named import network_of
from openmso.words.fees import fee, worth

BIGGEST = 1_000_000
"""Bytes of the largest sheet."""


@page("finance/month.html", writes=True)
def one_month(request: HttpRequest, desk: Desk, month: str, msa: str) -> Shown | HttpResponseBase:
    """What shows that the services of a month were given; entering more of it; drawing the statement."""
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    at = _month(month)
    agreement = judge.facts.need(Msa, msa)
    do = request.POST.get("do", "")
    services = [one.name for one in agreement.services]
    showing = Showing(
        request.POST if do == "enter" else None,
        request.FILES if do == "enter" else None,
        services=services,
        label_suffix="",
        auto_id="shown_%s",
    )
    sheeting = Sheeting(
        request.POST if do == "sheet" else None,
        request.FILES if do == "sheet" else None,
        label_suffix="",
        auto_id="sheet_%s",
    )
    answer = _entered(request, desk, (msa, at), (showing, sheeting))
    if answer is not None and not isinstance(answer, list):
        return answer
    found = next(iter(statements(desk.by, msa, at)), None)
    known = known_of(judge.facts, agreement.practice, at)
    return {
        "labels": labels,
        "msa": agreement,
        "month": at,
        "pieces": evidence_of(desk.by, msa, at),
        "services": [(one, known.of(one.counted) if one.counted else None) for one in agreement.services],
        "kinds": KINDS,
        "showing": showing,
        "sheeting": sheeting,
        "refused": answer or [],
        "never": refused(agreement),
        "over": after(at) <= desk.today,
        "found": found,
        "said": SAID,
        "may": draws(desk.by) and (found is None or found.approved is None),
        "fee": fee(agreement.fee),
    }


def _entered(
    request: HttpRequest, desk: Desk, of: tuple[str, date], forms: tuple[Showing, Sheeting]
) -> HttpResponseBase | list[str] | None:
    """What was asked is done: an answer, or why it is refused."""
    (msa, at), (showing, sheeting), by = of, forms, desk.by
    if showing.is_bound and showing.is_valid():
        code = tried(showing, lambda: _shown(desk, of, showing))
        if code is not None:
            messages.success(request, "It is entered.")
            return redirect("fee_month", month=f"{at:%Y-%m}", msa=msa)
    if sheeting.is_bound and sheeting.is_valid() and (text := _text(sheeting)) is not None:
        taken = tried(
            sheeting,
            lambda: actions.take_evidence(by=by, why="a sheet of evidence", msa=msa, month=at, sheet=text),
        )
        if taken:
            messages.success(request, f"{taken} pieces of evidence are taken.")
            return redirect("fee_month", month=f"{at:%Y-%m}", msa=msa)
    if request.POST.get("do") == "draw":
        try:
            return redirect(
                "fee_statement", code=actions.draw_statement(by=by, why="drawn", msa=msa, month=at)
            )
        except RefusedError as refusal:
            return [f"{one.what}; {one.mend}" for one in refusal.faults]
    return None


def _shown(desk: Desk, of: tuple[str, date], showing: Showing) -> str:
    """A piece of evidence is entered, with its document if there is one; its code."""
    (msa, at), given = of, showing.cleaned_data["file"]
    told: dict[str, Any] = {"by": desk.by, "why": "evidence", "msa": msa, "month": at, "piece": showing.piece}
    if not given:
        return actions.enter_evidence(**told)
    if given.size > settings.DOCUMENT_LIMIT:
        raise RefusedError.at("file", "it is larger than a document can be", "make it smaller, or split it")
    return actions.enter_with_document(**told, data=given.read(), name=given.name)


def _text(sheeting: Sheeting) -> str | None:
    given = sheeting.cleaned_data["sheet"]
    if given.size > BIGGEST:
        sheeting.add_error("sheet", "It is larger than a month of evidence can be.")
        return None
    try:
        return str(given.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        sheeting.add_error("sheet", "It is no text: save it as CSV in UTF-8.")
        return None


def _month(said: str) -> date:
    found = day_of(f"{said}-01")
    if found is None:
        raise Http404
    return found


@page("finance/agreement.html")
def agreement(request: HttpRequest, desk: Desk, msa: str) -> Shown:
    """An agreement as it earns: the fee, the file of its value, how long it runs, its months, and the agreements before and after it."""
    del request
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    found = judge.facts.need(Msa, msa)
    versions = [one for one in judge.facts.by(Msa, "practice", found.practice) if one.mso == found.mso]
    return {
        "labels": labels,
        "msa": found,
        "fee": fee(found.fee),
        "worth": worth(found.fee),
        "good_until": good_until(found),
        "bands": bands_of(found),
        "clock": clock_of(found, desk.on),
        "statements": statements(desk.by, msa),
        "versions": sorted(versions, key=lambda one: one.span.start) if len(versions) > 1 else [],
        "said": SAID,
        "never": refused(found),
        "last": after(desk.on.replace(day=1), -1),
    }
