"""How a case is held against the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from openmso.law.rules.cases import UNRESEARCHED, Case, judge
from openmso.law.rules.world import Scene
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


@pytest.mark.parametrize(
    ("expect", "agrees"),
    [
        ({"standing": "barred"}, True),
        ({"standing": "held"}, False),
        ({"standing": "barred", "bars": ("unlicensed", "ownership")}, True),
        ({"standing": "held", "bars": ("unlicensed", "ownership")}, False),
        ({"bars": ("ownership",)}, False),
        ({"bars_has": ("ownership",)}, True),
        ({"bars_has": ("ownership", "place")}, False),
        ({"bars": ()}, False),
        ({"wanting": ()}, True),
    ],
)
def test_a_scene_agrees_with_what_is_said_of_it(draft: Draft, expect: dict[str, Any], agrees: bool) -> None:
    asked: list[Scene] = []

    def says(scene: Scene) -> Mapping[str, Any]:
        asked.append(scene)
        return {"standing": "barred", "bars": ("ownership", "unlicensed"), "wanting": ()}

    book, on = draft.read().book, date(2026, 9, 1)
    scene = Case("x:1", "TX", "n", on, expect, "source", given={"role": "RN"})
    assert judge([scene], book, says)[0].agrees is agrees
    assert asked == [Scene("TX", on, book, {"role": "RN"})]
