"""Charts as a sheet, with PDFs beside it: the same resources as FHIR has, each valid, nothing twice, and what is open is said by its line."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from openmso.authority.facts.people import Person
from openmso.care.actions.exchange import map_code, place_outside, take_up
from openmso.care.facts.outside import opened
from openmso.care.files.fhir.reading import Arrived, arrived, of_bytes
from openmso.care.files.fhir.validating import faults_of
from openmso.care.models import Patient
from openmso.foundation.door import seeing
from tests.care.actions.exchange.test_linking import acts
from tests.care.actions.exchange.test_taking import brought, rows
from tests.cast import ADA, AUSTIN, BOTOX, CAST
from tests.kept import clinician, network_of_the_cast

HEAD = "Patient ID,Date,Procedure,Clinician NPI,Visit ID,Family name,Given name,Birth date,Location,Document,Room"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def sheet(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines, "")).encode("utf-8-sig")


ONE = "17,2026-03-02T14:10:00-06:00,Botox,1932102084,V 1,Quill,Mara,05/04/1988,Austin,,3"
SAME_VISIT = "17,2026-03-02T14:10:00-06:00,Filler,1932102084,V 1,Quill,,,Austin,,3"
OTHER = "p-18,3/3/2026,Botox,1932102084,,,,,,,"


def read(data: bytes, name: str = "charts.csv") -> list[Arrived]:
    return list(of_bytes(name, data))


def test_rows_become_resources_that_are_valid_and_say_each_thing_once() -> None:
    found = read(sheet(ONE, SAME_VISIT, OTHER))
    assert [one.wrong for one in found if one.wrong] == []
    for one in found:
        assert faults_of(one.resource) == (), one
    assert Counter(one.resource["resourceType"] for one in found) == {
        "Patient": 2,
        "Practitioner": 1,
        "Location": 1,
        "Encounter": 2,
        "Procedure": 3,
    }
    mara = next(one.resource for one in found if one.resource["id"] == "17")
    assert mara["name"] == [{"family": "Quill", "given": ["Mara"]}] or mara["name"] == [{"family": "Quill"}]
    assert mara["birthDate"] == "1988-05-04"
    visit = next(one.resource for one in found if one.resource["resourceType"] == "Encounter")
    assert visit["period"]["start"] == "2026-03-02T14:10:00-06:00"
    done = [one.resource for one in found if one.resource["resourceType"] == "Procedure"]
    assert {one["code"]["text"] for one in done} == {"Botox", "Filler"}
    assert {one["performedDateTime"] for one in done} == {"2026-03-02T14:10:00-06:00", "2026-03-03"}
    assert len({one["id"] for one in done}) == 3


def test_a_pdf_beside_the_sheet_comes_as_a_document() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("export/charts.csv", sheet(ONE.replace("Austin,,", "Austin,mara.pdf,")))
        packed.writestr("export/mara.pdf", PDF)
    found = read(out.getvalue(), "export.zip")
    (document,) = [one.resource for one in found if one.resource.get("resourceType") == "DocumentReference"]
    assert faults_of(document) == ()
    assert document["subject"] == {"reference": "Patient/17"}
    assert document["content"][0]["attachment"]["title"] == "mara.pdf"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("17,2026-03-02,Botox,193210208,V1", "clinician_npi has ten digits"),
        (",2026-03-02,Botox,1932102084,V1", "patient_id is empty"),
        ("17,,Botox,1932102084,V1", "date is empty"),
        ("17,2026-03-02 14:10,Botox,1932102084,V1", "date has no offset"),
        ("17,02.03.2026,Botox,1932102084,V1", "date is no day"),
        ("17,13/13/2026,Botox,1932102084,V1", "date is no day"),
        ("17,2026-03-02,Botox,1932102084,V1,,,,,none.pdf", "not beside the sheet"),
        ("17,2026-03-02,Botox,1932102084,V1,,,,,../up.pdf", "not beside the sheet"),
        ("17,2026-03-02,Botox,1932102084,V1,a,b,c,d,e,f,g", "more values than there are columns"),
    ],
)
def test_a_row_that_leaves_something_open_is_one_fault_with_its_line(line: str, said: str) -> None:
    found = read(sheet(OTHER, line))
    (wrong,) = [one for one in found if one.wrong]
    assert (wrong.place, said in wrong.wrong) == ("line 3", True), wrong
    assert len(found) - 1 == len(read(sheet(OTHER)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "lacks the columns"),
        (sheet(OTHER, head="Patient ID,Date"), "lacks the columns procedure, clinician_npi"),
        (sheet(OTHER, head=HEAD + ",Date"), "date more than once"),
        ("Patient ID,Naïve".encode("utf-16"), "no text in UTF-8"),
        (HEAD.encode() + b"\n" + b"x" * 1_000_002, "more than 1000000"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_one_fault(data: bytes, said: str) -> None:
    (wrong,) = read(data)
    assert said in wrong.wrong


def test_in_a_folder_only_a_file_beside_the_sheet_is_taken(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "charts.csv").write_bytes(sheet(ONE.replace("Austin,,", "Austin,mara.pdf,")))
    (tmp_path / "mara.pdf").write_bytes(PDF)
    assert [one.wrong for one in arrived([tmp_path / "in"]) if one.wrong] == [
        "document names a file that is not beside the sheet; send both in one zip"
    ]
    (tmp_path / "in" / "mara.pdf").write_bytes(PDF)
    assert not [one.wrong for one in arrived([tmp_path / "in"]) if one.wrong]
    (tmp_path / "in" / "mara.pdf").write_bytes(b"not one")
    assert ["no PDF" in one.wrong for one in arrived([tmp_path / "in"]) if one.wrong] == [True]


def packed() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr(
            "charts.csv",
            sheet(
                ONE.replace("Austin,,", "Austin,mara.pdf,"),
                SAME_VISIT,
                OTHER.replace("1932102084,,,", "1932102084,,Reed,Ann"),
            ),
        )
        made.writestr("mara.pdf", PDF)
    return out.getvalue()


@pytest.mark.django_db
def test_a_sheet_with_pdfs_comes_once_and_its_procedures_become_acts() -> None:
    network = network_of_the_cast(replace(CAST.need(Person, ADA), npi="1932102084"))
    first = brought(network, of_bytes("export.zip", packed()), "Old EMR")
    assert {one.kind for one in first.tally.rejects} == {"Procedure"}  # nobody has said what its words mean
    assert (first.tally.of("new"), first.tally.of("rejected")) == (7, 3)
    again = brought(network, of_bytes("export.zip", packed()), "Old EMR")
    assert (again.tally.of("new"), again.tally.of("changed"), again.tally.of("same")) == (0, 0, 7)
    with seeing(clinician(network)):
        assert Patient.objects.count() == 2
        (document,) = rows(network, kind="DocumentReference")
        assert opened(document)["content"][0]["attachment"]["title"] == "mara.pdf"
    assert not acts(network)
    by = clinician(network)
    map_code(by=by, why="a code", system="text", number="botox", procedure=BOTOX)
    (place,) = rows(network, kind="Location", current=True)
    place_outside(by=by, why="a place", location=place.code, site=AUSTIN)
    assert take_up(by=by, why="taken up").acts == 1  # the other row of Botox says no place
    (act,) = acts(network)
    assert (act.person.code, act.procedure, act.source) == (ADA, BOTOX, "Old EMR")
    assert act.at == datetime(2026, 3, 2, 20, 10, tzinfo=UTC)
