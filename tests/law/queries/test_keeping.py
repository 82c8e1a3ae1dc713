"""How long charts are kept in several states: as long as the strictest of them says, with every doubt named."""

from __future__ import annotations

from datetime import date

from openmso.authority.law import LawBook
from openmso.authority.terms import Confidence
from openmso.law.queries.keeping import chart_retention
from openmso.law.queries.packs import whole

DAY = date(2026, 11, 26)


def test_texas_keeps_charts_for_seven_years_and_the_note_on_minors_comes_along() -> None:
    found = chart_retention(["TX"], DAY)
    assert found is not None
    assert (found.years, found.confidence) == (7, Confidence.MEDIUM)
    assert "22 Tex. Admin. Code ch. 163" in found.source
    assert "minors until 21 if later" in found.doubt


def test_of_several_states_the_longest_period_counts_and_all_are_cited() -> None:
    one_by_one = {state: chart_retention([state], DAY) for state in ("TX", "FL", "NY")}
    together = chart_retention(one_by_one, DAY)
    assert together is not None
    assert together.years == max(one.years for one in one_by_one.values() if one)
    assert all(f"{state} " in together.source for state, one in one_by_one.items() if one)


def test_a_state_of_which_no_period_is_known_is_named_and_makes_it_doubtful() -> None:
    book: LawBook = whole().book
    states = sorted({one.jurisdiction for one in book.statements} - {"US"})
    silent = next(state for state in states if chart_retention([state], DAY) is None)
    found = chart_retention(["TX", silent], DAY)
    assert found is not None
    assert (found.years, found.confidence) == (7, Confidence.LOW)
    assert f"no period is known of {silent}" in found.doubt
    assert chart_retention([silent], DAY) is None
