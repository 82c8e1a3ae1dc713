"""Dollars and months: how an amount is rounded, and what of a month an agreement holds.

Each line of a statement is rounded to the cent by itself, half a cent away from zero; a sum is of rounded lines and never rounded again.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from openmso.timeline.spans import Span

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)


def cents(amount: Decimal) -> Decimal:
    """An amount in whole cents, half a cent away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def after(month: date, months: int = 1) -> date:
    """The first day of the month that comes so many months later."""
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def days_of(month: date) -> int:
    """How many days a month has."""
    return monthrange(month.year, month.month)[1]


def part_held(span: Span, month: date) -> Decimal:
    """Which part of a month's days an agreement holds: 1 for a whole month, 0 for none."""
    first, end = month.toordinal(), after(month).toordinal()
    held = max(0, min(span.end, end) - max(span.start, first))
    return Decimal(held) / (end - first)


def for_month(amount: Decimal, period: str, month: date) -> Decimal:
    """What an amount a week, month, quarter or year is for one month; a week's is by the days of the month. Not rounded."""
    if period == "week":
        return amount * days_of(month) / 7
    return amount / {"month": 1, "quarter": 3, "year": 12}[period]
