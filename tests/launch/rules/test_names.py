"""Names and numbers are made up, and numbers have the form of real ones."""

from __future__ import annotations

from random import Random

from openmso.launch.rules.names import FIRST, LAST, MADE_UP, name, npi, slug


def luhn(digits: str) -> int:
    """The sum that a number with its check digit makes, modulo 10: by the textbook, from the right."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10


def test_the_check_digit_of_the_standards_own_example_is_right() -> None:
    assert luhn("80840" + "1234567893") == 0  # the example of the NPI check digit in 45 CFR 162 guidance


def test_provider_numbers_have_ten_digits_the_right_check_digit_and_a_range_of_their_own() -> None:
    numbers = [npi(one) for one in range(10_000)]
    assert len(set(numbers)) == 10_000
    assert all(len(one) == 10 and one.startswith(MADE_UP) and luhn("80840" + one) == 0 for one in numbers)
    assert not MADE_UP.startswith("1")  # all numbers given out so far do


def test_names_are_of_the_lists() -> None:
    first, last = name(Random(1)).split()
    assert first in FIRST
    assert last in LAST
    assert len(set(FIRST)) == len(FIRST)
    assert len(set(LAST)) == len(LAST)


def test_a_text_becomes_an_id() -> None:
    assert slug("Dr Ann O'Neil  St. Louis") == "dr-ann-o-neil-st-louis"
