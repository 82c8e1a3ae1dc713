"""What a file would change is shown; what was shown is taken, all of it or nothing; no day of birth is told."""

from __future__ import annotations

import json

import pytest

from openmso.authority.facts.people import License, Person
from openmso.foundation import register
from openmso.foundation.rules.sides import Side
from tests.callers import problem
from tests.shared_data import NPPES, needs_nppes
from tests.web.network import program
from tests.workforce.api.way_in import AT, desk, events, known, told, wrongs

pytestmark = pytest.mark.django_db

CSV = b"""\
First,Last,NPI,DOB,License Type,State,License #,Exp Date
Zoe,Quist,1245319599,7/31/1990,Registered Nurse,Texas,RN-1,2028-05-31
Max,Nobody,1234567890,,RN,TX,RN-2,2028-05-31
"""
PLAN, TAKE = f"{AT}/plan-people", f"{AT}/take-people"


def test_what_would_change_is_shown_and_nothing_is_written() -> None:
    company, olga = desk()
    before = events(company)
    shown = told(olga.send(PLAN, CSV))
    assert (shown["added"], shown["changed"], shown["same"]) == (3, 0, 0)
    assert [(one["kind"], one["id"], one["before"]) for one in shown["changes"]] == [
        ("person", "zoe-quist", None),
        ("identity", "zoe-quist", None),
        ("license", "zoe-quist/license/tx-rn", None),
    ]
    assert shown["changes"][1]["after"] is None
    assert shown["changes"][2]["after"]["span"]["until"] == "2028-06-01"
    assert [(one["row"], one["column"], one["what"]) for one in shown["rejects"]] == [
        (3, "npi", "fails its check digit")
    ]
    assert "1990" not in json.dumps(shown)
    assert events(company) == before


def test_what_was_shown_is_taken_once() -> None:
    company, olga = desk()
    shown = told(olga.send(PLAN, CSV))["shown"]
    first = olga.send(f"{TAKE}?shown={shown}", CSV, Idempotency_Key="november")
    assert told(first)["added"] == 3
    assert [one["row"] for one in told(first)["rejects"]] == [3]
    assert register.one(company.system, License, "zoe-quist/license/tx-rn").record.number == "RN-1"
    before = events(company)
    again = olga.send(f"{TAKE}?shown={shown}", CSV, Idempotency_Key="november")
    assert (again.headers["Idempotency-Replayed"], again.content) == ("true", first.content)
    assert told(olga.send(PLAN, CSV))["changes"] == []
    assert events(company) == before


def test_what_was_not_shown_is_not_taken() -> None:
    company, olga = desk()
    shown = told(olga.send(PLAN, CSV))["shown"]
    before = events(company)
    other = CSV.replace(b"RN-1", b"RN-7")
    for name, file in (("nothing", CSV), (shown, other), (shown, CSV.replace(b"1990", b"1991"))):
        (one,) = wrongs(olga.send(f"{TAKE}?shown={name}", file))
        assert (one["where"], one["mend"]) == ("query.shown", "ask for a preview again, and look at it")
    assert problem(olga.send(TAKE, CSV)) == "invalid"
    assert events(company) == before
    register.enter(by=company.system, why="meanwhile", record=Person("zoe-quist", "Zoe Quist"))
    assert wrongs(olga.send(f"{TAKE}?shown={shown}", CSV))[0]["where"] == "query.shown"


def test_rejects_come_as_csv_for_whoever_mends_them() -> None:
    _, olga = desk()
    table = olga.send(PLAN, CSV, Accept="text/csv")
    assert table.content.decode() == (
        "row,column,what,mend\r\n3,npi,fails its check digit,look it up in the registry\r\n"
    )


def test_columns_are_left_out_and_days_are_read_as_is_said() -> None:
    _, olga = desk()
    file = b"name,role,state,license #,expires,Locker,Shoe Size\nZoe Quist,RN,TX,RN-1,03/04/2028,7,38\n"
    unknown = wrongs(olga.send(PLAN, file))
    assert {one["where"] for one in unknown} == {"body, line 1"}
    assert [one["what"].partition(" ")[0].strip('"') for one in unknown] == ["Locker", "Shoe"]
    skipped = f"{PLAN}?skip=Locker&skip=Shoe%20Size"
    assert told(olga.send(skipped, file))["rejects"][0]["column"] == "expires"
    days = [
        told(olga.send(f"{skipped}&dates={order}", file))["changes"][1]["after"]["span"]["until"]
        for order in ("mdy", "dmy")
    ]
    assert days == ["2028-03-05", "2028-04-04"]


@pytest.mark.parametrize(
    ("file", "where"),
    [
        (b"PK\x03\x04\x00", "body"),
        ("name\nZoë\n".encode("latin-1"), "body"),
        (b'name\n"Zoe\n', "body, line 2"),
    ],
    ids=["a workbook", "another encoding", "cut off in a cell"],
)
def test_what_is_no_sheet_is_refused_with_what_mends_it(file: bytes, where: str) -> None:
    company, olga = desk()
    before = events(company)
    for at in (PLAN, f"{TAKE}?shown=x"):
        (one,) = wrongs(olga.send(at, file))
        assert one["where"] == where
        assert "CSV (UTF-8)" in one["mend"]
    assert events(company) == before


@needs_nppes
def test_clinicians_of_the_monthly_file_and_of_an_answer_come() -> None:
    company, olga = desk()
    file = (NPPES / "npidata_sample.csv").read_bytes()
    shown = told(olga.send(f"{AT}/plan-clinicians", file))
    assert told(olga.send(f"{AT}/take-clinicians?shown={shown['shown']}", file))["added"] == shown["added"]
    held = register.page(company.system, License, filters={"person": "william-c-pilcher"}).items
    assert {(one.record.state, one.record.number, one.record.status) for one in held} == {
        ("GA", "032024", "unknown"),
        ("FL", "ME68414", "unknown"),
    }
    answer = (NPPES / "registry-api" / "api-b2f594.json").read_bytes()
    only = f"{AT}/plan-clinicians?npi=1720377294&npi=1234567893"
    found = told(olga.send(only, answer, "application/json"))
    assert found["changes"][0]["after"]["name"] == "Elise Aileen Hiza"
    assert [one["what"] for one in found["rejects"]] == ["1234567893 is not in the file"]


@needs_nppes
def test_an_answer_that_is_an_error_is_refused_in_the_words_of_the_registry() -> None:
    _, olga = desk()
    answer = (NPPES / "registry-api" / "api-c85286.json").read_bytes()
    (one,) = wrongs(olga.send(f"{AT}/plan-clinicians", answer, "application/json"))
    assert "is no answer of the registry" in one["what"]


def test_days_of_birth_are_not_for_medicine() -> None:
    company, _ = desk()
    director = known(program(company, "director", Side.CLINICAL))
    before = events(company)
    for at in (PLAN, f"{TAKE}?shown=x", f"{AT}/plan-clinicians", f"{AT}/take-clinicians?shown=x"):
        assert problem(director.send(at, CSV)) == "wrong-hands"
    assert events(company) == before
