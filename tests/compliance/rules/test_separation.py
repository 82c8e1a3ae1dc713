"""What of a quarter's reserved decisions does not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openmso.compliance.rules.separation import Entry, Ruling, faults, quarter_of

TODAY = date(2026, 3, 31)
TAKEN = Ruling("taken", "ada", "license-ada", date(2026, 3, 1))
ONE = Entry(
    "p",
    "lumen",
    "professional_prices",
    "Botox at 12 a unit",
    date(2026, 3, 2),
    "olga",
    "business",
    date(2026, 2, 1),
    TAKEN,
)


def why(one: Entry, *, licensed: bool = True) -> list[str]:
    return [each.why for each in faults([one], lambda *_: licensed, TODAY)]


def test_a_decision_of_a_licensee_before_it_was_to_hold_holds() -> None:
    assert why(ONE) == []
    assert why(replace(ONE, ruling=replace(TAKEN, on=ONE.holds_on))) == []


def test_what_nobody_decided_holds_only_until_its_day() -> None:
    (said,) = why(replace(ONE, ruling=None))
    assert "no licensee had decided it" in said
    assert why(replace(ONE, ruling=None, holds_on=date(2026, 4, 1))) == []


def test_what_was_decided_afterwards_or_without_a_license_does_not_hold() -> None:
    assert "only after" in why(replace(ONE, ruling=replace(TAKEN, on=date(2026, 3, 3))))[0]
    assert "no license" in why(ONE, licensed=False)[0]


def test_what_was_refused_is_no_fault_by_itself() -> None:
    assert why(replace(ONE, ruling=replace(TAKEN, outcome="refused", on=date(2026, 3, 9)))) == []


@pytest.mark.parametrize(
    ("day", "first", "until"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_quarters_are_those_of_the_calendar(day: date, first: date, until: date) -> None:
    assert quarter_of(day) == (first, until)
