"""What is the same for every page: who has no desk, what is not there, what may be asked, and that looking writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InternalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from openmso.authority.facts.structure import Site
from openmso.foundation.models import Network
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, asks_for_part, page
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import NobodyError, take
from tests.foundation.company import Company, company

pytestmark = pytest.mark.django_db
TEMPLATE, PART = "refused.html", "components/bars.html"
"""Two templates that are there and need little."""


def asked(made: Company, method: str = "GET", **headers: str) -> HttpRequest:
    """A request of Olga at her desk."""
    request = RequestFactory().generic(method, "/somewhere/", headers=headers)
    base = made.request("olga")
    request.user, request.session = base.user, base.session
    take(request, made.seats["olga"], Side.BUSINESS)
    return request


@page(TEMPLATE, fragment=PART, writes=True)
def shown(request: HttpRequest, desk: Desk, why: str = "nothing") -> Shown | HttpResponse:
    """A page that says why, and goes on to the seats once that is `done`."""
    del desk
    return redirect("seats") if request.method == "POST" and why == "done" else {"why": why, "rows": []}


@page(TEMPLATE)
def reading(request: HttpRequest, desk: Desk, do: Any) -> Shown:  # what is tried on the page
    """A page that does what it is given."""
    del request
    do(desk)
    return {}


def test_a_page_is_shown_in_its_frame_with_the_desk() -> None:
    answer = shown(asked(company()), why="because")
    assert answer.status_code == 200
    text = answer.content.decode()  # type: ignore[attr-defined] # a page has content
    assert "because" in text
    assert "Lone Star" in text
    assert "business side" in text


def test_htmx_is_given_the_part_and_a_boosted_link_the_page() -> None:
    made = company()
    part = shown(asked(made, **{"HX-Request": "true"}))
    assert b"<html" not in part.content  # type: ignore[attr-defined] # a page has content
    whole = shown(asked(made, **{"HX-Request": "true", "HX-Boosted": "true"}))
    assert b"<html" in whole.content  # type: ignore[attr-defined] # a page has content
    assert not asks_for_part(asked(made))


def test_what_was_posted_and_done_leads_on_and_what_was_refused_is_shown_again() -> None:
    made = company()
    assert shown(asked(made, "POST"), why="done").status_code == 302
    assert shown(asked(made, "POST"), why="it was wrong").status_code == 422


def test_a_page_that_only_reads_takes_no_post() -> None:
    assert reading(asked(company(), "POST"), do=len).status_code == 405


def test_nothing_can_be_written_while_a_page_is_read() -> None:
    made = company()

    def rename(desk: Desk) -> None:
        Network.objects.filter(id=desk.by.network).update(name="Mine")

    with pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
        reading(asked(made), do=rename)
    assert Network.objects.get(id=made.network).name == "Lone Star"


def test_a_record_that_is_not_there_is_a_page_that_is_not_there() -> None:
    def look(desk: Desk) -> None:
        raise NotThereError(Site, "austin")

    with pytest.raises(Http404, match="austin"):
        reading(asked(company()), do=look)


def test_who_has_no_seat_has_no_page() -> None:
    with pytest.raises(NobodyError):
        shown(company().request("olga"))
