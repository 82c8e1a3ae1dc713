"""How a case is held against the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from openmso.authority.law import LawBook
from openmso.authority.terms import Standing
from openmso.law.rules.cases import UNRESEARCHED, Case, judge
from tests.law.conftest import Draft


def case(
    expect: object, on: date = date(2026, 9, 1), ask: str = "np.authority", *key: str, at: str = "TX"
) -> Case:
    """A case that asks a parameter."""
    return Case("x:1", at, "n", on, expect, "source", ask, key)


@pytest.mark.parametrize(
    ("asked", "agrees"),
    [
        (case("full"), True),
        (case("reduced"), False),
        (case("reduced", date(2026, 8, 31)), True),
        (case(UNRESEARCHED, ask="np.hours"), True),
        (case(None, ask="np.hours"), False),
        (case(None, date(2026, 9, 1), "np.hours", at="US"), True),
        (case(UNRESEARCHED, date(2026, 9, 1), "np.hours", at="US"), False),
        (case({"exam_first": True}, date(2026, 9, 1), "delegation.rule", "peel", "RN"), True),
        (case({"exam_first": False}, date(2026, 9, 1), "delegation.rule", "peel", "RN"), False),
        (case({"exam_by": ("MD",)}, date(2026, 9, 1), "delegation.rule", "peel", "RN"), False),
        (case({"leave": "conditional"}, date(2019, 12, 31), "delegation.rule", "peel", "RN"), False),
    ],
)  # fmt: skip
def test_a_case_agrees_with_what_the_book_says_on_its_day(draft: Draft, asked: Case, agrees: bool) -> None:
    assert judge([asked], draft.read().book)[0].agrees is agrees


def test_lists_agree_in_any_order_and_one_is_not_true(draft: Draft) -> None:
    draft.edit("tx/delegation.yaml", "exam_first: true", "exam_by: [MD, RN]\n          details: {n: 1}")
    book = draft.read().book
    place = (date(2026, 9, 1), "delegation.rule", "peel", "RN")
    assert [
        judge([case(expect, *place)], book)[0].agrees
        for expect in (
            {"exam_by": ("RN", "MD")},
            {"exam_by": ("RN",)},
            {"details": {"n": 1}},
            {"details": {"n": True}},
        )
    ] == [True, False, True, False]


def test_a_scene_stays_open_without_an_engine(draft: Draft) -> None:
    scene = Case("x:1", "TX", "n", date(2026, 9, 1), "held", "source", given={"role": "RN"})
    assert judge([scene], draft.read().book)[0].agrees is None


def test_a_scene_is_judged_by_the_engine_handed_in(draft: Draft) -> None:
    asked: list[tuple[Mapping[str, Any], date, LawBook]] = []

    def standing_of(given: Mapping[str, Any], on: date, book: LawBook) -> Standing:
        asked.append((given, on, book))
        return Standing.BARRED

    book = draft.read().book
    scenes = [
        Case("x:1", "TX", "n", date(2026, 9, 1), expect, "source", given={"role": "RN"})
        for expect in ("held", "barred")
    ]
    assert [one.agrees for one in judge(scenes, book, standing_of)] == [False, True]
    assert asked[0] == ({"role": "RN"}, date(2026, 9, 1), book)
