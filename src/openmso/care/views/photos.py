"""Pictures of a visit: taken with the phone, looked at in the record; each look is written down."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.care.access import of_medicine
from openmso.care.actions.photos import VIEWS, Picture, keep_photo
from openmso.care.queries.charts import record as record_of
from openmso.care.queries.photos import photo as photo_in
from openmso.care.queries.photos import photo_of
from openmso.care.rules.areas import AREAS
from openmso.care.views.patients import handed, opening_of
from openmso.care.views.treating import opening_at_visit
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.pictures import LARGEST

TAKEN: Final = {"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}


class Taking(forms.Form):
    """A picture."""

    picture = forms.FileField(label="Picture", widget=forms.ClearableFileInput(attrs=TAKEN))
    view = forms.ChoiceField(label="When", choices=list(VIEWS.items()))
    area = forms.ChoiceField(
        label="Of which area",
        choices=[("", "all of it"), *((one.code, one.called) for one in AREAS)],
        required=False,
    )


@page("care/photos.html", writes=True, first=opening_at_visit("photos"))
def photos(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """Take a picture at a visit."""
    of_medicine(desk.by)
    found = record_of(desk.by, code)
    form = Taking(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        given, sent = form.cleaned_data, form.cleaned_data["picture"]
        data = sent.read(LARGEST + 1)
        picture = Picture(data, given["view"], given["area"])
        if tried(form, lambda: keep_photo(by=desk.by, why="a picture", visit=code, picture=picture)):
            messages.success(request, "The picture is kept.")
            return redirect("record", code=code)
    return {"desk": desk.at(found.zone), "record": found, "form": form}


@page("care/photos.html", first=opening_of(photo_of, "photo"))
def photo(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The picture itself; no cache keeps it."""
    del request
    data, media = photo_in(desk.by, code)
    return handed(data, media, "inline")
