"""Resources read into records: everything that is wrong is told, and what has no place is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.mapping import READERS, Fault, mapped
from openmso.care.rules.fhir.parts import Period
from tests.care.rules.fhir.samples import patient, practitioner, procedure
from tests.shared_data import EXAMPLES, needs_examples


def test_a_patient_is_read_with_what_tells_who_it_is() -> None:
    found = mapped(patient(maritalStatus={"text": "M"}, extension=[{"url": "urn:x", "valueString": "y"}]))
    assert isinstance(found.record, r.Patient)
    assert (found.record.names[0].whole, found.record.born, found.record.gender) == (
        "Wren Lark",
        "1988-04-05",
        "female",
    )
    assert found.left == ("extension", "maritalStatus")


def test_a_procedure_tells_who_did_what_where_and_when() -> None:
    found = mapped(procedure()).record
    assert isinstance(found, r.Procedure)
    assert found.performed == Period("2026-11-10T10:00:00-06:00", "2026-11-10T10:00:00-06:00")
    assert [one.target for one in (found.patient, *found.performers, found.location)] == [
        "Patient/p1",
        "Practitioner/dr1",
        "Location/loc1",
    ]


@pytest.mark.parametrize(
    ("resource", "faults"),
    [
        (patient(name=[]), [Fault("Patient.name", "is missing: nobody could tell who it is")]),
        (procedure(code={}), [Fault("Procedure.code", "is missing: what was done")]),
        (
            {**practitioner(), "id": ""},
            [Fault("Practitioner.id", "is missing: without it nobody knows whether it came before")],
        ),
    ],
)
def test_what_our_record_needs_must_be_there(resource: dict[str, Any], faults: list[Fault]) -> None:
    found = mapped(resource)
    assert (found.record, list(found.faults)) == (None, faults)


def test_a_modifier_extension_anywhere_refuses_the_resource() -> None:
    unless = [{"url": "urn:vendor:not", "valueBoolean": True}]
    found = mapped(
        procedure(performer=[{"actor": {"reference": "Practitioner/dr1"}, "modifierExtension": unless}])
    )
    assert found.record is None
    assert [one.path for one in found.faults] == ["Procedure.performer[0].modifierExtension"]


def test_all_that_is_wrong_is_told_at_once_and_no_value_of_it() -> None:
    found = mapped(
        procedure(
            status="Smith did it", implicitRules="urn:vendor:rules", modifierExtension=[{"url": "urn:x"}]
        )
    )
    assert {one.path for one in found.faults} == {
        "Procedure.implicitRules",
        "Procedure.modifierExtension",
        "Procedure.status",
    }
    assert "Smith" not in repr(found.faults)


@needs_examples
def test_of_the_official_examples_all_are_read_but_the_one_that_does_not_say_what_was_done() -> None:
    refused, read = {}, 0
    for path in sorted(EXAMPLES.glob("*.json")):
        resource = json.loads(path.read_text(encoding="utf-8"))
        if resource["resourceType"] in READERS:
            found = mapped(resource)
            read += 1
            if found.faults:
                refused[path.stem] = [one.path for one in found.faults]
    assert read == 48
    assert refused == {"Procedure-appendectomy-narrative": ["Procedure.code"]}
