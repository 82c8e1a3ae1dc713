"""When a document may go: on the day that the law's words give, and never on a guess."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.evidence.rules.schedules import BUILT_IN, KINDS, Confidence, Keeping, Moment, due, knows_kind

DATED, ENDED = Moment.DATED, Moment.OUT_OF_EFFECT


def test_a_hipaa_policy_stays_six_years_after_it_was_last_in_effect() -> None:
    found = due("hipaa_documentation", {DATED: date(2012, 5, 1), ENDED: date(2020, 2, 29)})
    assert found.on == date(2026, 3, 1)
    assert "45 CFR §164.316(b)(2)(i)" in found.why


def test_one_that_came_out_of_effect_before_its_own_day_counts_from_its_day() -> None:
    assert due("hipaa_documentation", {DATED: date(2020, 5, 1), ENDED: date(2019, 1, 1)}).on == date(
        2026, 5, 1
    )


def test_a_policy_still_in_effect_is_never_due() -> None:
    found = due("hipaa_documentation", {DATED: date(1999, 1, 1)})
    assert found.on is None
    assert "waits for the day: out of effect" in found.why


def test_a_kind_without_a_schedule_is_never_due() -> None:
    found = due("chart", {moment: date(1990, 1, 1) for moment in Moment})
    assert found.on is None
    assert "no schedule is known for chart" in found.why


def test_the_longest_of_several_schedules_counts_whoever_it_is_from() -> None:
    days = {DATED: date(2020, 1, 1)}
    longer = Keeping("cost_estimate", 10, (DATED,), "policy 4", Confidence.HIGH)
    shorter = Keeping("cost_estimate", 1, (DATED,), "wishful", Confidence.HIGH)
    assert due("cost_estimate", days, [longer]).on == date(2030, 1, 1)
    assert due("cost_estimate", days, [shorter]).on == date(2026, 1, 1)


def test_a_schedule_whose_day_is_unknown_keeps_what_another_would_let_go() -> None:
    waits = Keeping("cost_estimate", 1, (Moment.MAJORITY,), "state law", Confidence.HIGH)
    assert due("cost_estimate", {DATED: date(1990, 1, 1)}, [waits]).on is None


def test_a_source_that_is_not_sure_says_so() -> None:
    days = {DATED: date(2020, 1, 1)}
    assert "medium confidence" in due("cost_estimate", days).doubt
    sure = Keeping("x_own", 1, (DATED,), "policy", Confidence.HIGH)
    assert due("x_own", days, [sure]).doubt == ""


def test_every_built_in_schedule_is_of_a_known_kind_and_cites_the_law() -> None:
    assert {one.kind for one in BUILT_IN} <= set(KINDS)
    assert all("CFR" in one.source for one in BUILT_IN)


@pytest.mark.parametrize(
    ("kind", "known"), [("msa", True), ("x_photo", True), ("photo", False), ("x_A b", False)]
)
def test_kinds_are_a_closed_list_and_ones_own(kind: str, known: bool) -> None:
    assert knows_kind(kind) is known
