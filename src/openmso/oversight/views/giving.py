"""Giving authority at the desk: delegating, ordering in advance, agreeing with an NP or PA, adopting the next version of a protocol. Each is signed with a fresh proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from openmso.authority.facts.oversight import Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.terms import PRACTITIONERS
from openmso.foundation import stepup
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.draft import draft_of, drop_draft, keep_draft
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError, version_of
from openmso.foundation.stepup import StepUpNeededError
from openmso.oversight import actions
from openmso.oversight.forms import Adopting, Agreeing, Delegating, Ordering
from openmso.oversight.queries.delegable import DELEGATED, Delegable, delegable, reached_sites, staff_of
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import Paper
from openmso.oversight.queries.skills import menu

ORDER = "order"
"""The name of the draft of a standing order."""


@dataclass(frozen=True, slots=True)
class Given:
    """A paper that is given: the name of its draft, and what enters it."""

    paper: Paper
    draft: str
    enter: Callable[[], object]


@page("oversight/delegate_to.html", writes=True)
def delegate_to(request: HttpRequest, desk: Desk, person: str) -> Shown | HttpResponseBase:
    """Delegate procedures of the law pack to somebody, at sites, from a day."""
    labels, judge, _ = network_of(desk.by)
    own = desk.by.person or ""
    if person not in staff_of(desk.by, own, desk.today):
        raise NotThereError(Delegation, person)
    sites = reached_sites(desk.by, own, desk.today)
    choices = delegable(desk.by, person, tuple(sorted({one.state for one in sites})), desk.today)
    name = f"delegate:{person}"
    form = Delegating(_typed(request, name), sites, choices, initial={"since": desk.today})
    shown = {
        "labels": labels,
        "person": person,
        "form": form,
        "resumed": _resumed(request, form),
        **_apart(form, choices),
    }
    if form.is_bound and form.is_valid():
        shown["doubts"] = _doubts(form, sites, choices)
        given = form.cleaned_data
        new = Delegation(
            _free(judge, f"{person}/delegation/{given['since']}"), own, person, frozenset(given["procedures"]),
            form.span, sites=frozenset(given["sites"]), attests=frozenset(given["attests"]),
        )  # fmt: skip
        give = partial(actions.delegate, by=desk.by, why=given["why"], delegation=new)
        return _signed(request, desk, form, Given(new, name, give)) or shown
    return shown


def _apart(form: Delegating, choices: tuple[Delegable, ...]) -> dict[str, object]:
    """The boxes of what the law lets be delegated, and those of the rest."""
    pairs = list(zip(form["procedures"], choices, strict=True))
    return {"let": [one for one in pairs if one[1].let], "rest": [one for one in pairs if not one[1].let]}


def _doubts(form: Delegating, sites: tuple[Site, ...], choices: tuple[Delegable, ...]) -> list[object]:
    """What is chosen and not let in the state of a site that is chosen."""
    given = form.cleaned_data
    where = {one.state for one in sites if one.id in given["sites"]}
    chosen = [one for one in choices if one.code in given["procedures"]]
    return [(one, one.not_in(where)) for one in chosen if one.not_in(where)]


@page("oversight/adopt.html", writes=True)
def adopt(request: HttpRequest, desk: Desk, id: str) -> Shown | HttpResponseBase:
    """Adopt the next version of a protocol, which ends the one before on its first day."""
    labels, judge, _ = network_of(desk.by)
    old = judge.facts.need(Protocol, id)
    procedures = sorted(
        ((code, one.label) for code, one in judge.law.procedures.items()), key=lambda one: one[1]
    )
    name = f"adopt:{id}"
    start = {
        "since": desk.today + timedelta(days=1),
        "procedures": sorted(old.procedures),
        "seen": version_of(old),
    }
    form = Adopting(_typed(request, name), procedures, initial=start)
    shown = {"labels": labels, "old": old, "form": form, "resumed": _resumed(request, form)}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        new = replace(
            old, id=_free(judge, f"{old.id}/{_slug(given['version'])}"), procedures=frozenset(given["procedures"]),
            span=form.span, version=given["version"], signatures=(), reviewed_on=(),
        )  # fmt: skip
        give = partial(
            actions.adopt_protocol,
            by=desk.by,
            why=given["why"],
            protocol=new,
            instead=id,
            version=given["seen"],
        )
        return _signed(request, desk, form, Given(new, name, give)) or shown
    return shown


@page("oversight/order_new.html", writes=True)
def order(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Issue a standing order at sites of one practice: what is on their menus, for people who work there on somebody's word."""
    labels, judge, _ = network_of(desk.by)
    own = desk.by.person or ""
    sites = reached_sites(desk.by, own, desk.today)
    day = desk.today.toordinal()
    served = {code for one in sites for code in menu(judge, one.id, day)}
    form = Ordering(
        _typed(request, ORDER),
        [(one.id, one.name) for one in sites],
        sorted(((one, labels.procedure(one)) for one in served), key=lambda one: one[1]),
        [(one, one) for one in sorted(DELEGATED)],
        initial={"since": desk.today},
    )
    shown = {"labels": labels, "form": form, "sites": sites, "resumed": _resumed(request, form)}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        practices = {one.practice for one in sites if one.id in given["sites"]}
        if len(practices) > 1:
            form.add_error("sites", "are of several practices: order for each by itself")
            return shown
        new = StandingOrder(
            _free(judge, f"{own}/order/{given['since']}"), own, practices.pop(), frozenset(given["procedures"]),
            frozenset(given["roles"]), form.span, sites=frozenset(given["sites"]),
        )  # fmt: skip
        give = partial(actions.issue_standing_order, by=desk.by, why=given["why"], order=new)
        return _signed(request, desk, form, Given(new, ORDER, give)) or shown
    return shown


