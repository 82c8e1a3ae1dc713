"""The box in the header: what it finds, where it leads, and that nothing is told to who has no seat."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.rules.sides import Post
from tests.foundation.company import Company
from tests.web.network import network_of


@pytest.fixture
def spas(db: None) -> Company:
    return network_of()


def seated(spas: Company, name: str = "olga", side: str = "business") -> Client:
    client = Client()
    client.force_login(spas.users[name], backend="openmso.web.adapters.Users")
    client.post("/seats/take/", {"seat": str(spas.seats[name]), "side": side})
    return client


def found(client: Client, typed: str, **query: str) -> str:
    answer = client.get("/search/", {"q": typed, **query}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_people_sites_organizations_and_pages_are_found_and_lead_to_their_pages(spas: Company) -> None:
    client = seated(spas)
    assert 'href="/people/dr-thibodeaux/">Luc Thibodeaux</a>' in found(client, "thib")
    assert 'href="/structure/gp-texas/">Gulf & Plains Medical of Texas PLLC</a>' in found(
        client, "texas pllc"
    )
    assert "Gulf & Plains Tulsa" in found(client, "tulsa")
    assert 'href="/sites/"' in found(client, "site")


def test_what_was_mistyped_is_found_only_where_nothing_else_is(spas: Company) -> None:
    client = seated(spas)
    assert "Rosa Delgado" in found(client, "delgdo")
    assert "Nothing goes by" in found(client, "qqqqq")


def test_every_address_that_is_found_is_there_and_the_day_is_kept(spas: Company) -> None:
    client = seated(spas)
    text = found(client, "a", on="2026-01-15")
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert len(links) > 10
    for link in links:
        assert "on=2026-01-15" in link
        assert client.get(link).status_code == 200, link


def test_the_page_works_without_scripts_and_says_back_what_was_typed_harmlessly(spas: Company) -> None:
    answer = seated(spas).get("/search/", {"q": "<b>rosa"})
    assert b"<html" in answer.content
    assert b"<b>rosa" not in answer.content
    assert b"What do you look for?" in seated(spas).get("/search/").content


def test_the_box_stands_on_every_page_of_a_seat_and_on_none_without(spas: Company) -> None:
    assert b'role="search"' in seated(spas).get("/sites/").content
    client = Client()
    client.force_login(spas.users["olga"], backend="openmso.web.adapters.Users")
    assert b'role="search"' not in client.get("/seats/").content
    assert client.get("/search/", {"q": "rosa"}).headers["Location"] == "/seats/"


def test_nobody_finds_the_people_of_another_network(spas: Company) -> None:
    other = network_of("iv-therapy-group")
    other.seat("ned", Post.OPERATOR)
    assert "Rosa Delgado" in found(seated(spas), "rosa delgado")
    assert "Rosa Delgado" not in found(seated(other, "ned"), "rosa delgado")


@pytest.mark.django_db(transaction=True)
def test_typing_asks_little(spas: Company, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = seated(spas)
    found(client, "ros")
    with django_assert_num_queries(11):
        found(client, "rosa")
