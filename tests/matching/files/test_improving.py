"""A good plan of a problem, found part by part, is never worse than the one it began with."""

from __future__ import annotations

from decimal import Decimal

from openmso.matching.files.highs import plan
from openmso.matching.files.improving import improved
from openmso.matching.rules.portfolio import Problem, Seat, breaches, cost
from tests.matching.files.test_highs import two_clinics


def solve(problem: Problem, gap: float, seconds: float) -> dict[str, Seat]:
    return dict(plan(problem, gap=gap, seconds=seconds).seats)


def test_a_poor_plan_is_bettered_until_it_is_enough() -> None:
    problem = two_clinics()
    poor = {"akron": Seat("cy", "bob"), "dayton": Seat("bob", "")}
    found = improved(problem, poor, solve, seconds=20, enough=lambda price: price == Decimal(3600))
    assert breaches(problem, found) == ()
    assert cost(problem, found) == Decimal(3600)


def test_without_time_the_known_plan_is_kept_or_bettered() -> None:
    problem = two_clinics()
    poor = {"akron": Seat("cy", "bob"), "dayton": Seat("bob", "")}
    found = improved(problem, poor, solve, seconds=0.5, enough=lambda price: False)
    assert cost(problem, found) <= cost(problem, poor)
