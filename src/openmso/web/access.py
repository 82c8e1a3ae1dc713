"""The page of who sits where: for everybody who has a seat; whoever gives seats on their side gives and ends them here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.models import User
from openmso.foundation.rules.seating import GIVERS, seats_given
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import BadSeatError, NoSeatError, end_seat, enter_user, give_seat, seats
from openmso.foundation.who import NobodyError, seated


class SeatForm(forms.Form):
    """Whom to seat, as what, and why."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=200, required=False)
    post = forms.ChoiceField()
    organization = forms.CharField(max_length=200, required=False)
    person = forms.CharField(
        max_length=200, required=False, help_text="Who they are among the network's people"
    )
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(max_length=1000)

    def __init__(self, by: Actor, data: Any = None) -> None:  # noqa: ANN401 - what Django's forms take
        super().__init__(data)
        posts = sorted(seats_given(by.side))
        choice = forms.ChoiceField(choices=[(post.value, post.replace("_", " ")) for post in posts])
        self.fields["post"] = choice
        if by.side is Side.CLINICAL:
            self.fields["organization"].initial = by.organization


def may_seat(by: Actor) -> bool:
    """Whether this actor gives seats on their side."""
    return GIVERS.get(by.side) is by.post


@require_http_methods(["GET", "POST"])
def access(request: HttpRequest) -> HttpResponse:
    """Who sits where; with a form for those who give seats. Whoever is new gets a letter by which they set a password."""
    by = present(request)
    form = SeatForm(by, request.POST if request.method == "POST" else None) if may_seat(by) else None
    if request.method == "POST" and form is not None and form.is_valid() and _give(request, by, form):
        return redirect("access")
    refused = request.method == "POST"
    shown = {"seats": seats(by), "by": by, "form": form, "mine": seats_given(by.side) if form else ()}
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
