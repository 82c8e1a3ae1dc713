"""`$export` as a client of the Bulk Data Access IG meets it: asked for, polled, read line by line, deleted; each reads their own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.care.actions.exporting import forget_exports, make_export
from openmso.care.files.fhir.validating import faults_of
from openmso.care.models import Export, ExportFile, Opening
from openmso.care.rules.fhir.searching import DIRECTORY
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from tests.care.actions.exchange.test_linking import known
from tests.care.actions.exchange.test_taking import brought, sent
from tests.care.api.test_fhir import ALL, NPI, Reader
from tests.cast import ADA, CAST
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
ASYNC = {"Prefer": "respond-async"}


@pytest.fixture
def lumen() -> Lumen:
    made = lumen_of(replace(CAST.need(Person, ADA), npi=NPI))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    brought(made.network, sent(*ALL))
    known(made.network)
    brought(made.network, sent(*ALL))
    return made


def begun(read: Reader, address: str = "$export", **headers: str) -> str:
    """Ask for an export; where it is polled, from /fhir/R4/ on."""
    answer = read.answer(address, **(headers or ASYNC))
    assert answer.status_code == 202, answer.content
    assert faults_of(json.loads(answer.content)) == ()
    at: str = answer.headers["Content-Location"]
    assert at.startswith("http://testserver/fhir/R4/")
    return at.removeprefix("http://testserver/fhir/R4/")


def made(lumen: Lumen, at: str, **more: Any) -> None:
    make_export(by=lumen.system, why="the job", export=at.rpartition("/")[2], **more)


def manifest(read: Reader, at: str) -> dict[str, Any]:
    answer = read.answer(at)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert "Expires" in answer.headers
    found: dict[str, Any] = json.loads(answer.content)
    assert found.keys() >= {"transactionTime", "request", "requiresAccessToken", "output", "error"}
    return found


def lines(read: Reader, listed: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What stands in the files, by type."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in listed["output"]:
        answer = read.answer(one["url"].removeprefix("http://testserver/fhir/R4/"))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/fhir+ndjson")
        told = [json.loads(line) for line in answer.content.decode().splitlines()]
        assert len(told) == one["count"]
        assert all(faults_of(each) == () and each["resourceType"] == one["type"] for each in told)
        found.setdefault(one["type"], []).extend(told)
    return found


def problem(read: Reader, address: str, status: int, **headers: str) -> str:
    answer = read.answer(address, **headers)
    said = json.loads(answer.content)
    assert (answer.status_code, said["resourceType"], faults_of(said)) == (status, "OperationOutcome", ())
    code: str = said["issue"][0]["code"]
    return code


def test_an_export_is_asked_for_polled_read_and_deleted(lumen: Lumen) -> None:
    read = Reader(lumen)
    at = begun(read)
    waiting = read.answer(at)
    assert (waiting.status_code, waiting.headers["Retry-After"], waiting.content) == (202, "5", b"")
    made(lumen, at)
    listed = manifest(read, at)
    assert listed["request"] == "http://testserver/fhir/R4/$export"
    found = lines(read, listed)
    assert {kind: len(found[kind]) for kind in ("Patient", "Encounter", "Procedure")} == {
        "Patient": 2,
        "Encounter": 1,
        "Procedure": 1,
    }
    alone = read(f"Patient/{found['Patient'][0]['id']}")
    assert alone == found["Patient"][0]
    assert set(DIRECTORY) <= found.keys()
    with seeing(lumen.system):
        assert not any(b"Lark" in bytes(one) for one in ExportFile.objects.values_list("sealed", flat=True))
        assert Export.objects.get().counts["Patient"] == 2
        handed = Opening.objects.filter(what="FHIR bulk Patient", person=ADA)
        assert sorted(handed.values_list("patient__code", flat=True)) == sorted(
            one["id"] for one in found["Patient"]
        )
    gone = read.client.delete(f"/fhir/R4/{at}", headers={"Authorization": f"Bearer {read.token}"})
    assert gone.status_code == 202
    assert problem(read, at, 404) == "not-found"
    with seeing(lumen.system):
        assert not ExportFile.objects.exists()


def test_types_and_a_moment_narrow_it(lumen: Lumen) -> None:
    read, by = Reader(lumen), timezone.now()
    for since, kinds in (
        ((by - timedelta(days=1)).isoformat(), {"Patient"}),
        ((by + timedelta(hours=1)).isoformat(), set()),
    ):
        at = begun(read, f"Patient/$export?_type=Patient,Coverage&_since={since.replace('+', '%2B')}")
        made(lumen, at)
        assert lines(read, manifest(read, at)).keys() == kinds


def test_what_is_not_understood_is_refused_as_an_outcome(lumen: Lumen) -> None:
    read = Reader(lumen)
    assert problem(read, "$export", 400) == "required"
    assert problem(read, "$export?_elements=id", 400, **ASYNC) == "not-supported"
    assert problem(read, "$export?_type=Observation", 400, **ASYNC) == "not-supported"
    assert problem(read, "Patient/$export?_type=Location", 400, **ASYNC) == "not-supported"
    assert problem(read, "$export?_outputFormat=text/csv", 400, **ASYNC) == "not-supported"
    assert problem(read, "$export?_since=yesterday", 400, **ASYNC) == "value"
    assert problem(read, "$export?_since=2026-11-24", 400, **ASYNC) == "value"
    assert problem(read, "bulk/none", 404) == "not-found"
    with seeing(lumen.system):
        assert not Export.objects.exists()
    begun(read, "$export?_elements=id&_outputFormat=ndjson", Prefer="respond-async, handling=lenient")
    assert problem(read, "$export", 429, **ASYNC) == "throttled"


def test_each_gets_what_they_may_read_and_nobody_gets_what_another_asked_for(lumen: Lumen) -> None:
    ada, olga, rosa = Reader(lumen), Reader(lumen, "olga"), Reader(lumen, "rosa")
    narrow = Reader(lumen, "ada", "workforce:read")
    assert problem(olga, "Patient/$export", 403, **ASYNC) == "forbidden"
    assert problem(olga, "$export?_type=Patient", 403, **ASYNC) == "forbidden"
    assert problem(narrow, "$export?_type=Location", 403, **ASYNC) == "forbidden"
    of_ada = begun(ada)
    made(lumen, of_ada)
    of_olga = begun(olga)
    made(lumen, of_olga)
    assert lines(olga, manifest(olga, of_olga)).keys() == set(DIRECTORY)
    assert len(lines(olga, manifest(olga, of_olga))["Practitioner"]) == len(CAST.all(Person))
    files = [one["url"].removeprefix("http://testserver/fhir/R4/") for one in manifest(ada, of_ada)["output"]]
    for other in (olga, rosa):
        assert problem(other, of_ada, 404) == "not-found"
        for one in files:
            assert other.answer(one).status_code in (403, 404)
    patients = next(one for one in files if "/Patient." in one)
    assert problem(narrow, patients, 403) == "forbidden"


def test_after_a_day_it_is_gone_and_made_again_it_is_the_same(lumen: Lumen) -> None:
    read, now = Reader(lumen), timezone.now()
    at = begun(read, "$export?_type=Location")
    made(lumen, at, now=now - timedelta(hours=23))
    made(lumen, at)
    assert len(manifest(read, at)["output"]) == 1
    assert forget_exports(by=lumen.system, why="hourly") == 0
    assert forget_exports(by=lumen.system, why="hourly", now=now + timedelta(hours=2)) == 1
    old = begun(read, "$export?_type=Location")
    made(lumen, old, now=now - timedelta(hours=25))
    assert problem(read, old, 404) == "not-found"
