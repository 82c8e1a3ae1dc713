"""Who somebody is: keys, likeness, age; expectations are counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.care.rules.patients import Identity, age, is_minor, keys_asked, same

ONE = Identity("Okafor", "Ngozi", date(1990, 12, 3), phone="+1 (713) 555-0101", email="ngozi@example.com")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Ngozi 12/03/1990", {"begins ngo", "born 1990-12-03"}),
        ("1-713-555-0101", {"phone 7135550101"}),
        ("(713) 555 0101 oka", {"phone 7135550101", "begins oka"}),
        ("Ñgózi", {"begins ngo"}),
        ("no", set()),
        ("2/30/1990", set()),
        ("", set()),
    ],
)
def test_what_is_typed_is_read_as_names_birthdays_and_numbers(typed: str, keys: set[str]) -> None:
    assert set(keys_asked(typed)) == keys


@pytest.mark.parametrize(
    ("other", "looks_it"),
    [
        (Identity("Okafor", "Ngozi", date(1990, 12, 3)), True),
        (Identity("Ngozi", "Okafor", date(1990, 12, 3)), True),
        (Identity("Okafor", "Ngozi", date(1990, 3, 12)), True),
        (Identity("Okafor", "Ngozi", date(1990, 12, 8)), True),
        (Identity("Bell", "Ngozi", date(1961, 1, 1), phone="713 555 0101"), True),
        (Identity("Okafor", "Ngozi", date(1962, 7, 30)), False),
        (Identity("Marsh", "Della", date(1990, 12, 3)), False),
        (Identity("Okafor", "Emeka", date(1990, 12, 3), phone="713 555 0101"), False),
        (Identity("Marsh", "Della", date(1962, 1, 1), phone="713 555 0101"), False),
    ],
)
def test_two_look_like_one_by_birthday_and_name_or_by_number_and_given_name(
    other: Identity, looks_it: bool
) -> None:
    assert bool(same(ONE, other)) is looks_it
    assert bool(same(other, ONE)) is looks_it


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 3, 10), date(2026, 3, 10), 18),
        (date(2008, 3, 11), date(2026, 3, 10), 17),
    ],
)
def test_one_is_of_age_from_the_eighteenth_birthday_on(born: date, on: date, years: int) -> None:
    assert age(born, on) == years
    assert is_minor(born, on) is (years < 18)
    assert not is_minor(None, on)
