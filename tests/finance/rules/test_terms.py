"""The end of a term and the day of notice; bands that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openmso.finance.rules.terms import Clock, bands_of, clock_of
from openmso.timeline.spans import Span
from tests.finance.world import MSA, agreed

ON = date(2026, 3, 2)


def clock(**change: Any) -> Clock:
    return clock_of(replace(MSA, **{"span": Span.of(date(2024, 1, 1)), **change}), ON)


def test_a_term_of_three_years_ends_on_the_day_before_its_third_birthday() -> None:
    found = clock(term_years=3, clauses={"renewal_notice_days": 90})
    assert (found.ends, found.notice) == (date(2026, 12, 31), date(2026, 10, 2))


def test_what_renews_itself_ends_with_the_term_that_runs() -> None:
    assert clock(term_years=1, auto_renews_without_notice=True).ends == date(2026, 12, 31)


def test_an_agreed_last_day_comes_first() -> None:
    assert clock(term_years=3, span=Span.of(date(2024, 1, 1), date(2026, 7, 1))).ends == date(2026, 6, 30)


def test_what_is_not_on_record_is_not_known() -> None:
    assert clock() == Clock(None, None, None)
    assert clock(term_years=3, clauses={"renewal_notice_days": "ninety"}).notice is None


@pytest.mark.parametrize("given", [None, "flat", {"bands": "many"}, {"bands": ({"least": "two"},)}])
def test_bands_that_cannot_be_read_are_none(given: object) -> None:
    assert bands_of(agreed("tiered_flat", clauses={"fee_bands": given})) == ()
