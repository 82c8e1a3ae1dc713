"""Rows of a list: when two are the same exclusion, and what a day of birth without a century can mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openmso.workforce.rules.listing import Born, Listing, listing_of

ROW = Listing(
    line=7, last="ABLE", first="ANN", npi="1234567893", born=Born(1975, 6, 22), address="1 ELM", kind="1128a1",
    excluded_on=date(2016, 2, 18),
)  # fmt: skip


def test_what_is_kept_of_a_row_makes_the_row_again() -> None:
    for row in (
        ROW,
        replace(ROW, born=Born(75, 6, 22, has_century=False)),
        replace(ROW, born=None, reinstated_on=date(2020, 1, 2)),
    ):
        again = listing_of(row.as_published())
        assert again == replace(row, line=0)
        assert again.fingerprint == row.fingerprint


def test_where_a_row_stands_does_not_matter_and_everything_in_it_does() -> None:
    assert replace(ROW, line=8).fingerprint == ROW.fingerprint
    assert replace(ROW, address="2 ELM").fingerprint != ROW.fingerprint


def test_the_exclusion_is_the_same_after_a_move_a_waiver_and_a_reinstatement() -> None:
    later = replace(
        ROW,
        address="2 ELM",
        waived_on=date(2018, 1, 1),
        reinstated_on=date(2020, 1, 2),
        born=Born(75, 6, 22, has_century=False),
    )
    assert later.exclusion == ROW.exclusion
    for other in (
        replace(ROW, excluded_on=date(2017, 2, 18)),
        replace(ROW, npi=""),
        replace(ROW, middle="B"),
    ):
        assert other.exclusion != ROW.exclusion


@pytest.mark.parametrize(
    ("other", "same", "near"),
    [
        (Born(1975, 6, 22), True, False),
        (Born(75, 6, 22, has_century=False), True, False),
        (Born(76, 6, 22, has_century=False), False, True),
        (Born(1975, 6, 23), False, True),
        (Born(1875, 6, 22), False, False),
        (Born(1975, 7, 23), False, False),
        (Born(1986, 6, 22), False, False),
    ],
)
def test_two_days_of_birth(other: Born, same: bool, near: bool) -> None:
    one = Born.on(date(1975, 6, 22))
    assert (one.may_be(other), other.may_be(one)) == (same, same)
    if not same:
        assert (one.may_be_with_a_slip(other), other.may_be_with_a_slip(one)) == (near, near)


def test_day_and_month_in_each_others_place_are_one_slip() -> None:
    assert Born(1975, 6, 2).may_be_with_a_slip(Born(1975, 2, 6))
