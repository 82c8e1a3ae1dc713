"""A fixed fee that goes with revenue is found, one that stands still is not; numbers from elsewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import correlation as pearson
from statistics import fmean, pstdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openmso.finance.rules.money import after
from openmso.finance.rules.watch import Month, Watched, correlation, variation, watched

FIRST = date(2025, 1, 1)
BASE = (80, 120, 95, 140, 60, 110, 130, 75)


def found(fees: list[float], model: str = "flat", base: tuple[int, ...] = BASE) -> Watched:
    months = [
        Month(after(FIRST, place), Decimal(str(fee)), Decimal(one))
        for place, (fee, one) in enumerate(zip(fees, base, strict=False))
    ]
    return watched("practice", "msa", model, months)


def test_a_fee_that_is_always_a_fifth_of_revenue_is_found() -> None:
    one = found([0.2 * base for base in BASE])
    assert one.disguised
    assert (one.share, one.share_varies, one.correlation) == (Decimal("0.2"), Decimal(0), Decimal(1))


def test_a_fee_that_never_changes_is_not() -> None:
    one = found([18.0] * 8)
    assert not one.moves_with_revenue
    assert one.correlation is None


def test_a_percentage_on_paper_is_no_disguise() -> None:
    one = found([0.2 * base for base in BASE], "percentage")
    assert one.moves_with_revenue
    assert not one.disguised


def test_five_months_say_nothing_and_only_the_last_twelve_count() -> None:
    assert not found([0.2 * base for base in BASE[:5]], base=BASE[:5]).enough
    long = found([0.2 * base for base in BASE * 2], base=BASE * 2)
    assert (len(long.months), long.months[0].month) == (12, date(2025, 5, 1))


def test_where_revenue_stands_still_nobody_can_tell() -> None:
    assert not found(
        [20.0, 20.1, 19.9, 20.0, 20.2, 19.8], base=(100, 100, 101, 100, 99, 100)
    ).moves_with_revenue


def test_months_without_collections_are_left_out() -> None:
    assert watched("practice", "msa", "flat", [Month(FIRST, Decimal(5), Decimal(0))]).share is None


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=2, max_size=12))
def test_the_statistics_are_those_of_the_standard_library(rows: list[tuple[int, int]]) -> None:
    one, two = zip(*rows, strict=True)
    assume(len(set(one)) > 1 and len(set(two)) > 1)
    given_one, given_two = [Decimal(n) for n in one], [Decimal(n) for n in two]
    assert float(variation(given_one) or 0) == pytest.approx(pstdev(one) / fmean(one))
    assert float(correlation(given_one, given_two) or 0) == pytest.approx(pearson(one, two), abs=1e-9)
