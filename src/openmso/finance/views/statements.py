"""Fees on pages: the months of every agreement, and one statement with what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as plain
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Msa
from openmso.authority.judge import Judge
from openmso.finance import actions
from openmso.finance.access import answers, draws, seeing_fees
from openmso.finance.forms import Correcting, Questioning
from openmso.finance.queries import Stated, measures, statement, statements
from openmso.finance.queries.owning import owner_license
from openmso.finance.queries.statements import SAID
from openmso.finance.rules.money import after, month_of, part_held
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.stepup import require
from openmso.oversight.queries.named import network_of

SHOWN = 4
"""So many months are shown, up to the last that is over."""


@page("finance/fees.html")
def fees(request: HttpRequest, desk: Desk) -> Shown:
    """What was billed for what, month by month, and what waits for whom."""
    del request
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    last = after(month_of(desk.on), -1)
    months = [after(last, -place) for place in reversed(range(SHOWN))]
    found = statements(desk.by)
    mine = [one for one in found if one.state == "sent" and answers(desk.by, one.practice)]
    by_place = {(one.msa, one.month): one for one in found}
    agreements = [one for one in judge.facts.all(Msa) if any(part_held(one.span, at) for at in months)]
    return {
        "labels": labels,
        "months": months,
        "rows": [
            (one, [(at, by_place.get((one.id, at)), part_held(one.span, at) > 0) for at in months])
            for one in sorted(agreements, key=lambda one: (labels.name(one.practice), one.span.start))
        ],
        "waiting": [*mine, *(one for one in found if one.state == "sent" and one not in mine)],
        "mine": mine,
        "asked": [one for one in found if one.state == "questioned"],
        "said": SAID,
        "draws": draws(desk.by),
        "measured": measures(desk.by, desk.on),
    }


@page("finance/statement.html", writes=True)
def one(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One statement: its lines with their evidence, whether the fee is fair, what became of it."""
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    found = statement(desk.by, code)
    do = request.POST.get("do", "")
    forms = {
        "question": Questioning(
            request.POST if do == "question" else None,
            lines=[each.name for each in found.lines],
            label_suffix="",
            auto_id="asked_%s",
        ),
        "correct": Correcting(
            request.POST if do == "correct" else None,
            label_suffix="",
            auto_id="correct_%s",
            initial={"month": after(found.month)},
        ),
    }
    form = forms.get(do) or plain.Form(request.POST if do else None)
    if form.is_bound and form.is_valid():
        done = tried(form, lambda: _done(request, desk, found, do, form))
        if done:
            messages.success(request, done[1])
            return redirect("fee_statement", code=done[0])
    mine = found.state == "sent" and answers(desk.by, found.practice)
    return {
        "labels": labels,
        "one": found,
        "said": SAID,
        "draws": draws(desk.by),
        "mine": mine,
        "may_approve": mine and _licensed(judge, desk, found.practice, desk.today),
        "latest": next(iter(statements(desk.by, found.msa, found.month)), found),
        "refused": form if do not in forms else None,
        **forms,
    }


def _licensed(judge: Judge, desk: Desk, practice: str, on: date) -> bool:
    return bool(owner_license(judge, desk.by.person or "", practice, on))


def _done(
    request: HttpRequest, desk: Desk, found: Stated, do: str, form: Any  # noqa: ANN401 - any form
) -> tuple[str, str] | None:  # fmt: skip
    """What was asked is done: the statement to look at, and what to say."""
    by, code = desk.by, found.code
    match do:
        case "draw":
            made = actions.draw_statement(by=by, why="drawn anew", msa=found.msa, month=found.month)
            same = "It is as it was: nothing new is entered." if made == code else "It is drawn anew."
            return made, same
        case "send":
            actions.send_statement(by=by, why="to the owners", code=code)
            return code, "It waits for an owner of the practice."
        case "question":
            given = form.cleaned_data
            actions.question_statement(by=by, why="a question of an owner", code=code, **given)
            return code, "The question stands beside the statement."
        case "approve":
            if not answers(by, found.practice):
                raise WrongHandsError("an owner of the practice answers for it, on the clinical side")
            proof = require(request, actions.purpose_of(found), by)
            actions.approve_statement(by=by, why="approved by an owner", code=code, proof=proof)
            return code, "Approved. It is never changed from here on."
        case "bill":
            number = actions.issue_invoice(by=by, why="an approved statement", code=code)
            return code, f"Bill {number} is made."
        case "correct":
            given = form.cleaned_data
            actions.correct_statement(by=by, why=given["reason"], code=code, **given)
            return code, f"The line comes into the statement of {given['month']:%B %Y}."
    return None
