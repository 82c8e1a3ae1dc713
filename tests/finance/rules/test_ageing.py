"""Buckets by days since a bill fell due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openmso.finance.rules.ageing import open_on

DUE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("late", "bucket"),
    [
        (0, "not due yet"),
        (1, "1 to 30 days"),
        (30, "1 to 30 days"),
        (31, "31 to 60 days"),
        (90, "61 to 90 days"),
        (91, "over 90 days"),
    ],
)
def test_a_bill_lies_in_its_bucket(late: int, bucket: str) -> None:
    assert open_on(Decimal(5), Decimal(0), DUE, DUE + timedelta(late), loan=False).bucket == bucket


def test_past_ninety_days_only_a_loan_explains_what_is_open() -> None:
    late = DUE + timedelta(91)
    assert open_on(Decimal(5), Decimal(4), DUE, late, loan=False).wants_loan
    assert not open_on(Decimal(5), Decimal(5), DUE, late, loan=False).wants_loan
    assert not open_on(Decimal(5), Decimal(0), DUE, late, loan=True).wants_loan
    assert not open_on(Decimal(5), Decimal(0), DUE, late - timedelta(1), loan=False).wants_loan
