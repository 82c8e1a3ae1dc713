"""What was known when: the history gives back every record exactly, whatever became of it since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Ownership, Site
from openmso.evidence import facts as past
from openmso.foundation.actor import system
from openmso.foundation.door import acting, seeing
from openmso.foundation.frozen import row_of
from openmso.foundation.models import Network, User
from openmso.foundation.register import (
    Difference,
    NotThereError,
    RefusedError,
    amend,
    end,
    enter,
    strike,
    tables,
)
from openmso.structure.queries import history, known
from openmso.structure.queries import one as in_structure
from openmso.timeline.spans import Span
from openmso.workforce.queries import history as history_of_people
from openmso.workforce.queries import one as in_workforce
from tests.cast import ADA, AUSTIN, CAST, DALLAS, LUMEN, NM, RECORDS, TELE, altered, licensed
from tests.foundation.test_frozen import KINDS, referred_to
from tests.kept import auditor, clinician, network_of_the_cast, operator
from tests.netfile.networks import of

pytestmark = pytest.mark.django_db

IN_NM: Any = licensed(ADA, id="nm", state=NM, number="1", span=Span.of(date(2026, 1, 1), date(2028, 1, 1)))


def moment() -> datetime:
    """Now, by the clock of the database, after all that was written and before all that will be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


@KINDS
@settings(max_examples=10)
@given(data=st.data())
def test_a_record_of_any_kind_comes_out_of_the_history_as_it_went_in(kind: type, data: st.DataObject) -> None:
    record: Any = data.draw(of(kind))
    if isinstance(record, Agreement):
        record = replace(record, physician="ada", person="ben")  # nobody has one with themselves
    model: Any = tables()[kind]
    with transaction.atomic():
        network = Network.objects.create(slug="drawn", name="Drawn").id
        keys = referred_to(network)
        with acting(system(network), why="drawn"):
            model(network_id=network, **row_of(record, model, keys)).save(force_insert=True)
            assert past.known_at(kind, moment(), record.id) == [record]
            changes: list[Any] = past.changes_of(kind, record.id)
        transaction.set_rollback(True)
    assert [(one.before, one.after) for one in changes if one.why == "drawn"] == [(None, record)]


@pytest.fixture
def told() -> tuple[UUID, list[datetime]]:
    """A license through its life, with the moments in between."""
    network = network_of_the_cast()
    by = operator(network)
    moments = [moment()]
    enter(by=by, why="copy in the file", record=IN_NM)
    moments.append(moment())
    amend(by=by, why="read it again", record=replace(IN_NM, number="7"))
    moments.append(moment())
    end(by=by, why="given back", kind=License, id="nm", on=date(2027, 1, 1))
    moments.append(moment())
    strike(by=by, why="another Ada", kind=License, id="nm")
    moments.append(moment())
    enter(by=by, why="ours after all", record=replace(IN_NM, number="9"))
    moments.append(moment())
    return network, moments


def test_at_each_moment_only_what_was_known_then(told: tuple[UUID, list[datetime]]) -> None:
    network, moments = told
    known_then: list[str] = []
    for at in moments:
        try:
            kept = in_workforce(auditor(network), License, "nm", known_at=at)
            known_then.append(f"{kept.record.number} until {kept.record.span.until}")
        except NotThereError:
            known_then.append("")
    assert known_then == [
        "",
        "1 until 2028-01-01",
        "7 until 2028-01-01",
        "7 until 2027-01-01",
        "",
        "9 until 2028-01-01",
    ]


def test_the_history_says_who_when_why_and_what_changed(told: tuple[UUID, list[datetime]]) -> None:
    network, moments = told
    found = history_of_people(operator(network), License, "nm")
    assert [one.why for one in found] == [
        "copy in the file", "read it again", "given back", "another Ada", "ours after all",
    ]  # fmt: skip
    assert {(one.side, one.post, one.door) for one in found} == {("business", "operator", "code")}
    assert all(
        before < one.at < after for before, one, after in zip(moments, found, moments[1:], strict=False)
    )
    assert found[0].before is None
    assert found[1].differences == (Difference("number", "1", "7"),)
    assert found[2].differences == (
        Difference("span", ["2026-01-01", "2028-01-01"], ["2026-01-01", "2027-01-01"]),
    )
    assert found[3].after is None
    assert Difference("number", "7", None) in found[3].differences


