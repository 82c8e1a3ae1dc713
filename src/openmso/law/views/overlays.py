"""What has counsel stated over the pack? The list, stating more, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.draft import draft_of, drop_draft, keep_draft
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.proving import with_fresh_proof
from openmso.foundation.pages.trying import tried
from openmso.foundation.stepup import StepUpNeededError
from openmso.law.access import states_law
from openmso.law.actions import add_overlay, withdraw_overlay
from openmso.law.facts import PackError
from openmso.law.forms import Stating, Withdrawing
from openmso.law.queries.examples import example
from openmso.law.queries.lawbook import Overlaid, overlays, pack_of, stated
from openmso.law.views.worded import Worded, law_of


@page("law/overlays.html")
def listed(request: HttpRequest, desk: Desk) -> Shown:
    """Everything counsel has stated, what counts first."""
    del request
    law = law_of(desk.by)
    found = overlays(desk.by, withdrawn=True)
    rows = [_row(one, law) for one in sorted(found, key=lambda one: one.withdrawn_on is not None)]
    return {"rows": rows, "labels": law.labels, "lawful": law.lawful, "may_state": states_law(desk.by)}


@page("law/overlay_new.html", writes=True)
def new(request: HttpRequest, desk: Desk) -> Shown | HttpResponse:
    """State law over the pack, with a fresh proof of who does. `?state=TX&parameter=np.authority` begins with what stands now."""
    draft = ":".join(("overlay", *_chosen(request).values()))
    typed = request.POST if request.method == "POST" else draft_of(request, draft)
    start = {"signed_on": desk.today, "counsel": _name(request)}
    form = Stating(typed, initial=start if typed is not None else {**start, "text": _begun(request, desk)})
    if request.method == "POST" and form.is_valid():
        try:
            made = tried(form, lambda: _stated(request, desk, form))
        except StepUpNeededError:
            keep_draft(request, draft)
            raise
        if made is not None:
            drop_draft(request, draft)
            messages.success(request, "Stated. It counts from now on, on the days that it says.")
            return redirect("law_overlay", id=made)
    law = law_of(desk.by)
    return {
        "form": form,
        "law": law,
        "places": law.places,
        "may_state": states_law(desk.by),
        "resumed": typed is not None and request.method != "POST",
        **_chosen(request),
    }


def _stated(request: HttpRequest, desk: Desk, form: Stating) -> str:
    given = form.cleaned_data
    seen = (given["text"], given["counsel"], given["signed_on"])
    return with_fresh_proof(
        request,
        desk,
        kind="overlay",
        seen=seen,
        why=given["why"],
        do=lambda: add_overlay(by=desk.by, **given),
    )


@page("law/overlay.html", writes=True)
def overlay(request: HttpRequest, desk: Desk, id: str) -> Shown | HttpResponse:
    """One overlay: what it states, who signed, and taking it back."""
    form = Withdrawing(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        tried(form, lambda: withdraw_overlay(by=desk.by, why=why, id=id, on=desk.today))
        if form.is_valid():
            messages.success(request, "Withdrawn: it counts on no day any more.")
            return redirect("law_overlay", id=id)
    law = law_of(desk.by)
    found = next((one for one in overlays(desk.by, withdrawn=True) if one.id == id), None)
    if found is None:
        raise Http404(f"counsel stated no {id!r}")
    return {**_row(found, law), "form": form, "labels": law.labels, "may_state": states_law(desk.by)}


def _row(one: Overlaid, law: Worded) -> dict[str, object]:
    try:
        return {"overlay": one, "statements": stated(one, law.pack)}
    except PackError as wrong:  # withdrawn, and of a pack that asked otherwise
        return {"overlay": one, "statements": (), "unread": wrong.problems[0].what}


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("state", "parameter")}


def _begun(request: HttpRequest, desk: Desk) -> str:
    """An example for the question that was asked for; nothing where there is no such question."""
    key = tuple(request.GET[name] for name in ("procedure", "role", "topic") if request.GET.get(name))
    asked = _chosen(request)
    try:
        return example(pack_of(desk.by), asked["state"], asked["parameter"], key, desk.on)
    except KeyError:
        return ""


def _name(request: HttpRequest) -> str:
    return str(getattr(request.user, "name", ""))
