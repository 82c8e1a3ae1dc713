"""Taxonomy codes become roles, or it is said why not; checked against the published code set."""

from __future__ import annotations

import csv

import pytest

from openmso.authority.terms import ROLES
from openmso.workforce.rules.taxonomy import NO_ROLE, PHYSICIANS, ROLE_BY_CLASS, role_of
from tests.shared_data import NUCC, needs_nucc

CLASSIFICATIONS = {
    "Nurse Practitioner": "NP",
    "Physician Assistant": "PA",
    "Registered Nurse": "RN",
    "Licensed Practical Nurse": "LPN",
    "Licensed Vocational Nurse": "LPN",
    "Pharmacist": "PHARM",
    "Dentist": "DENT",
}
"""What the code set itself calls those who have a role of the law."""
PHYSICIAN_GROUP = "Allopathic & Osteopathic Physicians"


def published() -> list[dict[str, str]]:
    with (NUCC / "taxonomy_240.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@needs_nucc
def test_every_published_code_is_read_by_what_it_is_called() -> None:
    for one in published():
        role = role_of(one["Code"], "M.D.").role
        expected = (
            "MD" if one["Grouping"] == PHYSICIAN_GROUP else CLASSIFICATIONS.get(one["Classification"], "")
        )
        assert role == expected, one


@needs_nucc
def test_nothing_is_mapped_that_is_not_in_the_code_set() -> None:
    kinds = {one["Code"][:4] for one in published()}
    assert set(ROLE_BY_CLASS) | set(NO_ROLE) | PHYSICIANS <= kinds


def test_every_role_is_one_of_the_law() -> None:
    assert set(ROLE_BY_CLASS.values()) <= set(ROLES)


@pytest.mark.parametrize(
    ("credential", "role"),
    [
        ("M.D.", "MD"),
        ("D.O.", "DO"),
        ("MD, FACS", "MD"),
        ("DO MPH", "DO"),
        ("", ""),
        ("MBBS", ""),
        ("M.D., D.O.", ""),
    ],
)
def test_only_the_credential_says_the_degree_of_a_physician(credential: str, role: str) -> None:
    found = role_of("207Q00000X", credential)
    assert found.role == role
    assert bool(found.why_not) == (not role)


@pytest.mark.parametrize("code", ["367500000X", "999X00000X", ""])
def test_a_code_without_a_role_is_told(code: str) -> None:
    assert role_of(code, "M.D.").why_not
