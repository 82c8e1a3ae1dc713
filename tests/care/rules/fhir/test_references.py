"""A resource is found by what another one says of it, however it says so."""

from __future__ import annotations

import pytest

from openmso.care.rules.fhir.mapping import mapped
from openmso.care.rules.fhir.parts import ref
from openmso.care.rules.fhir.references import keys_of, keys_to
from tests.care.rules.fhir.samples import practitioner

FULL = "urn:uuid:00000173-bfbc-8987-0000-000000000c08"


@pytest.mark.parametrize(
    "said",
    [
        {"reference": "Practitioner/dr1"},
        {"reference": "https://emr.example/fhir/Practitioner/dr1"},
        {"reference": FULL},
        {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1234567893"},
        {"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}},
    ],
)
def test_five_ways_lead_to_the_same_practitioner(said: dict[str, object]) -> None:
    keys = keys_of("Practitioner", "dr1", FULL, mapped(practitioner()).record)
    assert set(keys) & set(keys_to(ref(said), ("Practitioner",)))


def test_a_reference_into_the_resource_itself_or_in_words_leads_nowhere() -> None:
    assert keys_to(ref({"reference": "#a2"}), ("Practitioner",)) == ()
    assert keys_to(ref({"display": "Phone call"}), ("Practitioner",)) == ()


def test_a_patient_with_the_id_of_a_practitioner_is_not_taken_for_one() -> None:
    keys = keys_of("Practitioner", "dr1", FULL, mapped(practitioner()).record)
    assert not set(keys) & set(keys_to(ref({"reference": "Patient/dr1"}), ("Patient",)))
