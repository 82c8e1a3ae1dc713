"""The shapes of FHIR: what differs is told by its path, and no value is repeated."""

from __future__ import annotations

import json

import pytest

from openmso.care.files.fhir.validating import faults_of
from openmso.care.rules.fhir.mapping import Fault
from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.shared_data import EXAMPLES, needs_examples


@pytest.mark.parametrize(
    "resource", [patient(), practitioner(), location(), procedure()], ids=lambda one: one["resourceType"]
)
def test_what_is_right_has_no_fault(resource: dict[str, object]) -> None:
    assert faults_of(resource) == ()


def test_everything_that_is_wrong_is_told_with_its_path() -> None:
    found = faults_of(
        {**patient(), "birthDate": "Lark was born in spring", "nome": "x", "name": [{"family": 7}]}
    )
    assert {one.path for one in found} == {"Patient.birthDate", "Patient.nome", "Patient.name[0].family"}
    assert "Lark" not in repr(found)


@pytest.mark.parametrize("name", ["subject", "status"])
def test_what_fhir_wants_and_is_not_there_is_told(name: str) -> None:
    without = {key: value for key, value in procedure().items() if key != name}
    assert faults_of(without) == (Fault(f"Procedure.{name}", "is missing"),)


@needs_examples
def test_the_official_examples_are_right() -> None:
    wrong = {}
    for path in sorted(EXAMPLES.glob("*.json")):
        found = faults_of(json.loads(path.read_text(encoding="utf-8")))
        if found:
            wrong[path.stem] = found
    assert wrong == {}
