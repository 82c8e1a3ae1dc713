"""A plan by the solver against one found by trying everything: the oracle counts costs and limits by itself."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.matching.files import highs
from openmso.matching.files.highs import plan
from openmso.matching.rules.portfolio import (
    Choice,
    Need,
    Problem,
    Seat,
    breaches,
    cost,
    floor,
    greedy,
    leaving,
)

Seats = dict[str, Seat]


def tried(problem: Problem) -> Decimal:
    """The least that any allowed plan costs, by trying all of them: written apart from what is tested."""
    options = []
    for need in problem.needs:
        first = {one.person for one in problem.choices if one.need == need.id and one.primary is not None}
        second = {one.person for one in problem.choices if one.need == need.id and one.backup is not None}
        options.append(
            [
                (who, by)
                for who in ("", *sorted(first))
                for by in ("", *sorted(second))
                if not (by and (not who or by == who))
            ]
        )
    costs = [counted(problem, seats) for seats in product(*options)]
    return min(one for one in costs if one is not None)


def counted(problem: Problem, seats: tuple[tuple[str, str], ...]) -> Decimal | None:
    """The cost of one plan, None if somebody carries too much."""
    money = {(one.need, one.person): (one.primary, one.backup) for one in problem.choices}
    total, engaged = Decimal(0), set()
    carried: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    steps: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for need, (who, by) in zip(problem.needs, seats, strict=True):
        old = problem.before.get(need.id, Seat())
        for now, was, part, lacking in (
            (who, old.primary, 0, need.unfilled),
            (by, old.backup, 1, need.uncovered),
        ):
            price = money[need.id, now][part] if now else lacking
            assert price is not None
            total += price + (problem.change if was and was != now else 0)
            engaged |= {now} if now else set()
        for name, amount in need.takes.items():
            carried[who, name] += amount
            if name in need.steps:
                steps[by, name].append(amount)
        for name, amount in need.holds.items():
            carried[by, name] += amount
    for person in engaged:
        total += problem.fixed.get(person, Decimal(0))
        for name, limit in problem.limits.get(person, {}).items():
            if carried[person, name] + max(steps[person, name], default=Decimal(0)) > limit:
                return None
    return total


money = st.integers(1, 40).map(lambda hundreds: Decimal(hundreds * 100))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    people = [f"p{number}" for number in range(draw(st.integers(1, 4)))]
    needs = []
    for number in range(draw(st.integers(1, 3))):
        hours, heads = draw(st.integers(1, 20)), draw(st.integers(0, 3))
        needs.append(
            Need(
                f"n{number}",
                {"hours": Decimal(hours), "OH": Decimal(heads)},
                {"hours": Decimal(hours) / 10},
                frozenset({"OH"}),
                draw(money) * 2,
                draw(money),
            )
        )
    choices = [
        Choice(need.id, person, draw(st.none() | money), draw(st.none() | money))
        for need in needs
        for person in people
        if draw(st.booleans())
    ]
    limits = {
        one: {"hours": Decimal(draw(st.integers(1, 30))), "OH": Decimal(draw(st.integers(0, 5)))}
        for one in people
        if draw(st.booleans())
    }
    fixed = {one: draw(money) for one in people}
    names = st.sampled_from(["", *people])
    before = {one.id: Seat(draw(names), draw(names)) for one in needs if draw(st.booleans())}
    return Problem(tuple(needs), tuple(choices), limits, fixed, before, draw(money))


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_plan_costs_less_than_the_one_found(problem: Problem) -> None:
    found = plan(problem)
    best = tried(problem)
    assert breaches(problem, found.seats) == ()
    assert found.cost == best
    assert cost(problem, found.seats) == best
    assert found.bound <= best


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_bound_of_a_large_problem_is_never_above_the_best_plan(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(highs, "LARGE", 0)
        found = plan(problem, seconds=2)
    best = tried(problem)
    assert breaches(problem, found.seats) == ()
    assert found.bound <= best <= found.cost


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_greedy_plan_breaks_nothing_and_is_never_better(problem: Problem) -> None:
    seats = greedy(problem)
    assert breaches(problem, seats) == ()
    assert cost(problem, seats) >= tried(problem) >= floor(problem)


def two_clinics() -> Problem:
    """Two clinics and three physicians of whom the cheapest can take both."""
    needs = tuple(Need(one, {"hours": Decimal(10)}, {"hours": Decimal(1)}) for one in ("akron", "dayton"))
    prices = {"ana": 1000, "bob": 1200, "cy": 1500}
    choices = tuple(
        Choice(need.id, who, Decimal(price), Decimal(price) / 4)
        for need in needs
        for who, price in prices.items()
    )
    limits = {who: {"hours": Decimal(25)} for who in prices}
    return Problem(needs, choices, limits, dict.fromkeys(prices, Decimal(500)))


def test_a_plan_leaves_no_clinic_with_one_person() -> None:
    found = plan(two_clinics())
    assert found.seats == {one: Seat("ana", "bob") for one in ("akron", "dayton")}
    assert found.cost == 2 * (1000 + 300) + 2 * 500
    assert found.gap == 0


def test_who_leaves_is_replaced_and_nobody_else_moves() -> None:
    problem = two_clinics()
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("cy", "bob")}
    after = plan(leaving(problem, seats, {"ana"}, Decimal(5000)))
    assert after.seats["dayton"] == Seat("cy", "bob")
    assert after.seats["akron"].backup == "bob"
    assert after.seats["akron"].primary == "cy"


def test_a_network_without_offices_and_openings_has_an_empty_plan() -> None:
    found = plan(Problem((), (), {}, {}))
    assert not found.seats
    assert (found.cost, found.gap) == (Decimal(0), Decimal(0))
