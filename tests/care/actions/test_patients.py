"""Patients: entered once, found without a name in any statement, merged and parted; their charts open to those who treat them, and that is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openmso.care.access import OutOfReachError
from openmso.care.actions.charts import take_intake
from openmso.care.actions.patients import (
    Payer,
    break_glass,
    correct_patient,
    cover_patient,
    enter_patient,
    merge_patients,
    open_chart,
    part_patients,
)
from openmso.care.models import Opening, Patient
from openmso.care.queries.charts import chart
from openmso.care.queries.patients import likely, sought
from openmso.care.rules.charts import History
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.care.calendar import DAY, NOW, austin
from tests.care.chart import MARA, WHY, ada, rosa
from tests.cast import AUSTIN, DALLAS, LOU, ROSA, engaged
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def enter(
    network: UUID, identity: Identity = MARA, site: str = AUSTIN, *, somebody_else: bool = False
) -> str:
    return enter_patient(
        by=rosa(network), why=WHY, identity=identity, site=site, somebody_else=somebody_else, today=DAY
    )


def stranger(network: UUID) -> Actor:
    """A nurse who works in Dallas only."""
    return clinician(network, LOU, Post.LPN)


def dallas_only() -> UUID:
    return network_of_the_cast(engaged(LOU, sites=frozenset({DALLAS})))


def test_somebody_is_found_by_what_people_say_of_themselves_and_no_statement_holds_it() -> None:
    network = austin(ROSA)
    code = enter(network)
    enter(network, Identity("Quist", "Marten", date(1971, 1, 2), phone="512 555 0199"))
    with CaptureQueriesContext(connection) as asked:
        for typed in (
            "mar qui",
            "Quill",
            "QUILL 1988-05-04",
            "05/04/1988",
            "(512) 555-0142",
            "MARA@example.com",
        ):
            assert code in [one.code for one in sought(rosa(network), typed)], typed
    assert [one.identity.family for one in sought(rosa(network), "mar qui")] == ["Quill", "Quist"]
    assert sought(rosa(network), "quill 1990-01-01") == ()
    assert sought(rosa(network), "ma") == ()
    said = " ".join(one["sql"] for one in asked.captured_queries).casefold()
    assert not any(word in said for word in ("quill", "mara", "1988-05-04", "5550142", "555-0142"))


def test_what_lies_in_the_database_names_nobody() -> None:
    network = austin(ROSA)
    enter(network)
    with seeing(system(network)):
        row = Patient.objects.get()
        raw = bytes(row.identity) + repr(row.marks).encode()
    assert not any(word in raw.lower() for word in (b"quill", b"mara", b"1988", b"0142"))


@pytest.mark.parametrize(
    "twin",
    [
        replace(MARA, given="Marah", phone="", email=""),
        replace(MARA, born=date(1988, 4, 5), phone="", email=""),
        replace(MARA, family="Married-Name", born=date(1990, 9, 9)),
    ],
)
def test_who_may_be_here_already_is_not_entered_unless_it_is_said(twin: Identity) -> None:
    network = austin(ROSA)
    enter(network)
    with pytest.raises(RefusedError) as refused:
        enter(network, twin)
    assert refused.value.field == "somebody_else"
    assert len(likely(rosa(network), twin)) == 1
    enter(network, twin, somebody_else=True)
    with seeing(system(network)):
        assert Patient.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"family": " "}, "family"),
        ({"born": None}, "born"),
        ({"born": date(2026, 3, 11)}, "born"),
        ({"born": date(2010, 1, 1)}, "guardian"),
    ],
)
def test_what_is_wanting_is_said_and_nobody_entered(change: dict[str, object], field: str) -> None:
    network = austin(ROSA)
    with pytest.raises(RefusedError) as refused:
        enter(network, replace(MARA, **change))  # type: ignore[arg-type] # one field of it
    assert refused.value.field == field
    with seeing(system(network)):
        assert not Patient.objects.exists()


def test_two_entries_are_read_as_one_and_are_two_again() -> None:
    network = austin(ROSA)
    keep, twice = enter(network), enter(network, replace(MARA, given="Marah"), somebody_else=True)
    allergic = History(allergies=frozenset({"latex"}), pregnant="no")
    take_intake(by=rosa(network), why=WHY, patient=twice, history=allergic, now=NOW)
    merge_patients(by=rosa(network), why=WHY, keep=keep, twice=twice)
    read = chart(rosa(network), keep)
    assert read.told is not None
    assert read.told.history.allergies == {"latex"}
    assert chart(rosa(network), twice).patient == keep
    assert [one.code for one in sought(rosa(network), "quill")] == [keep]
    with pytest.raises(RefusedError, match="merged already"):
        merge_patients(by=rosa(network), why=WHY, keep=keep, twice=twice)
    part_patients(by=rosa(network), why=WHY, twice=twice)
    assert chart(rosa(network), keep).told is None
    assert chart(rosa(network), twice).told is not None


def test_a_chart_is_open_to_who_treats_there_and_that_is_written_down_once_in_a_while() -> None:
    network = dallas_only()
    code = enter(network)
    for minutes in (0, 5, 11):
        open_chart(
            by=rosa(network), why=WHY, patient=code, what="chart", now=NOW + timedelta(minutes=minutes)
        )
    with pytest.raises(OutOfReachError):
        open_chart(by=stranger(network), why=WHY, patient=code, what="chart", now=NOW)
    with pytest.raises(OutOfReachError):
        correct_patient(by=stranger(network), why=WHY, patient=code, identity=MARA, today=DAY)
    with pytest.raises(WrongHandsError):
        open_chart(by=operator(network), why=WHY, patient=code, what="chart", now=NOW)
    assert [one.person for one in chart(ada(network), code).readers] == [ROSA, ROSA]


def test_the_glass_opens_a_chart_for_an_hour_and_its_reason_stands_in_it() -> None:
    network = dallas_only()
    code = enter(network)
    lou = stranger(network)
    with pytest.raises(RefusedError, match="too little"):
        break_glass(by=lou, why=WHY, patient=code, reason="because", now=NOW)
    break_glass(by=lou, why=WHY, patient=code, reason="She fainted in our lobby.", now=NOW)
    open_chart(by=lou, why=WHY, patient=code, what="chart", now=NOW + timedelta(minutes=59))
    with pytest.raises(OutOfReachError):
        open_chart(by=lou, why=WHY, patient=code, what="chart", now=NOW + timedelta(minutes=60))
    (glass,) = [one for one in chart(ada(network), code).readers if one.glass]
    assert (glass.person, glass.reason) == (LOU, "She fainted in our lobby.")
    with seeing(system(network)):
        assert b"fainted" not in bytes(Opening.objects.get(glass=True).reason)


def test_who_pays_from_a_day_on_ends_what_was_said_before() -> None:
    network = austin(ROSA)
    code = enter(network)
    pays = [
        Payer("self_pay", date(2025, 1, 1)),
        Payer("insurance", date(2026, 3, 1), "Lone Star Mutual", "77-1"),
    ]
    for one in pays:
        cover_patient(by=rosa(network), why=WHY, patient=code, payer=one)
    with pytest.raises(RefusedError, match="has a name"):
        cover_patient(by=rosa(network), why=WHY, patient=code, payer=Payer("insurance", DAY))
    read = chart(rosa(network), code).covers
    assert [(one.kind, one.number, one.since, one.until) for one in read] == [
        ("insurance", "77-1", date(2026, 3, 1), None),
        ("self_pay", "", date(2025, 1, 1), date(2026, 3, 1)),
    ]
