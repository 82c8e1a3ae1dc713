"""Files at the desk: looked at first, then taken as shown, all of it or nothing; rejects as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from openmso.authority.facts.people import License, Person
from openmso.foundation import register
from openmso.workforce.files.leie import COLUMNS
from openmso.workforce.queries import editions, matches, page
from tests.foundation.company import Company
from tests.workforce.staff import events
from tests.workforce.views.conftest import today

pytestmark = pytest.mark.django_db

Came = Callable[[str], Client]
CSV = b"""\
First,Last,NPI,DOB,License Type,State,License #,Exp Date
Zoe,Quist,1245319599,7/31/1990,Registered Nurse,Texas,RN-1,2028-05-31
Max,Nobody,1234567890,,RN,TX,RN-2,2028-05-31
"""
LIST = (
    ",".join(COLUMNS)
    + "\nDELGADO,ROSA,M,,NURSING PROFESSION,,,0000000000,,1 ELM ST,AUSTIN,TX,78701,1128a1,20240520,00000000,00000000,\n"
).encode()
PEOPLE, SCREEN = "/credentials/arrivals/", "/credentials/screen/"


def filed(content: bytes, **fields: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("sheet.csv", content), "kind": "sheet", **fields}


def test_what_a_sheet_would_change_is_shown_and_nothing_is_written(company: Company, came: Came) -> None:
    hana, before = came("hana"), events(company.system)
    whole = hana.post(PEOPLE, filed(CSV))
    assert whole.status_code == 200
    seen = whole.context["preview"]
    assert (seen.added, seen.changed, len(seen.rejects)) == (3, 0, 1)
    text = whole.content.decode()
    assert "Row 3, npi: fails its check digit" in text
    part = hana.post(PEOPLE, filed(CSV), headers={"HX-Request": "true"}).content.decode()
    assert "Take all 3 changes" in part
    assert "<html" not in part
    assert "1990" not in part  # a day of birth is never shown again
    assert events(company.system) == before


def test_what_was_shown_is_taken_and_nothing_else(company: Company, came: Came) -> None:
    hana = came("hana")
    shown = hana.post(PEOPLE, filed(CSV)).context["preview"].shown
    before = events(company.system)
    for given in (
        filed(CSV, do="take", shown=shown),
        filed(CSV, do="take", shown="", why="hired"),
        filed(CSV.replace(b"RN-1", b"RN-9"), do="take", shown=shown, why="hired"),
    ):
        refused = hana.post(PEOPLE, given)
        assert refused.status_code == 422
        assert refused.context["form"].errors
    assert events(company.system) == before
    taken = hana.post(PEOPLE, filed(CSV, do="take", shown=shown, why="hired in November"))
    assert taken.headers["Location"] == "/credentials/"
    assert register.one(company.system, License, "zoe-quist/license/tx-rn").record.number == "RN-1"


def test_rejects_are_fetched_as_csv(company: Company, came: Came) -> None:
    answer = came("hana").post(PEOPLE, filed(CSV, do="rejects"))
    assert (
        answer.content.decode()
        == "row,column,what,mend\r\n3,npi,fails its check digit,look it up in the registry\r\n"
    )
    assert "rejects.csv" in answer.headers["Content-Disposition"]


def test_the_registry_s_answer_is_taken_in(company: Company, came: Came) -> None:
    found = {
        "number": "1245319599", "enumeration_type": "NPI-1",
        "basic": {"first_name": "ZOE", "last_name": "QUIST", "status": "A", "credential": "RN"},
        "taxonomies": [{"code": "163W00000X", "state": "TX", "license": "RN-1", "primary": True}],
    }  # fmt: skip
    file = json.dumps({"result_count": 1, "results": [found]}).encode()
    hana = came("hana")
    shown = hana.post(PEOPLE, filed(file, kind="registry")).context["preview"].shown
    hana.post(PEOPLE, filed(file, kind="registry", do="take", shown=shown, why="looked up"))
    (zoe,) = [
        one.record for one in page(company.system, Person, limit=50).items if one.record.npi == "1245319599"
    ]
    # The registry gives no days: the status is not known until somebody looks the license up.
    assert [one.record.status for one in page(company.system, License, person=zoe.id).items] == ["unknown"]


def test_a_file_that_is_none_is_refused_in_words(company: Company, came: Came, settings: Settings) -> None:
    hana, before = came("hana"), events(company.system)
    for content in (b"\x00\x01", b"Shoe size,Name\n9,Zoe\n", b"\xff\xfe"):
        refused = hana.post(PEOPLE, filed(content))
        assert refused.status_code == 422
        assert refused.context["form"].errors["file"]
    assert hana.post(PEOPLE, {"kind": "sheet"}).status_code == 422
    settings.SHEET_LIMIT = 50
    assert "send it in parts" in hana.post(PEOPLE, filed(CSV)).content.decode()
    assert events(company.system) == before


def test_files_are_for_those_who_keep_people(company: Company, came: Came) -> None:
    before = events(company.system)
    for name in ("mia", "ada", "carl"):
        client = came(name)
        for to in (PEOPLE, SCREEN):
            assert client.get(to).status_code == 403
            assert client.post(to, filed(CSV, do="take", shown="x", why="x")).status_code == 403
    assert events(company.system) == before


def test_everybody_is_looked_up_in_a_list_that_was_looked_at(company: Company, came: Came) -> None:
    hana, before = came("hana"), events(company.system)
    given = {"as_of": today(), "scope": "full"}
    read = hana.post(SCREEN, filed(LIST, **given))
    assert (read.status_code, len(read.context["listed"].rows)) == (200, 1)
    short = hana.post(SCREEN, filed(LIST, do="take", why="November", **given))
    assert short.status_code == 422
    assert "fewer than a full list has" in short.content.decode()
    old = {"as_of": today() - timedelta(days=60), "scope": "full", "allowing": ["short"]}
    assert hana.post(SCREEN, filed(LIST, do="take", why="x", **old)).status_code == 422
    assert hana.post(SCREEN, filed(LIST, do="take", why="", allowing=["short"], **given)).status_code == 422
    assert events(company.system) == before
    done = hana.post(SCREEN, filed(LIST, do="take", why="November", allowing=["short"], **given))
    assert done.headers["Location"] == "/credentials/"
    assert [one.subject for one in matches(company.system)] == ["rosa"]
    assert [one.rows for one in editions(company.system)] == [1]
    assert "May be excluded" in hana.get("/credentials/").content.decode()
