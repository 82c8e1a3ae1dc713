"""Forms of given names."""

from __future__ import annotations

import pytest

from openmso.workforce.rules.nicknames import forms_of_one_name


@pytest.mark.parametrize(
    ("one", "other"), [("WILLIAM", "BILL"), ("PEGGY", "MARGARET"), ("JOSE", "PEPE"), ("CHUCK", "CHARLIE")]
)
def test_forms_of_one_name(one: str, other: str) -> None:
    assert forms_of_one_name(one, other)
    assert forms_of_one_name(other, one)


@pytest.mark.parametrize(("one", "other"), [("WILLIAM", "ROBERT"), ("ZZYZX", "ZZYZX"), ("", "")])
def test_names_that_have_no_form_in_common(one: str, other: str) -> None:
    assert not forms_of_one_name(one, other)
