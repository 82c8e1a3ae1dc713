"""The wall on a page says what the live database has; who crossed and whether the history holds is told to those whom it concerns."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from openmso.evidence.actions import seal
from openmso.foundation.picture import Grant
from openmso.foundation.rules.sides import Side
from openmso.web.wall import rooms
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    as_the_product()
    return made


def cells(page: Any) -> dict[tuple[str, Side], str]:
    return {
        (one.name, cell.side): cell.word
        for tables in page.context["rooms"].values()
        for one in tables
        for cell in one.cells
    }


def test_every_cell_is_what_the_database_lets_that_side_do(company: Company) -> None:
    shown = cells(browser(company, "carl").get("/wall/"))
    tables = {"License": "workforce_license", "Delegation": "oversight_delegation", "Msa": "structure_msa"}
    for name, table in tables.items():
        for side in Side:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT has_table_privilege(%s, %s, 'SELECT'), has_table_privilege(%s, %s, 'INSERT')",
                    [side.database_role, table, side.database_role, table],
                )
                reads, writes = cursor.fetchone()
            found = shown.get((name, side), shown.get(("MSA", side)))
            assert found == ("writes" if writes else "reads" if reads else "none"), (name, side)


def test_a_grant_that_nobody_meant_shows() -> None:
    """What stands is shown, not what was declared."""
    told = rooms([Grant("oversight_delegation", "openmso_business", "insert", ())])
    (delegation,) = (one for one in told["Oversight"] if one.name == "Delegation")
    assert {cell.side: cell.word for cell in delegation.cells} == {
        Side.BUSINESS: "writes", Side.CLINICAL: "none", Side.AUDITOR: "none", Side.SYSTEM: "none",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "told"), [("carl", True), ("olga", True), ("mia", False), ("rosa", False)])
def test_who_crossed_is_told_to_auditors_and_owners(company: Company, name: str, told: bool) -> None:
    page = browser(company, name).get("/wall/")
    assert page.context["told"] is told
    assert ("Nobody yet" in page.content.decode()) is told


def test_an_auditor_has_every_seal_checked_and_nobody_else_asks(company: Company) -> None:
    assert browser(company, "carl").get("/wall/").context["verified"] is None
    assert browser(company, "carl").get("/wall/?verify=1").context["verified"].holds
    assert browser(company, "olga").get("/wall/?verify=1").context["verified"] is None


def test_the_last_seal_is_shown(db: None) -> None:
    company = seated_cast()
    seal(by=company.system, why="a test")
    page = browser(company, "carl").get("/wall/")
    assert page.context["sealed"].number == 1
    assert "Seal 1 of" in page.content.decode()


def test_an_auditor_begins_here(company: Company) -> None:
    assert browser(company, "carl").get("/").headers["Location"].startswith("/wall/")
