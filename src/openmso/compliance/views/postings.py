"""Notices and badges on pages: what each site should show, what hangs there, and putting it up with a picture."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.compliance.actions import postings as acting
from openmso.compliance.queries.postings import postings
from openmso.compliance.rules.postings import Hangs
from openmso.evidence.queries import content, document
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import labels_of


class Putting(forms.Form):
    """Where a notice hangs, and the picture that shows it."""

    place = forms.CharField(
        label="Where does it hang?", max_length=100, help_text="Such as: waiting room, treatment room 2."
    )
    photo = forms.FileField(
        label="A picture of it",
        help_text="As the phone takes it. Where and with what it was taken is not kept.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )


@page("compliance/postings.html")
def listed(request: HttpRequest, desk: Desk) -> Shown:
    """Which sites show what they should?"""
    del request
    found = postings(desk.by, desk.on)
    return {
        "labels": labels_of(desk.by),
        "sites": found,
        "tallies": [(str(each), sum(one.hangs is each for one in found)) for each in Hangs],
    }


@page("compliance/posting.html", writes=True)
def of_site(request: HttpRequest, desk: Desk, site: str) -> Shown | HttpResponseBase:
    """The notice of a site and its badges; what hangs where; putting it up, and taking it down."""
    found = next(iter(postings(desk.by, desk.on, site)), None)
    if found is None:
        raise NotThereError(Site, site)
    down = request.POST.get("down", "")
    posted = request.method == "POST" and not down
    form = Putting(request.POST if posted else None, request.FILES if posted else None, label_suffix="")
    if down:
        acting.take_down(by=desk.by, why="it hangs no more", posting=down, today=desk.today)
        messages.success(request, "It is taken down.")
        return redirect("posting", site=site)
    if form.is_bound and form.is_valid():
        place, photo = form.cleaned_data["place"], form.cleaned_data["photo"].read()
        if tried(
            form,
            lambda: acting.put_up(
                by=desk.by, why="a notice was put up", site=site, place=place, photo=photo, today=desk.today
            ),
        ):
            messages.success(request, "It hangs there, with the words of today.")
            return redirect("posting", site=site)
    writes = desk.by.side in (Side.BUSINESS, Side.CLINICAL) and desk.is_today
    return {"labels": labels_of(desk.by), "one": found, "form": form, "writes": writes}


@page("compliance/posting.html")
def picture(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """The picture that shows a notice."""
    del request
    if document(desk.by, id).kind != acting.PHOTO:
        raise NotThereError(Site, id)
    answer = HttpResponse(content(desk.by, id), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
