"""Findings on pages: what is wrong in the network the test made, told to every seat; filtered, explained, taken away as a table."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from openmso.authority.facts.people import License
from openmso.foundation.register import amend
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import Span
from tests.cast import altered
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db

LAPSED = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2026, 2, 1)))


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast(LAPSED)
    as_the_product()
    return made


def told(client: Client, asked: str = "?on=2026-03-02") -> list[Any]:
    groups = client.get(f"/findings/{asked}").context["groups"]
    return [one.finding for group in groups for one in group.shown]


def test_a_lapsed_license_is_found_with_since_when_and_a_way_to_its_record(company: Company) -> None:
    olga = browser(company, "olga")
    page = olga.get("/findings/?on=2026-03-02")
    rosas = [one for one in told(olga) if any(place.record == "license-rosa" for place in one.where)]
    assert date(2026, 2, 1) in {one.since for one in rosas}
    assert "Since Feb 1" in page.content.decode()
    assert 'href="/records/licenses/license-rosa/"' in page.content.decode()
    before = [one for one in told(olga, "?on=2026-01-15") if "license-rosa" in {p.record for p in one.where}]
    assert all(one.since is None or one.since < date(2026, 2, 1) for one in before)


def test_what_was_mended_is_no_longer_found(company: Company) -> None:
    olga = browser(company, "olga")
    (lapsed, *_) = (one for one in told(olga) if one.since == date(2026, 2, 1) and "Rosa" in one.what)
    renewed = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2030, 2, 1)))
    amend(by=company.actor("olga", Side.BUSINESS), why="renewed", record=renewed)
    assert lapsed.what not in {one.what for one in told(olga)}


def test_findings_are_chosen_by_severity_state_and_control(company: Company) -> None:
    carl = browser(company, "carl")
    every = told(carl)
    assert {one.severity.word for one in told(carl, "?on=2026-03-02&severity=must")} == {"must"}
    assert told(carl, "?on=2026-03-02&state=WY") == []
    code = every[0].control
    assert {one.control for one in told(carl, f"?on=2026-03-02&control={code}")} == {code}
    for nonsense in ("?severity=grave&on=2026-03-02", "?page=x&on=2026-03-02"):
        assert [one.what for one in told(carl, nonsense)] == [one.what for one in every]
    assert told(carl, "?on=2026-03-02&severity=must&page=999") == []


def test_a_control_is_explained_and_shows_where_it_fails(company: Company) -> None:
    rosa = browser(company, "rosa")
    found = told(rosa)[0]
    page = rosa.get(f"/findings/{found.control}/?on=2026-03-02")
    assert page.status_code == 200
    assert page.context["about"]["title"] == found.title
    assert found.what in [one.finding.what for one in page.context["failing"]]
    assert rosa.get("/findings/NONE-00/").status_code == 404


def test_the_table_holds_every_finding_and_no_formula(company: Company) -> None:
    olga = browser(company, "olga")
    answer = olga.get("/findings/table.csv?on=2026-03-02")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="findings-2026-03-02.csv"'
    head, *rows = csv.reader(StringIO(answer.content.decode()))
    page = olga.get("/findings/?on=2026-03-02")
    assert len(rows) == page.context["all"] > 0
    assert head[:4] == ["severity", "control", "title", "what"]
    assert any("2026-02-01" in row for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_the_page_asks_the_database_as_often_however_much_there_is(
    company: Company, django_assert_num_queries: Any
) -> None:
    olga = browser(company, "olga")
    with django_assert_num_queries(QUERIES):
        assert olga.get("/findings/").status_code == 200


QUERIES = 70
"""Session, user, seat, the transaction, twice the network, which a transaction that wrote reads anew each time, tasks and waivers, and what finance keeps."""