@page("oversight/agree.html", writes=True)
def agree(request: HttpRequest, desk: Desk, person: str) -> Shown | HttpResponseBase:
    """Begin an agreement with an NP or PA of one's sites; it holds once they have signed, too."""
    labels, judge, _ = network_of(desk.by)
    own = desk.by.person or ""
    if person not in staff_of(desk.by, own, desk.today, PRACTITIONERS):
        raise NotThereError(Agreement, person)
    sites = reached_sites(desk.by, own, desk.today)
    name = f"agree:{person}"
    form = Agreeing(
        _typed(request, name), [(one.id, one.name) for one in sites], initial={"since": desk.today}
    )
    shown = {"labels": labels, "person": person, "form": form, "resumed": _resumed(request, form)}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        new = Agreement(
            _free(judge, f"{person}/agreement/{given['since']}"), own, person, given["kind"], form.span,
            sites=frozenset(given["sites"]), prescribes=given["prescribes"],
            chart_review_pct=given["chart_review_pct"], meeting_every_days=given["meeting_every_days"],
        )  # fmt: skip
        give = partial(actions.sign_agreement, by=desk.by, why=given["why"], agreement=new)
        return _signed(request, desk, form, Given(new, name, give)) or shown
    return shown


def _signed(request: HttpRequest, desk: Desk, form: Form, given: Given) -> HttpResponseBase | None:
    """What is posted is signed and done, once who signs has proved who they are; None where it is shown (again)."""
    if request.method != "POST":
        return None
    cannot = actions.cannot_give(desk.by, given.paper)
    if cannot:
        form.add_error(None, f"{cannot[0].upper()}{cannot[1:]}.")
        return None
    try:
        proof = stepup.require(request, actions.purpose_as_seen(given.paper), desk.by)
    except StepUpNeededError:
        keep_draft(request, given.draft)
        raise
    spent = partial(actions.with_proof, by=desk.by, why=form.cleaned_data["why"], proof=proof)
    if tried(form, lambda: spent(paper=given.paper, do=given.enter)) is None:
        return None
    drop_draft(request, given.draft)
    labels, _, _ = network_of(desk.by)
    messages.success(request, f"Signed, and on record: {labels.record(given.paper.id)}.")
    return redirect("oversight")


def _typed(request: HttpRequest, name: str) -> QueryDict | None:
    return request.POST if request.method == "POST" else draft_of(request, name)


def _resumed(request: HttpRequest, form: Form) -> bool:
    return form.is_bound and request.method != "POST"


def _free(judge: Judge, base: str) -> str:
    id, number = base, 1
    while judge.facts.find(id) is not None:
        number += 1
        id = f"{base}-{number}"
    return id


def _slug(text: str) -> str:
    kept = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in text.lower())
    return kept.strip("-") or "next"
