"""The addresses of a cabinet's pages. Ids may have slashes; what is done with a record stands behind its id."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from openmso.foundation.pages.page import View, page
from openmso.foundation.pages.records import past, views
from openmso.foundation.pages.records.cabinet import Cabinet

FORM = "records/form.html"


def addresses(cabinet: Cabinet) -> list[URLPattern]:
    """Lists, records, their forms and their history."""

    def at(route: str, view: View, name: str, template: str, *, writes: bool = False) -> URLPattern:
        return path(route, page(template, writes=writes)(partial(view, cabinet)), name=name)

    record = "records/<str:kind>/<path:code>"
    return [
        at("records/", views.kinds, "record_kinds", "records/kinds.html"),
        at("records/<str:kind>/", views.listing, "records", "records/list.html"),
        at("records/<str:kind>/new/", views.entering, "record_new", FORM, writes=True),
        at(f"{record}/amend/", views.amending, "record_amend", FORM, writes=True),
        at(f"{record}/end/", views.ending, "record_end", FORM, writes=True),
        at(f"{record}/strike/", views.striking, "record_strike", FORM, writes=True),
        at(f"{record}/", views.record, "record", views.SHOWN),
        at("history/<str:kind>/<path:code>/", past.remembered, "record_history", "records/history.html"),
    ]
