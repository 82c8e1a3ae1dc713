"""Resources out of files: one at a time, from whatever they come in, and nothing that stands there goes unsaid."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from openmso.care.files.fhir import reading
from openmso.care.files.fhir.reading import arrived, of_bytes
from tests.care.rules.fhir.samples import patient, practitioner, procedure
from tests.shared_data import SYNTHEA, needs_synthea

THREE = [patient(), practitioner(), procedure()]
NDJSON = "\n".join(json.dumps(one) for one in THREE).encode()
BUNDLE = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": f"urn:uuid:{one['id']}",
            "resource": one,
            "request": {"method": "POST", "url": one["resourceType"]},
        }
        for one in THREE
    ],
}


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.ndjson", NDJSON),
        ("all.json", NDJSON),
        ("bundle.json", json.dumps(BUNDLE).encode()),
        ("bundle.json", json.dumps(BUNDLE, indent=2).encode()),
        ("all.zip", packed(**{"x/all.ndjson": NDJSON})),
    ],
    ids=["ndjson", "ndjson called json", "bundle on one line", "bundle on many", "zip"],
)
def test_the_same_resources_come_out_of_every_kind_of_file(name: str, data: bytes) -> None:
    found = list(of_bytes(name, data))
    assert [one.resource for one in found] == THREE
    assert not any(one.wrong for one in found)


def test_a_line_that_is_none_is_said_and_the_others_are_read() -> None:
    found = list(of_bytes("p.ndjson", b'{"resourceType": "Patient"\n\n' + NDJSON))
    assert [(one.place, one.wrong) for one in found if one.wrong] == [("line 1", "no JSON object")]
    assert [one.resource["id"] for one in found if not one.wrong] == ["p1", "dr1", "proc1"]


def test_entries_without_a_resource_and_deletions_are_said() -> None:
    asked = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {"request": {"method": "DELETE", "url": "Patient/p1"}},
            {"resource": patient(), "request": {"method": "DELETE"}},
        ],
    }
    assert [(one.place, bool(one.wrong)) for one in of_bytes("b.json", json.dumps(asked).encode())] == [
        ("entry[0]", True),
        ("entry[1]", True),
    ]


def test_what_is_no_json_or_too_large_is_a_fault_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.wrong for one in of_bytes("x.json", b"%PDF-1.7")] == ["cannot be read as JSON"]
    assert [one.wrong for one in of_bytes("x.zip", b"PK\x03\x04 broken")] == ["cannot be read as a zip"]
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert ["too large" in one.wrong for one in of_bytes("x.zip", packed(**{"a.json": NDJSON}))] == [True]


def test_files_of_a_folder_that_are_something_else_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(NDJSON)
    (tmp_path / "README.md").write_text("read me")
    found = list(arrived([tmp_path]))
    assert [one.file for one in found if one.wrong] == ["README.md"]
    assert len(found) == 4


@needs_synthea
def test_every_resource_of_the_public_samples_comes_out() -> None:
    found = Counter(one.file.endswith(".json") for one in arrived(SYNTHEA) if not one.wrong)
    assert found == {True: 171 + 228 + 508 + 18 + 18, False: 922 + 1525 + 362 + 71 + 250 + 6 + 4 * 20}
