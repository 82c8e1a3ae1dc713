"""The page of who sits where: for everybody who has a seat; whoever gives seats on their side gives and ends them here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.models import User
from openmso.foundation.pages.records.fields import Swift
from openmso.foundation.rules.seating import GIVERS, seats_given
from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.foundation.seats import BadSeatError, NoSeatError, Seated, end_seat, enter_user, give_seat, seats
from openmso.foundation.tokens import tokens_of
from openmso.foundation.who import NobodyError, seated
from openmso.oversight.queries.named import labels_of
from openmso.web.records import CABINET
from openmso.words.labels import Labels
from openmso.words.trade import titled


class SeatForm(forms.Form):
    """Whom to seat, as what, and why."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=200, required=False)
    post = forms.ChoiceField()
    organization = forms.CharField(max_length=200, required=False)
    person = forms.CharField(
        max_length=200, required=False, help_text="Who they are among the network's people"
    )
    until = forms.DateField(
        required=False,
        help_text="The first day on which it is over; empty if open",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    why = forms.CharField(max_length=1000, label="Why?")

    def __init__(self, by: Actor, labels: Labels, data: Any = None) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data)
        posts = sorted(seats_given(by.side))
        choice = forms.ChoiceField(choices=[(post.value, titled(post)) for post in posts])
        self.fields["post"] = choice
        self._name("organization", labels, Organization)
        self._name("person", labels, Person)
        if by.side is Side.CLINICAL:
            self.fields["organization"].initial = by.organization

    def _name(self, field: str, labels: Labels, kind: type) -> None:
        """Let a record of the network be chosen by name; in a network without any, its id is typed."""
        known = [(id, labels.record(id)) for id in labels.facts.tables.get(kind, {})]
        if known:
            choices = [("", "—"), *sorted(known, key=lambda one: one[1].casefold())]
            about = self.fields[field]
            self.fields[field] = forms.ChoiceField(
                choices=choices, required=False, label=about.label, help_text=about.help_text, widget=Swift
            )


@dataclass(frozen=True, slots=True)
class Bench:
    """The seats of one side: those whose post works there first of all."""

    side: Side
    seats: tuple[Seated, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A post: on which sides it works, and which kinds of record it writes."""

    post: str
    sides: str
    writes: tuple[str, ...]


def benches(found: Sequence[Seated]) -> list[Bench]:
    """Seats by side, none empty. A physician owner, who crosses the line, sits with medicine."""
    order = (Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
    sides = {
        one.id: Side.CLINICAL if Side.CLINICAL in sides_of(one.post) else min(sides_of(one.post))
        for one in found
    }
    grouped = [Bench(side, tuple(one for one in found if sides[one.id] is side)) for side in order]
    return [one for one in grouped if one.seats]


def duties() -> list[Duty]:
    """What each post may write, by what the tables say of themselves."""
    return [
        Duty(
            titled(post),
            " and ".join(sorted(sides_of(post))),
            tuple(one.title for one in CABINET.drawers if one.is_for(post)),
        )
        for post in Post
    ]


def may_seat(by: Actor) -> bool:
    """Whether this actor gives seats on their side."""
    return GIVERS.get(by.side) is by.post


@require_http_methods(["GET", "POST"])
def access(request: HttpRequest) -> HttpResponse:
    """Who sits where; with a form for those who give seats. Whoever is new gets a letter by which they set a password."""
    by = present(request)
    labels = labels_of(by)
    form = SeatForm(by, labels, request.POST if request.method == "POST" else None) if may_seat(by) else None
    if request.method == "POST" and form is not None and form.is_valid() and _give(request, by, form):
        return redirect("access")
    refused = request.method == "POST"
    found = seats(by)
    shown = {
        "benches": benches(found),
        "count": len(found),
        "duties": duties(),
        "labels": labels,
        "tokens": sum(one.revoked_at is None for one in tokens_of(by)),
        "by": by,
        "form": form,
        "mine": seats_given(by.side) if form else (),
    }
    return render(request, "access.html", shown, status=(422 if form else 403) if refused else 200)


@require_POST
def end(request: HttpRequest, seat: UUID) -> HttpResponse:
    """End a seat at once."""
    by, why = present(request), request.POST.get("why", "").strip()
    if not why:
        return render(request, "refused.html", {"why": "Say why the seat ends."}, status=422)
    try:
        end_seat(by=by, why=why, seat=seat)
    except NoSeatError as refused:
        return render(request, "refused.html", {"why": str(refused)}, status=404)
    return redirect("access")


def present(request: HttpRequest) -> Actor:
    """Who has a seat in this session. Raises `NobodyError`."""
    by = seated(request)
    if by is None:
        raise NobodyError("take a seat first")
    return by


def _give(request: HttpRequest, by: Actor, form: SeatForm) -> bool:
    given = form.cleaned_data
    try:
        with acting(by, why=given["why"]):
            user = enter_user(by=by, why=given["why"], email=given["email"], name=given["name"])
            give_seat(
                by=by,
                why=given["why"],
                user=user,
                post=Post(given["post"]),
                organization=given["organization"],
                person=given["person"],
                until=given["until"],
            )
    except BadSeatError as refused:
        form.add_error(refused.field, str(refused))
        return False
    if not User.objects.get(id=user).has_usable_password():
        letter = ResetPasswordForm({"email": given["email"]})
        if letter.is_valid():
            letter.save(request)
    return True
