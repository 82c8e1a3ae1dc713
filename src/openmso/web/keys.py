"""The pages of one's own tokens: which there are, making one (shown once), revoking one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmso.foundation import stepup
from openmso.foundation.rules.scopes import is_scope
from openmso.foundation.tokens import LONGEST, PURPOSE, BadTokenError, issue, revoke, tokens_of
from openmso.web.access import present


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long."""

    name = forms.CharField(max_length=200, label="What is it for?")
    scopes = forms.CharField(
        initial="read", help_text="read or write, or a room's, with spaces: structure:read workforce:read"
    )
    days = forms.IntegerField(min_value=1, max_value=LONGEST.days, initial=90)

    def clean_scopes(self) -> list[str]:
        """The scopes, each of them one."""
        scopes: list[str] = self.cleaned_data["scopes"].split()
        wrong = [one for one in scopes if not is_scope(one)]
        if wrong:
            raise forms.ValidationError(f"no scope: {' '.join(wrong)}")
        return scopes


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens in this network."""
    return render(request, "tokens.html", {"tokens": tokens_of(present(request))})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a token for the seat and side one is on, having proved anew who one is. Its text is on the answer, and nowhere else."""
    proof = stepup.require(request, PURPOSE)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = issue(
            by=present(request),
            why=f"for {given['name']}",
            name=given["name"],
            scopes=given["scopes"],
            lasts=timedelta(days=given["days"]),
            proof=proof,
        )
        return render(request, "token_made.html", {"made": made, "name": given["name"]})
    return render(request, "token_new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_POST
def end(request: HttpRequest, token: UUID) -> HttpResponse:
    """Revoke one of one's own tokens."""
    try:
        revoke(by=present(request), why="revoked on the page of tokens", token=token)
    except BadTokenError as refused:
        return render(request, "refused.html", {"why": str(refused)}, status=404)
    return redirect("tokens")
