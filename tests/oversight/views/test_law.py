"""The first page of the law desk: where the network works, how far its law is known, what changes there, by which pack."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.rules.sides import Post, Side
from openmso.law.actions import adopt_pack
from openmso.law.queries import pack
from tests.foundation.company import Company, today
from tests.web.network import browser, network_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return network_of()


@pytest.fixture
def olga(company: Company) -> Client:
    return browser(company, "olga", Side.BUSINESS).client


def here(page: str) -> list[tuple[str, int]]:
    """The states where the network works, with its sites."""
    table = page[page.index('aria-label="States where you work, as a table"') :]
    found = re.findall(
        r'href="/law/(\w\w)/[^"]*">[^<]+</a></th><td class="number">(\d+)', table[: table.index("</table>")]
    )
    return [(code, int(count)) for code, count in found]


def test_the_states_of_the_network_come_first_with_their_sites(olga: Client) -> None:
    """examples/med-spa-group/sites.yaml: six sites; of these three in Texas."""
    page = olga.get("/law/?on=2026-11-20").content.decode()
    found = here(page)
    assert sum(count for _, count in found) == 6
    assert {code for code, _ in found} == {"TX", "OK", "LA", "FL"}
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
    assert "/law/CA/?on=2026-11-20" in page  # elsewhere, and the day is kept


def test_without_a_pack_it_says_so_and_with_one_since_when(company: Company, olga: Client) -> None:
    assert "No law pack is adopted" in olga.get("/law/").content.decode()
    adopt_pack(by=company.system, why="reviewed", digest=pack().digest, on=today())
    page = olga.get("/law/").content.decode()
    assert f"You work by law pack {pack().version}" in page
    assert "No law pack is adopted" not in page


def test_what_the_federal_level_ends_is_told_everywhere(olga: Client) -> None:
    """us/duties.yaml: the DEA's telehealth flexibilities end with 2026."""
    page = olga.get("/law/?on=2026-11-20").content.decode()
    ahead = page[page.index('id="ahead"') : page.index('id="here"')]
    assert "dea telehealth flexibility" in ahead
    assert "Nobody established what holds from then on." in ahead


def test_counsel_begins_at_the_law_desk(company: Company) -> None:
    company.seat("cora", Post.COUNSEL)
    client = browser(company, "cora", Side.AUDITOR).client
    assert client.get("/").headers["Location"] == "/law/"


@pytest.mark.django_db(transaction=True)
def test_the_page_takes_as_many_statements_as_it_did(
    olga: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    olga.get("/law/")
    with django_assert_num_queries(12):
        olga.get("/law/")
