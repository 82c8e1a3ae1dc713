"""The structure desk: what the network file says of owners, agreements and money is what is drawn and told."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.insight.conftest import Enter

DAY = {"on": "2026-11-26"}
LAY = "Dana Whitlock, who owns 25 % of Gulf & Plains Medical of Oklahoma PLLC"


def shown(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, {**DAY, **query})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def drawn(text: str) -> str:
    """What is in the drawing."""
    found = re.search(r'<svg class="structure".*?</svg>', text, re.DOTALL)
    assert found
    return found[0]


def test_every_practice_is_drawn_right_of_the_line_with_owner_fee_and_who_manages_it(enter: Enter) -> None:
    picture = drawn(shown(enter("olga"), "/structure/"))
    assert picture.count("box-business") == 1  # Gulf & Plains Management LLC
    assert picture.count("box-clinical") == 4
    assert "Isabel Serrano 75 %" in picture
    assert "Harbor Growth Partners II LP 62.5 %" in picture
    assert "$21,000 a month and 9 % of collections" in picture
    assert "private equity behind it" in picture


def test_a_lay_owner_of_a_practice_who_also_owns_the_mso_stands_out_from_the_day_of_the_share(
    enter: Enter,
) -> None:
    client = enter("olga")
    assert LAY in shown(client, "/structure/")
    assert LAY not in shown(client, "/structure/", on="2024-05-31")  # her share began on June 1


def test_a_state_shows_its_practice_with_each_site_and_the_way_of_the_money(enter: Enter) -> None:
    text = shown(enter("olga"), "/structure/", state="TX")
    assert drawn(text).count("box-clinical") == 1
    assert "Gulf & Plains Austin" in drawn(text)
    assert "Gulf & Plains Tulsa" not in text
    assert "controlled by Gulf & Plains Management LLC" in text
    assert drawn(shown(enter("olga"), "/structure/", state="ZZ")).count("box-clinical") == 4


def test_the_same_is_told_in_words(enter: Enter) -> None:
    words = shown(enter("olga"), "/structure/").split("The same in words")[1]
    for name in ("Gulf & Plains Medical of Texas PLLC", "Luc Thibodeaux", "cost plus 11 %", "Harbor Growth"):
        assert name in words


def test_before_anything_was_formed_there_is_nothing_to_draw(enter: Enter) -> None:
    assert "No organization exists" in shown(enter("olga"), "/structure/", on="1995-01-01")


def test_an_organization_shows_owners_officers_terms_and_sites(enter: Enter) -> None:
    text = shown(enter("olga"), "/structure/gp-texas/")
    assert "Gulf & Plains Management LLC may dictate its transfer" in text
    assert "president" in text
    assert "$21,000 a month and 9 % of collections" in text
    assert "Injector scheduling and hiring" in text
    assert "Gulf & Plains Austin" in text


def test_an_organization_that_is_not_there_is_not_found(enter: Enter) -> None:
    assert enter("olga").get("/structure/nothing/").status_code == 404


@pytest.mark.parametrize(("name", "side"), [("director", "clinical"), ("carl", "auditor")])
def test_the_other_sides_may_look(enter: Enter, name: str, side: str) -> None:
    client = enter(name, side)
    assert "box-clinical" in shown(client, "/structure/")
    assert "president" in shown(client, "/structure/gp-texas/")


@pytest.mark.django_db(transaction=True)
def test_the_pages_ask_little(enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = enter("olga")
    for path in ("/structure/", "/structure/gp-texas/"):
        client.get(path)
        with django_assert_num_queries(11):
            client.get(path)
