"""One question in all states: how many say what, sorted as asked, and the same as a file that no sheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.law.queries import pack
from openmso.law.views.topics import COLUMNS, DANGEROUS
from tests.law.views.desks import desk, law_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return desk(law_firm(), "rosa")


def states(page: str) -> list[str]:
    """The codes of the table, in order."""
    table = page[page.index('aria-label="Answers by state"') :]
    return re.findall(r'<th scope="row"><a href="/law/([A-Z]{2})/', table[: table.index("</table>")])


def test_every_question_of_the_pack_is_there_to_be_asked(client: Client) -> None:
    page = client.get("/law/topics/").content.decode()
    asked = set(re.findall(r'href="/law/topics/([\w.]+)/"', page))
    assert asked == set(pack().parameters)


def test_answers_stand_by_state_and_sort_by_a_link(client: Client) -> None:
    page = client.get("/law/topics/np.authority/?on=2026-11-26").content.decode()
    by_state = states(page)
    assert (
        len(by_state) == len(set(by_state)) == 51
    )  # fifty states and DC; the federal level says nothing of it
    assert by_state[:2] == ["AL", "AK"]
    by_answer = states(client.get("/law/topics/np.authority/?on=2026-11-26&sort=answer").content.decode())
    assert sorted(by_answer) == sorted(by_state)
    said = [pack().reading(code, "np.authority", 739946).value for code in by_answer]
    assert said == sorted(said)  # full, reduced, restricted
    unsorted = states(client.get("/law/topics/np.authority/?on=2026-11-26&sort=nonsense").content.decode())
    assert unsorted == by_state


def test_a_question_with_keys_is_narrowed_and_says_where_nobody_looked(client: Client) -> None:
    where = "/law/topics/delegation.rule/?procedure=neuromodulator_injection&role=RN"
    page = client.get(where).content.decode()
    assert "Neuromodulator injection by RN: what do all states say?" in page
    assert "TX" in states(page)
    unheard = client.get("/law/topics/delegation.rule/?procedure=neuromodulator_injection&role=KING")
    assert unheard.status_code == 200
    assert "No state is known to answer this" in unheard.content.decode()
    assert "Not researched" in unheard.content.decode()


@pytest.mark.parametrize("path", ["/law/topics/np.crown/", "/law/topics/np.crown/csv/"])
def test_a_question_that_is_not_asked_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_file_says_what_the_table_says_with_sources(client: Client) -> None:
    answer = client.get("/law/topics/np.authority/csv/?on=2026-11-26")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="np.authority-2026-11-26.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert tuple(rows[0]) == COLUMNS
    texas = next(row for row in rows if row["jurisdiction"] == "TX")
    assert (texas["name"], texas["answer"], texas["since"]) == ("Texas", "restricted", "never established")
    assert (texas["confidence"], texas["cite"]) == ("high", "Tex. Occ. Code §§157.051-157.060, 301.152")
    by_key = client.get("/law/topics/delegation.rule/csv/?procedure=neuromodulator_injection&role=MA")
    rows = list(csv.DictReader(io.StringIO(by_key.content.decode())))
    silent = [row for row in rows if row["answer"] == "not researched"]
    assert len(rows) == 51
    assert silent
    assert not any(row["cite"] or row["confidence"] for row in silent)


def test_no_cell_of_any_question_is_a_formula(client: Client) -> None:
    for name in ("duty.rule", "delegation.rule", "np.authority"):
        rows = csv.reader(io.StringIO(client.get(f"/law/topics/{name}/csv/").content.decode()))
        assert not [cell for row in rows for cell in row if cell.startswith(DANGEROUS)]


def test_a_table_takes_as_many_statements_as_it_did(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/law/topics/np.authority/")
    with django_assert_num_queries(12):
        client.get("/law/topics/np.authority/")
