"""Who came to an address where nothing is, or to a page that broke, is told so in words and led on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.foundation.company import Company
from tests.web.test_access import at_work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nowhere/", "/sites/nowhere/", "/people/nobody/", "/records/nothing/"])
def test_an_address_where_nothing_is_leads_on_from_inside_the_frame(
    lone_star: Company, visitor: Client, address: str
) -> None:
    olga = at_work(lone_star, visitor, "olga", "business")
    answer = olga.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This is not here" in page
    assert '<main id="main"' in page
    assert 'href="/records/"' in page


def test_a_stranger_is_led_to_the_sign_in_page_and_told_of_no_records(visitor: Client) -> None:
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "/records/" not in answer.content.decode()


def test_the_page_of_what_broke_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0, connection=connection):
        page = render_to_string("500.html")
    assert "Something broke here" in page
    assert page.lstrip().startswith("<!DOCTYPE html>")
