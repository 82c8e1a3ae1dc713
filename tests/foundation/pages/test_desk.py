"""A desk: which day counts as today, and which day is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import HttpRequest, QueryDict

from openmso.foundation.actor import Actor
from openmso.foundation.pages.desk import Desk, desk_of
from openmso.foundation.places import Place
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.who import NobodyError, take
from tests.foundation.company import Company, company

LATE = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)
"""Half past ten in the evening of November 25 in Chicago; in New York it is half an hour to midnight."""


def desk(on: date = date(2026, 11, 25)) -> Desk:
    by = Actor(uuid4(), uuid4(), Post.OPERATOR, Side.BUSINESS)
    place = Place(uuid4(), by.network, "lone-star", "Lone Star", Post.OPERATOR, "mso", "", "")
    return Desk(by, place, LATE, date(2026, 11, 25), on)


def seated(made: Company, **query: str) -> HttpRequest:
    """A request of Olga, who has taken her seat."""
    request = made.request("olga")
    take(request, made.seats["olga"], Side.BUSINESS)
    request.GET = QueryDict(urlencode(query))
    return request


def test_the_day_of_a_site_is_that_of_its_own_clocks() -> None:
    assert desk().at("America/New_York").today == date(2026, 11, 25)
    assert desk().at("America/Halifax").today == date(2026, 11, 26)
    assert desk().at("America/Halifax").on == date(2026, 11, 26)


def test_another_day_stays_that_day_at_every_site() -> None:
    other = desk(date(2027, 1, 5)).at("America/Halifax")
    assert (other.on, other.today) == (date(2027, 1, 5), date(2026, 11, 26))


def test_an_address_keeps_the_day_and_says_nothing_of_today() -> None:
    assert desk().as_of == ""
    assert desk(date(2027, 1, 5)).as_of == "?on=2027-01-05"


def test_who_stands_on_the_clinical_side_is_told_from_who_does_not() -> None:
    one = desk()
    assert not one.clinical
    nurse = replace(one, by=Actor(uuid4(), uuid4(), Post.RN, Side.CLINICAL))
    assert nurse.clinical


@pytest.mark.django_db
def test_without_a_seat_there_is_no_desk() -> None:
    made = company()
    for request in (made.request("olga"), made.request()):
        with pytest.raises(NobodyError):
            desk_of(request)


@pytest.mark.django_db
def test_olga_looks_at_today_unless_she_asks_for_another_day() -> None:
    made = company()
    one = desk_of(seated(made))
    assert one.is_today
    assert one.place.network_name == "Lone Star"
    assert desk_of(seated(made, on="2027-01-05")).on == date(2027, 1, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31", "2026-11-26T10:00", "<b>"]
)
def test_a_day_that_is_none_is_told_and_today_is_shown(text: str) -> None:
    one = desk_of(seated(company(), on=text))
    assert one.is_today
    assert one.unread == text
