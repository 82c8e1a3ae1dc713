"""The list of people and the page of one: what is found, what is shown, until when, and what it costs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.people import Engagement, Person
from openmso.oversight.facts import network_facts
from tests.foundation.company import Company
from tests.insight.conftest import Enter

DAY = {"on": "2026-11-26"}


def shown(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, {**DAY, **query})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def listed(text: str) -> int:
    return text.count('<th scope="row">')


def test_everybody_is_listed(enter: Enter, spas: Company) -> None:
    everybody = network_facts(spas.system).all(Person)
    text = shown(enter("olga"), "/people/")
    assert listed(text) == len(everybody)
    assert all(one.name in text for one in everybody)


def test_a_name_a_role_a_state_and_a_site_choose(enter: Enter) -> None:
    client = enter("olga")
    assert "Rosa Delgado" in shown(client, "/people/", q="delg ros")
    assert listed(shown(client, "/people/", q="delg ros")) == 1
    nurses = shown(client, "/people/", role="RN")
    assert "Rosa Delgado" in nurses
    assert "Luc Thibodeaux" not in nurses
    assert "Luc Thibodeaux" in shown(client, "/people/", state="LA")
    assert "Rosa Delgado" not in shown(client, "/people/", state="LA")


def test_who_is_not_there_is_said_so(enter: Enter) -> None:
    client = enter("olga")
    assert "Nobody is so" in shown(client, "/people/", q="<nobody>")
    assert client.get("/people/nobody/").status_code == 404
    assert client.get("/people/nobody/reliance/").status_code == 404


def test_the_list_renews_itself_as_a_fragment(enter: Enter) -> None:
    answer = enter("olga").get("/people/", {"q": "rosa"}, headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b"Rosa Delgado" in answer.content


def test_rosa_may_do_iv_therapy_until_her_sign_off_ends(enter: Enter, spas: Company) -> None:
    rosa = next(one for one in network_facts(spas.system).all(Person) if one.name == "Rosa Delgado")
    text = shown(
        enter("olga"), f"/people/{rosa.id}/"
    )  # by the network file she is signed off through Dec 14, 2026
    assert "what may they do, and until when?" in text
    assert "until Dec 15" in text
    assert "TX RN" in text
    assert "Papers received" in text
    for link in set(re.findall(r'href="(/(?:history|records)/[^"]*)"', text)):
        assert enter("olga").get(link).status_code == 200, link


def test_on_the_only_physician_of_louisiana_three_services_hang(enter: Enter, spas: Company) -> None:
    luc = next(one for one in network_facts(spas.system).all(Person) if one.name == "Luc Thibodeaux")
    text = shown(enter("olga"), f"/people/{luc.id}/reliance/")
    assert "Neurotoxin" in text
    assert "Amy Roux" in text  # whom he delegates to


def test_before_somebody_was_engaged_they_have_no_authority(enter: Enter, spas: Company) -> None:
    facts = network_facts(spas.system)
    rosa = next(one for one in facts.all(Person) if one.name == "Rosa Delgado")
    assert facts.by(Engagement, "person", rosa.id)
    text = shown(enter("olga"), f"/people/{rosa.id}/", on="1995-01-01")
    assert "is engaged at no site" in text


@pytest.mark.parametrize(
    ("name", "side"), [("director", "clinical"), ("carl", "auditor"), ("mia", "business")]
)
def test_every_side_may_look(enter: Enter, name: str, side: str) -> None:
    assert listed(shown(enter(name, side), "/people/"))


@pytest.mark.django_db(transaction=True)
def test_the_pages_ask_little(
    enter: Enter, spas: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rosa = next(one for one in network_facts(spas.system).all(Person) if one.name == "Rosa Delgado")
    client = enter("olga")
    for path in ("/people/", f"/people/{rosa.id}/"):
        client.get(path)
    with django_assert_num_queries(11):
        client.get("/people/")
    with django_assert_num_queries(12):
        client.get(f"/people/{rosa.id}/")
