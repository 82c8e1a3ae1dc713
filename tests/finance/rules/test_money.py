"""Rounding, months and parts of months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from openmso.finance.rules.money import after, cents, for_month, part_held
from openmso.timeline.spans import Span


@pytest.mark.parametrize(("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.0049", "2.00")])
def test_half_a_cent_goes_away_from_zero(amount: str, rounded: str) -> None:
    assert cents(Decimal(amount)) == Decimal(rounded)


def test_months_follow_each_other_over_the_year() -> None:
    assert [after(date(2026, 11, 1), n) for n in (1, 2, 14)] == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2028, 1, 1),
    ]


@pytest.mark.parametrize(
    ("period", "due"), [("month", 1200), ("quarter", 400), ("year", 100), ("week", Decimal(4800))]
)
def test_an_amount_of_another_period_is_parted_by_months(period: str, due: Decimal) -> None:
    assert for_month(Decimal(1200), period, date(2026, 2, 1)) == due


def test_a_part_of_a_month_is_counted_in_days() -> None:
    february = date(2026, 2, 1)
    assert part_held(Span.of(date(2026, 2, 22)), february) == Decimal("0.25")
    assert part_held(Span.of(date(2026, 3, 1)), february) == 0
    assert part_held(Span.of(date(2025, 1, 1)), february) == 1
