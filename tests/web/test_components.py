"""The page of components is there while developing, and only then."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_it_is_not_there_where_people_work(visitor: Client) -> None:
    assert visitor.get("/components/").status_code == 404


def test_it_shows_every_component(visitor: Client, settings: Settings) -> None:
    settings.DEBUG = True
    page = visitor.get("/components/").content.decode()
    for drawn in (
        "standing s-held",
        'class="strip"',
        "clock c-late",
        'class="board"',
        "hoop-broken",
        "When authority is lost",
        "Lone Star Management",
        "is paid for its services",
        'class="bars"',
        'class="diff"',
        "people by services, before and after",
    ):
        assert drawn in page, drawn
