"""Columns are known by many names; what is not known is asked about."""

from __future__ import annotations

import pytest

from openmso.authority.codes import WORDS
from openmso.authority.terms import ROLES as LAW
from openmso.workforce.rules.columns import ROLES, STATUSES, heading


def test_other_names_of_columns_are_known() -> None:
    found = heading(["Full Name", "NPI #", "DOB", "License Type", "State", "Lic. No.", "Exp Date"])
    assert not found.wrong
    assert found.places == {
        "name": 0,
        "npi": 1,
        "role": 3,
        "license_state": 4,
        "license_number": 5,
        "expires": 6,
    } | {"born": 2}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["name", "expirse"], 'did you mean "expires"?'),
        (["name", "favorite color"], "is not known; leave it out with --skip"),
        (["name", "SSN"], "is not kept here"),
        (["name", ""], "column 2 has no heading"),
        (["name", "dob", "born"], "are both born"),
        (["npi"], "there is no name"),
        (["name", "last_name"], "the name is given twice"),
        (["name", "license_number"], "licenses need the columns role and license_state"),
    ],
)
def test_what_cannot_be_used_is_said(cells: list[str], said: str) -> None:
    (sentence,) = heading(cells).wrong
    assert said in sentence


def test_a_column_may_be_left_out_knowingly() -> None:
    assert not heading(["name", "SSN", "Favorite Color"], skip=["ssn", "favorite color"]).wrong


def test_roles_and_statuses_are_those_of_the_law() -> None:
    assert set(ROLES.values()) <= set(LAW)
    assert set(STATUSES.values()) == set(WORDS["license status"])
