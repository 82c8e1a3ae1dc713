"""What a state says, on the day that is looked at: what the files of the pack say, and what counsel states over them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.rules.sides import Side
from openmso.law.actions import add_overlay
from tests.foundation.company import Company
from tests.law.views.desks import desk, law_firm

pytestmark = pytest.mark.django_db

OVERLAY = """\
jurisdiction: TX
np.authority:
  - value: full
    since: 2026-12-01
    note: "Opinion of counsel."
"""


@pytest.fixture
def company() -> Company:
    return law_firm()


def test_texas_says_what_the_pack_says_with_its_source_and_how_sure_it_is(company: Company) -> None:
    page = desk(company, "rosa").get("/law/TX/").content.decode()
    assert "What does the law of Texas say?" in page
    rule = page[page.index('id="np.authority"') :]
    rule = rule[: rule.index("</article>")]
    assert "restricted" in rule  # tx/np.yaml
    assert "Tex. Occ. Code §§157.051-157.060, 301.152" in rule
    assert "high confidence" in rule
    assert "first day never established" in rule
    assert "Not researched" in page
    assert "State it otherwise" not in page  # a nurse states no law


def test_the_day_that_is_looked_at_decides(company: Company) -> None:
    """wi/np.yaml: reduced until September 2026, full from then on."""
    client = desk(company, "rosa")
    for on, said in (("2026-08-31", "reduced"), ("2026-09-01", "full")):
        page = client.get(f"/law/WI/?on={on}").content.decode()
        rule = page[page.index('id="np.authority"') :]
        assert f'<p class="says">{said}</p>' in rule[: rule.index("</article>")]
        assert ("<strong>From" in rule[: rule.index("</article>")]) is (said == "reduced")


def test_what_counsel_states_wins_on_its_days_and_the_pack_is_shown_beside_it(company: Company) -> None:
    cora = company.actor("cora", Side.AUDITOR)
    add_overlay(by=cora, why="opinion", text=OVERLAY, counsel="C. Bench", signed_on=date(2026, 11, 26))
    page = desk(company, "cora").get("/law/TX/?on=2026-12-05").content.decode()
    rule = page[page.index('id="np.authority"') :]
    rule = rule[: rule.index("</article>")]
    assert '<p class="says">full</p>' in rule
    assert "counsel’s own statement" in rule
    assert "signed by C. Bench" in rule
    assert "The pack says, overruled by counsel: restricted" in rule
    assert "State it otherwise" in rule


@pytest.mark.parametrize("code", ["ZZ", "Texas"])
def test_a_state_that_there_is_not_is_not_there(company: Company, code: str) -> None:
    client = desk(company, "rosa")
    assert client.get(f"/law/{code.upper()}/").status_code == 404


def test_a_state_in_small_letters_is_found(company: Company) -> None:
    answer = desk(company, "rosa").get("/law/tx/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/law/TX/")


def test_a_day_that_is_none_is_told_and_today_is_shown(company: Company) -> None:
    page = desk(company, "rosa").get("/law/TX/?on=someday")
    assert page.status_code == 200
    assert "is no day that can be shown" in page.content.decode()


def test_who_has_not_signed_in_sees_nothing(company: Company) -> None:
    assert Client().get("/law/TX/").headers["Location"].startswith("/accounts/login/")


def test_a_page_of_law_takes_as_many_statements_as_it_did(
    company: Company, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk(company, "rosa")
    client.get("/law/TX/")
    with django_assert_num_queries(12):
        client.get("/law/TX/")
