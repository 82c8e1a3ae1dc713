"""The desk of whoever gives authority: what waits for them, what is in force, what lapses, what they carry in each state."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.oversight import Protocol
from openmso.authority.terms import PRACTITIONERS
from openmso.foundation import stepup
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError, version_of
from openmso.oversight import actions
from openmso.oversight.forms import Ending, Signing
from openmso.oversight.queries.delegable import staff_of
from openmso.oversight.queries.load import loads
from openmso.oversight.queries.meetings import agenda, meetings_due, visits_due
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import PAPERS, Paper, desk_of, directors_of, told


@page("oversight/desk.html")
def oversight(request: HttpRequest, desk: Desk) -> Shown:
    """The desk of who looks, or of `?of=`, read-only then; of the first director where who looks gives no authority."""
    labels, _, law = network_of(desk.by)
    directors = sorted(directors_of(desk.by, desk.on), key=lambda one: labels.name(one).casefold())
    own = desk.by.person or ""
    asked = request.GET.get("of", "")
    person = asked if asked in directors else own
    found = desk_of(desk.by, person, desk.on)
    if not asked and not found.appointments and not found.held and directors:
        person = directors[0]
        found = desk_of(desk.by, person, desk.on)
    mine = bool(own) and person == own
    met = [one for one in meetings_due(desk.by, desk.on) if one.physician == person]
    visits = [one for one in visits_due(desk.by, desk.on) if person in one.directors]
    return {
        "agenda": agenda(desk.by, person, desk.now),
        "met_late": sum(one.due < desk.on for one in met), "met": len(met),
        "visits_late": sum(one.due < desk.on for one in visits), "visits": len(visits),
        "labels": labels, "person": person, "mine": mine, "found": found, "directors": directors,
        "loads": loads(desk.by, person, desk.on), "notes": law.notes, "may": mine and desk.clinical and bool(found.licensed),
    }  # fmt: skip


def _paper(desk: Desk, id: str) -> Paper:
    _, judge, _ = network_of(desk.by)
    found = judge.facts.find(id)
    if not isinstance(found, PAPERS):
        raise NotThereError(Protocol, id)
    return found


def _shown(desk: Desk, paper: Paper, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what the template is given
    labels, _, _ = network_of(desk.by)
    held = told(paper, desk.by.person or "", desk.today.toordinal())
    return {"labels": labels, "held": held, "paper": paper, "kind": labels.kind(paper.id), **more}


@page("oversight/paper.html", writes=True)
def paper(request: HttpRequest, desk: Desk, id: str) -> Shown | HttpResponseBase:
    """One paper: what it says, who has signed, and a form by which it ends for those who may end it."""
    found = _paper(desk, id)
    over = found.span.end <= desk.today.toordinal()
    cannot = "it has ended" if over else actions.cannot_end(desk.by, found, desk.today)
    typed = request.POST if request.method == "POST" else None
    form = Ending(typed, initial={"on": desk.today, "version": version_of(found)})
    if typed is not None and form.is_valid():
        given = form.cleaned_data
        done = tried(form, lambda: actions.end(by=desk.by, why=given["why"], kind=type(found), id=id, on=given["on"], version=given["version"]))  # fmt: skip
        if done is not None:
            messages.success(
                request, f"It ends on {given['on']:%b %-d, %Y}; {_name(desk, id)} holds until then."
            )
            return redirect("oversight")
    signs = not over and desk.clinical and not actions.cannot_sign(desk.by, found)
    return _shown(desk, found, form=form, cannot_end=cannot, may_sign=signs, over=over)


@page("oversight/sign.html", writes=True)
def sign(request: HttpRequest, desk: Desk, id: str) -> Shown | HttpResponseBase:
    """Sign a paper: who may is asked to prove who they are first, sees what they sign, says why, and signs."""
    found = _paper(desk, id)
    cannot = actions.cannot_sign(desk.by, found)
    typed = request.POST if request.method == "POST" else None
    form = Signing(typed, initial={"version": version_of(found)})
    if cannot:
        return _shown(desk, found, form=None, cannot=cannot)
    proof = stepup.require(request, actions.purpose_as_seen(found), desk.by)
    if typed is not None and form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: actions.sign_paper(by=desk.by, why=why, paper=found, proof=proof)):
            messages.success(request, f"You have signed: {_name(desk, id)}.")
            return redirect("oversight")
    return _shown(desk, found, form=form, cannot="")


@page("oversight/delegate.html")
def whom(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """To whom a director would delegate, or with whom they would agree: those engaged at their sites."""
    labels, _, _ = network_of(desk.by)
    staff = staff_of(desk.by, desk.by.person or "", desk.today)
    partners = staff_of(desk.by, desk.by.person or "", desk.today, PRACTITIONERS)
    chosen = request.GET.get("person", "")
    if chosen in staff:
        return redirect("delegate_to", chosen)
    if chosen in partners:
        return redirect("agree", chosen)
    return {"labels": labels, "staff": staff, "partners": partners}


def _name(desk: Desk, id: str) -> str:
    labels, _, _ = network_of(desk.by)
    return labels.record(id)
