"""What the registry says comes over; what it does not say is not made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmso.workforce.files.nppes import read_nppes, written
from openmso.workforce.rules.arrivals import LicenseSaid
from openmso.workforce.rules.rejects import UnreadableError
from tests.shared_data import NPPES, needs_nppes

NURSE: dict[str, Any] = {
    "enumeration_type": "NPI-1",
    "number": "1234567893",
    "basic": {"first_name": "ROSA", "last_name": "DELGADO", "credential": "FNP-C", "status": "A"},
    "taxonomies": [
        {"code": "363LF0000X", "state": "TX", "license": "AP123"},
        {"code": "363LP0808X", "state": "TX", "license": "AP123"},
        {"code": "163W00000X", "state": "TX", "license": "712345"},
    ],
}


def answer(folder: Path, *results: dict[str, Any]) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps({"result_count": len(results), "results": results}), encoding="utf-8")
    return path


def test_each_license_comes_once_and_without_days(tmp_path: Path) -> None:
    found = read_nppes(answer(tmp_path, NURSE))
    assert [one.license for one in found.arrivals] == [
        LicenseSaid("NP", "TX", "AP123"),
        LicenseSaid("RN", "TX", "712345"),
    ]
    assert {(one.npi, one.name, one.renames) for one in found.arrivals} == {
        ("1234567893", "Rosa Delgado", False)
    }


@needs_nppes
def test_the_clinicians_of_the_recorded_answers_come(tmp_path: Path) -> None:
    found = [read_nppes(NPPES / "registry-api" / f"api-{one}.json") for one in ("34c18d", "b2f594", "f62abe")]
    people = {arrival.npi: arrival for sheet in found for arrival in sheet.arrivals}
    assert len(people) == 16
    assert people["1114920071"].license == LicenseSaid("DO", "OK", "2075")
    assert people["1720377294"].name == "Elise Aileen Hiza"
    remarks = [remark.what for sheet in found for remark in sheet.remarks]
    assert "1225035769: 213E00000X is a podiatrist; the law pack has no such role" in remarks


@needs_nppes
def test_the_rows_of_the_monthly_file_come() -> None:
    found = read_nppes(NPPES / "npidata_sample.csv")
    licenses = [
        (one.npi, one.license.role, one.license.state, one.license.number)
        for one in found.arrivals
        if one.license
    ]
    assert licenses == [
        ("1679576722", "MD", "NE", "12637"),
        ("1588667638", "MD", "GA", "032024"),
        ("1588667638", "MD", "FL", "ME68414"),
        ("1306849450", "MD", "TX", "E5444"),
        ("1215930367", "MD", "TX", "H6257"),
    ]
    assert [one.row for one in found.rejects] == [4, 7]  # organizations
    assert found.arrivals[3].name == "Harold Leroy Smitson II"


@needs_nppes
def test_only_some_are_taken_from_the_monthly_file_and_who_is_missing_is_said() -> None:
    found = read_nppes(NPPES / "npidata_sample.csv", only=["1306849450", "1234567893"])
    assert [one.npi for one in found.arrivals] == ["1306849450"]
    assert [one.what for one in found.rejects] == ["1234567893 is not in the file"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "1234567890"}, "check digit"),
        ({"enumeration_type": "NPI-2"}, "organization"),
        ({"basic": {**NURSE["basic"], "status": "D"}}, "deactivated"),
        ({"basic": {"status": "A"}}, "no name"),
    ],
)
def test_who_cannot_be_taken_is_a_reject(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    found = read_nppes(answer(tmp_path, {**NURSE, **change}))
    assert not found.arrivals
    assert said in found.rejects[0].what


@pytest.mark.parametrize(
    ("taxonomy", "said"),
    [
        ({"code": "207Q00000X", "state": "TX", "license": "P1"}, "whether MD or DO"),
        ({"code": "163W00000X", "state": "TX", "license": ""}, "no license is given for RN"),
        ({"code": "163W00000X", "state": "ZZ", "license": "1"}, "of no state"),
        ({"code": "999900000X", "state": "TX", "license": "1"}, "not mapped to a role"),
    ],
)
def test_a_license_that_cannot_be_taken_is_a_remark_and_the_person_comes(
    taxonomy: dict[str, str], said: str, tmp_path: Path
) -> None:
    found = read_nppes(answer(tmp_path, {**NURSE, "taxonomies": [taxonomy]}))
    assert [one.license for one in found.arrivals] == [None]
    assert said in found.remarks[0].what


@needs_nppes
def test_an_answer_that_says_what_is_wrong_is_no_file() -> None:
    with pytest.raises(UnreadableError, match="requires additional search criteria"):
        read_nppes(NPPES / "registry-api" / "api-c85286.json")
    assert read_nppes(NPPES / "registry-api" / "api-a2f836.json").arrivals == ()


@pytest.mark.parametrize("content", ["[1]", "{", "NPI,Name\n1,x\n", ""])
def test_another_kind_of_file_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(content)
    with pytest.raises(UnreadableError):
        read_nppes(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["results", "Errors", "basic", "taxonomies", "other_names", "number", "code", "last_name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_whatever_an_answer_holds_it_is_read_or_refused(tmp_path: Path, told: Any) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    try:
        read_nppes(path)
    except UnreadableError:
        return


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        read_nppes(path)
    except UnreadableError:
        return


def test_names_in_capitals_are_written_as_people_do() -> None:
    assert written("SHANA", "", "O'NEAL-SMITH", "II") == "Shana O'Neal-Smith II"
    assert written("Ronald", "McDonald") == "Ronald McDonald"
