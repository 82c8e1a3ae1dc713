"""The check digit, against numbers that are known apart."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.workforce.rules.npi import check_digit, is_npi
from tests.shared_data import NPPES, needs_nppes


def test_the_example_of_the_standard_passes() -> None:
    assert is_npi("1234567893")  # CMS's own example


@needs_nppes
def test_every_number_that_the_registry_gave_out_passes() -> None:
    numbers: set[str] = set()
    for path in NPPES.glob("*_sample.csv"):
        with path.open(encoding="utf-8") as file:
            numbers |= {row["NPI"] for row in csv.DictReader(file)}
    assert len(numbers) > 500
    assert [number for number in numbers if not is_npi(number)] == []


@given(st.integers(100_000_000, 299_999_999), st.integers(0, 9), st.integers(0, 9))
def test_no_single_wrong_digit_passes(nine: int, place: int, digit: int) -> None:
    right = f"{nine}{check_digit(str(nine))}"
    wrong = f"{right[:place]}{digit}{right[place + 1 :]}"
    assert is_npi(right)
    assert is_npi(wrong) == (wrong == right)


@pytest.mark.parametrize(
    "text", ["", "123456789", "12345678931", "3234567893", "１２３４５６７８９３", "12345 7893"]
)
def test_what_is_not_ten_digits_from_one_or_two_on_is_none(text: str) -> None:
    assert not is_npi(text)
