"""What if, as a page: supposed by a link, told in counts, lists and boards; what cannot be supposed is told beside its field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.rules.sides import Side
from openmso.law.queries.lawbook import overlays
from tests.foundation.company import Company
from tests.web.network import browser, network_of

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
AS_OF = f"on={ON}"
TEXT = """\
jurisdiction: TX
delegation.rule:
  neuromodulator_injection:
    RN:
      - value: {leave: prohibited}
        since: 2026-01-01
        note: "Counsel reads the rule so."
"""


@pytest.fixture
def company() -> Company:
    return network_of()


@pytest.fixture
def olga(company: Company) -> Client:
    return browser(company, "olga", Side.BUSINESS).client


def test_without_a_question_the_page_offers_both_and_shows_nothing(olga: Client) -> None:
    page = olga.get("/whatif/").content.decode()
    assert "Somebody leaves" in page
    assert "A site is in another state" in page
    assert "What it would do" not in page
    assert page.index("Directors") < page.index("Isabel Serrano") < page.index("Everybody else")


def test_a_director_who_leaves_darkens_services_of_the_sites_they_direct(olga: Client) -> None:
    page = olga.get(f"/whatif/?record=dr-serrano&since=2026-12-01&{AS_OF}").content.decode()
    assert "What if Isabel Serrano were gone" in page
    assert "services would go dark" in page
    dark = page[page.index("Services that would go dark") : page.index('id="e-why"')]
    assert "/sites/austin/" in dark
    assert "Held" in page
    assert "Barred" in page
    assert "Nothing is written." in page
    assert 'href="/people/dr-serrano/?on=2026-11-20"' in page
    assert "Or only a license lapses" in page


def test_without_a_day_somebody_is_gone_from_the_day_that_is_looked_at(olga: Client) -> None:
    page = olga.get(f"/whatif/?record=dr-serrano&{AS_OF}").content.decode()
    assert 'value="2026-11-20"' in page
    assert "services would go dark" in page


def test_a_site_in_another_state_loses_who_is_not_licensed_there(olga: Client) -> None:
    page = olga.get(f"/whatif/?site=austin&state=NM&{AS_OF}").content.decode()
    assert "were in NM" in page
    assert "license good in NM" in page


def test_where_nothing_would_change_it_says_so(olga: Client) -> None:
    page = olga.get(f"/whatif/?record=marcus-oyelaran&since=2026-12-01&{AS_OF}").content.decode()
    assert "Nothing would change" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("record=dr-serrano&since=2026-11-01", "is past"),
        ("record=dr-serrano&since=2030-01-01", "only 365 days are compared"),
        ("record=dr-serrano&since=someday", "Enter a valid date."),
        ("site=austin&state=ZZ", "the law knows no state"),
        ("site=austin&state=TX", "is in TX"),
    ],
)
def test_what_cannot_be_supposed_is_told_beside_its_field(olga: Client, query: str, told: str) -> None:
    answer = olga.get(f"/whatif/?{query}&{AS_OF}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page.replace("&#x27;", "'")
    assert 'aria-invalid="true"' in page
    assert "What it would do" not in page


@pytest.mark.parametrize("query", ["record=nobody&since=2026-12-01", "site=nowhere&state=NM"])
def test_what_the_network_has_not_is_not_there(olga: Client, query: str) -> None:
    assert olga.get(f"/whatif/?{query}&{AS_OF}").status_code == 404


def tried(client: Client, text: str, **headers: str) -> tuple[int, str]:
    client.get("/law/overlays/new/")
    token = client.cookies["openmso-csrf"].value
    answer = client.post(
        f"/law-impact/?{AS_OF}", {"text": text, "csrfmiddlewaretoken": token}, headers=headers
    )
    return answer.status_code, answer.content.decode()


def test_a_statement_that_is_tried_tells_what_it_would_change_here_and_is_not_stated(
    company: Company, olga: Client
) -> None:
    status, page = tried(olga, TEXT)
    assert (status, "1 entry of law would differ" in page) == (200, True)
    assert "authority lost" in page
    assert "Neuromodulator injection by RN" in page
    assert "<ins>prohibited</ins>" in page
    assert overlays(company.system) == ()
    status, part = tried(olga, TEXT, HX_Request="true")
    assert (status, "<html" in part, "1 entry of law would differ" in part) == (200, False, True)


def test_a_statement_that_cannot_be_read_is_told_by_its_lines(olga: Client) -> None:
    status, page = tried(olga, TEXT.replace("prohibited", "forbidden"))
    assert (status, "Line 5" in page, "would differ" in page) == (200, True, False)


def test_the_installed_pack_changes_nothing_where_it_is_used(olga: Client) -> None:
    page = olga.get("/law-impact/").content.decode()
    assert "0 entries of law would differ" in page
    assert "Nothing would change" in page


@pytest.mark.django_db(transaction=True)
def test_a_what_if_takes_as_many_statements_as_it_did(
    olga: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    where = f"/whatif/?record=dr-serrano&since={ON + timedelta(days=11)}&{AS_OF}"
    olga.get(where)
    with django_assert_num_queries(11):
        olga.get(where)
