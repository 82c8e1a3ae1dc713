"""Parts of resources: what the specification lets be written in several ways is read as one."""

from __future__ import annotations

import pytest

from openmso.care.rules.fhir import parts as p
from openmso.care.rules.fhir.parts import Identifier, Name


def test_a_conditional_reference_is_one_by_identifier() -> None:
    said = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999974493"
    found = p.ref({"reference": said, "display": "Dr. Chelsey293 Simonis280"})
    assert found.identifier == Identifier("http://hl7.org/fhir/sid/us-npi", "9999974493")
    assert (found.target, found.type) == ("", "Practitioner")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("Patient/p1", "Patient"),
        ("https://emr.example/fhir/Patient/p1", "Patient"),
        ("Patient/p1/_history/3", "Patient"),
        ("urn:uuid:274f5452-2a39-44c4-a7cb-f36de467762e", ""),
        ("#a2", ""),
    ],
)
def test_an_address_names_the_type_where_it_does(target: str, kind: str) -> None:
    assert p.type_of(target) == kind


def test_the_official_name_comes_first() -> None:
    found = p.names(
        [{"use": "nickname", "text": "Wrennie"}, {"use": "official", "family": "Lark", "given": ["Wren"]}]
    )
    assert [one.whole for one in found] == ["Wren Lark", "Wrennie"]
    assert found[0] == Name("Lark", ("Wren",), "official")


@pytest.mark.parametrize("said", ["2018", "2018-04", "2018-04-05", ""])
def test_a_day_is_no_moment(said: str) -> None:
    assert p.moment(said) is None
    assert p.day(said) == said


def test_a_moment_keeps_its_offset() -> None:
    found = p.moment("2026-11-10T10:00:00-06:00")
    assert found is not None
    assert found.isoformat() == "2026-11-10T10:00:00-06:00"
    assert p.moment("2026-11-10T16:00:00Z") == found
    assert p.day("2026-11-10T10:00:00-06:00") == "2026-11-10"


def test_an_npi_is_found_among_other_numbers() -> None:
    known = p.identifiers(
        [
            {"system": "urn:vendor", "value": "77"},
            {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"},
            {"system": "no-value"},
        ]
    )
    assert p.npi(known) == "1234567893"
    assert len(known) == 2
