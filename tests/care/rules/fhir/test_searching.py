"""What a search asks, by the rules of FHIR search; what is not understood is refused and never passed over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from openmso.care.rules.fhir.searching import AskedWrongError, Days, asked, days, id_of, moments

MONTH = (date(2026, 11, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-11", Days(*MONTH)),
        ("eq2026-11", Days(*MONTH)),
        ("ne2026-11", Days(*MONTH, outside=True)),
        ("ge2026-11", Days(MONTH[0], None)),
        ("gt2026-11", Days(MONTH[1], None)),
        ("lt2026-11", Days(None, MONTH[0])),
        ("le2026-11", Days(None, MONTH[1])),
        ("2024", Days(date(2024, 1, 1), date(2025, 1, 1))),
        ("2026-11-24", Days(date(2026, 11, 24), date(2026, 11, 25))),
    ],
)
def test_a_date_is_as_long_as_it_was_said(value: str, found: Days) -> None:
    assert days(value) == found


@pytest.mark.parametrize("value", ["yesterday", "2026-13", "2026-11-31", "ap2026", "2026-11-24-05"])
def test_a_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(AskedWrongError):
        days(value)


def test_when_it_was_updated_may_be_asked_to_the_second() -> None:
    assert moments("gt2026-11-24T10:00:00Z") == (datetime(2026, 11, 24, 10, 0, 1, tzinfo=UTC), None)
    assert moments("ge2026-11-24") == (datetime(2026, 11, 24, tzinfo=UTC), None)
    for value in ("2026-11-24T10:00:00", "gt2026-11-24T", "ne2026-11-24"):
        with pytest.raises(AskedWrongError):
            moments(value)


def test_a_count_is_kept_within_bounds_and_subject_is_patient() -> None:
    found = asked("Procedure", [("subject", "Patient/p-1"), ("_count", "100000")])
    assert (found.said, found.count) == ((("patient", "Patient/p-1"),), 500)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("color", "red"), "not-supported"),
        (("_count", "many"), "value"),
        (("patient", ""), "value"),
        (("_format", "xml"), "not-supported"),
    ],
)
def test_what_is_not_known_is_refused(said: tuple[str, str], code: str) -> None:
    with pytest.raises(AskedWrongError) as refused:
        asked("Procedure", [said])
    assert refused.value.code == code


def test_a_reference_of_another_type_is_refused() -> None:
    assert (
        id_of("Patient", "p-1")
        == id_of("Patient", "Patient/p-1")
        == id_of("Patient", "https://x/fhir/R4/Patient/p-1")
        == "p-1"
    )
    with pytest.raises(AskedWrongError):
        id_of("Patient", "Practitioner/ada")