def test_the_history_names_the_user(told: tuple[UUID, list[datetime]]) -> None:
    network, _ = told
    user = User.objects.create_user("olga@example.com")
    amend(by=replace(operator(network), user=user.id), why="x", record=replace(IN_NM, number="10"))
    assert history_of_people(operator(network), License, "nm")[-1].who == str(user.id)


def test_what_was_referred_to_is_named_even_after_it_was_struck() -> None:
    network = network_of_the_cast()
    by = operator(network)
    enter(by=by, why="hired", record=Person("zoe", "Zoe"))
    enter(by=by, why="copy", record=replace(IN_NM, person="zoe"))
    at = moment()
    strike(by=by, why="never came", kind=License, id="nm")
    strike(by=by, why="never came", kind=Person, id="zoe")
    assert in_workforce(by, License, "nm", known_at=at).record.person == "zoe"
    assert history_of_people(by, License, "nm")[0].after == replace(IN_NM, person="zoe")


def test_numbers_keep_every_digit() -> None:
    network = network_of_the_cast(
        altered(Ownership, "ownership-ada", percent=Decimal("33.333333333333333333333"))
    )
    found = in_structure(operator(network), Ownership, "ownership-ada", known_at=moment())
    assert found.record.percent == Decimal("33.333333333333333333333")


def test_all_of_a_kind_as_they_were_known_in_their_order() -> None:
    network = network_of_the_cast()
    at = moment()
    end(by=operator(network), why="lease", kind=Site, id=DALLAS, on=date(2026, 6, 1))
    enter(by=operator(network), why="new", record=Site("waco", "Waco", LUMEN, "TX", "America/Chicago"))
    assert [kept.record for kept in known(auditor(network), Site, at)] == list(CAST.all(Site))
    now = known(auditor(network), Site, moment())
    assert [kept.record.id for kept in now] == [AUSTIN, DALLAS, TELE, "waco"]


def test_the_whole_cast_is_known_as_it_was_brought_in() -> None:
    network = network_of_the_cast()
    with seeing(auditor(network)):
        found = [record for kind in tables() for record in past.known_at(kind, moment())]
    assert {record.id: record for record in found} == {record.id: record for record in RECORDS}


def test_who_may_not_read_the_table_reads_nothing_of_its_past() -> None:
    network = network_of_the_cast()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_event SET readers = '{openmso_clinical}' WHERE code = %s", [AUSTIN])
    assert history(clinician(network), Site, AUSTIN)
    with pytest.raises(NotThereError):
        history(operator(network), Site, AUSTIN)
    with pytest.raises(NotThereError):
        in_structure(operator(network), Site, AUSTIN, known_at=moment())
    other = Network.objects.create(slug="other", name="Other").id
    with pytest.raises(NotThereError):
        history(clinician(other), Site, AUSTIN)


def test_a_moment_without_an_offset_is_refused() -> None:
    by = operator(network_of_the_cast())
    with pytest.raises(RefusedError, match="has no offset"):
        in_structure(by, Site, AUSTIN, known_at=datetime(2026, 1, 1))  # noqa: DTZ001 - what this is about
    assert in_structure(by, Site, AUSTIN, known_at=datetime(2126, 1, 1, tzinfo=UTC)).record.id == AUSTIN


def test_columns_that_came_later_are_what_a_record_has_by_default() -> None:
    network = network_of_the_cast()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_event SET after = after - 'med_spa' - 'county' WHERE code = %s", [TELE]
        )
    found = in_structure(operator(network), Site, TELE, known_at=moment())
    assert (found.record.med_spa, found.record.county) == (True, "")


def test_reading_the_past_takes_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    by = operator(network_of_the_cast())
    for number in range(5):
        amend(by=by, why="x", record=altered(Site, AUSTIN, name=f"Austin {number}"))
    by_the_door, at = 4, moment()
    with django_assert_num_queries(by_the_door + 2):  # events, and the ids of what they refer to
        history(by, Site, AUSTIN)
    with django_assert_num_queries(by_the_door + 2):
        in_structure(by, Site, AUSTIN, known_at=at)
    with django_assert_num_queries(by_the_door + 2):
        known(by, Site, at)
