"""One record or a page of them: in order, on a day, found by their fields, always with as many statements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.oversight import Activity, Appointment, Delegation
from openmso.authority.facts.people import Competency, Engagement, License, Person
from openmso.authority.facts.structure import Msa, Site
from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.foundation.register import (
    NotThereError,
    RefusedError,
    end,
    enter,
    one,
    page,
    rows_named,
    version_of,
)
from tests.cast import ADA, AUSTIN, BOTOX, CAST, DALLAS, LUMEN, ROSA, TELE, altered
from tests.kept import auditor, network_of_the_cast, operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def ids(page: Any) -> list[str]:
    return [kept.record.id for kept in page.items]


def test_one_record_with_its_version(network: UUID) -> None:
    kept = one(operator(network), Site, AUSTIN)
    assert kept.record == CAST.need(Site, AUSTIN)
    assert kept.version == version_of(CAST.need(Site, AUSTIN))


def test_what_is_not_there_is_said_by_kind_and_id(network: UUID) -> None:
    with pytest.raises(NotThereError, match='there is no site "waco"'):
        one(operator(network), Site, "waco")
    with pytest.raises(NotThereError):
        one(operator(network), Person, AUSTIN)
    other = Network.objects.create(slug="other", name="Other").id
    with pytest.raises(NotThereError):
        one(operator(other), Site, AUSTIN)


def test_rows_are_found_by_id_in_one_statement_or_the_missing_one_is_named(
    network: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = system(network)
    with acting(by, why="trying"), django_assert_num_queries(1):
        rows = rows_named(by, Site, "site", {AUSTIN, DALLAS})
    assert {code: row.code for code, row in rows.items()} == {AUSTIN: AUSTIN, DALLAS: DALLAS}
    with pytest.raises(RefusedError, match='there is no site "waco"') as refused:
        rows_named(by, Site, "where", [AUSTIN, "waco"])
    assert refused.value.field == "where"


def test_pages_hold_everything_once_in_the_order_in_which_it_was_given(network: UUID) -> None:
    wanted = [one.id for one in CAST.all(Competency)]
    found: list[str] = []
    after = None
    while True:
        part = page(auditor(network), Competency, after=after, limit=4)
        found += ids(part)
        after = part.next
        if after is None:
            break
        assert len(part.items) == 4
    assert found == wanted


def test_what_is_entered_later_comes_last(network: UUID) -> None:
    enter(by=operator(network), why="hired", record=Person("aaron", "Aaron"))
    enter(by=operator(network), why="hired", record=Person("aida", "Aida"))
    assert ids(page(operator(network), Person))[-2:] == ["aaron", "aida"]


def test_on_a_day_only_what_holds_on_it(network: UUID) -> None:
    end(by=operator(network), why="lease", kind=Site, id=DALLAS, on=date(2026, 6, 1))
    assert ids(page(operator(network), Site, on=date(2026, 5, 31))) == [AUSTIN, DALLAS, TELE]
    assert ids(page(operator(network), Site, on=date(2026, 6, 1))) == [AUSTIN, TELE]
    assert ids(page(operator(network), Site, on=date(2023, 6, 1))) == [TELE]  # the others opened in 2024


def test_of_what_happened_on_a_day_what_had_happened_by_then(network: UUID) -> None:
    for day in (1, 15):
        done = Activity(f"review-{day}", "chart_review", ADA, date(2026, 3, day))
        enter(by=system(network), why="monthly", record=done)
    assert ids(page(operator(network), Activity, on=date(2026, 3, 14))) == ["review-1"]
    assert ids(page(operator(network), Person, on=date(2026, 3, 14)))[0] == ADA  # a person has no days


@pytest.mark.parametrize(
    ("kind", "filters", "found"),
    [
        (Engagement, {"person": ROSA}, ["engagement-rosa"]),
        (License, {"role": "MD", "state": "TX"}, ["license-ada"]),
        (License, {"multistate": "true"}, []),
        (Site, {"practice": LUMEN, "kind": "telehealth"}, [TELE]),
        (Site, {"med_spa": False}, [TELE]),
        (Delegation, {"procedures": "laser_hair_removal"}, ["delegation-lea"]),
        (Appointment, {"sites": DALLAS}, ["appointment-ada", "appointment-ben"]),  # not limited
        (Engagement, {"sites": DALLAS, "role": "MD"}, []),  # Ada's is limited to Austin
        (Engagement, {"fte": "1", "role": "MD"}, ["engagement-ada"]),
        (Person, {"id": ROSA}, [ROSA]),
    ],
)
def test_records_are_found_by_their_fields(
    network: UUID, kind: Any, filters: dict[str, Any], found: list[str]
) -> None:
    assert ids(page(operator(network), kind, filters=filters)) == found


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"filters": {"fee": "flat"}}, "fee"),
        ({"filters": {"span": "2026-01-01"}}, "span"),
        ({"filters": {"network": "x"}}, "network"),
        ({"filters": {"term_years": "ten"}}, "term_years"),
        ({"filters": {"auto_renews_without_notice": "yes"}}, "auto_renews_without_notice"),
        ({"filters": {"baa_signed_on": "soon"}}, "baa_signed_on"),
        ({"limit": 0}, "limit"),
        ({"limit": 501}, "limit"),
        ({"after": "nonsense"}, "after"),
        ({"after": "x:austin"}, "after"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(network: UUID, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(RefusedError) as told:
        page(operator(network), Msa, **asked)
    assert told.value.field == field


def test_reading_takes_as_many_statements_for_one_as_for_many(
    network: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_the_door = 4  # a savepoint, who reads, nobody any more, its release
    with django_assert_num_queries(by_the_door + 1):
        one(operator(network), Site, AUSTIN)
    with django_assert_num_queries(by_the_door + 1):
        page(operator(network), Competency, limit=2)
    with django_assert_num_queries(by_the_door + 1):
        page(operator(network), Competency, on=date(2026, 1, 1), filters={"procedure": BOTOX}, limit=500)


def test_the_version_is_of_the_content_only() -> None:
    site = CAST.need(Site, AUSTIN)
    assert version_of(site) == version_of(altered(Site, AUSTIN))
    assert version_of(site) != version_of(altered(Site, AUSTIN, name="Austin South"))
    assert len(version_of(site)) == 32
