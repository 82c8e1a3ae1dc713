"""Everybody's own page: papers that wait for a signature, clocks of one's own or of anybody, what changed."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.people import Person
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts import network_facts
from tests.foundation.company import Company
from tests.insight.conftest import Enter


def shown(client: Client, on: str = "2026-11-26") -> str:
    answer = client.get("/mine/", {"on": on})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def seat_of(spas: Company, called: str, name: str, post: Post) -> str:
    person = next(one for one in network_facts(spas.system).all(Person) if one.name == called)
    spas.seat(name, post, person=person.id)
    return name


def test_rosa_sees_her_own_clocks_and_what_she_may_do(enter: Enter, spas: Company) -> None:
    client = enter(seat_of(spas, "Rosa Delgado", "rosa", Post.RN), "clinical")
    text = shown(client)
    assert "Rosa Delgado's competency in IV therapy" in text  # through Dec 14, 2026 by the network file
    assert "Dec 15" in text
    assert "What I may do" in text
    assert "Luc Thibodeaux's" not in text.split("What changed lately")[0]


def test_who_is_none_of_the_people_sees_what_of_anybody_lapses_next(enter: Enter) -> None:
    text = shown(enter("carl", "auditor"))
    assert "What lapses next" in text
    assert "My clocks" not in text


@pytest.mark.parametrize(
    ("name", "side"), [("olga", "business"), ("director", "clinical"), ("carl", "auditor")]
)
def test_the_rail_leads_everybody_to_their_own_page(enter: Enter, name: str, side: str) -> None:
    client = enter(name, side)
    assert b'href="/mine/"' in client.get("/people/").content
    assert client.get("/mine/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_page_asks_little(
    enter: Enter, spas: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter(seat_of(spas, "Rosa Delgado", "rosa", Post.RN), "clinical")
    client.get("/mine/")
    with django_assert_num_queries(24):
        client.get("/mine/")
