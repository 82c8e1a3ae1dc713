"""A plan by HiGHS: the problem written as a mixed-integer program, solved, and read back as seats with a proven bound.

Columns: x (somebody takes an opening), y (they stand in), z (they are engaged), u and v (nobody takes it, nobody stands in), r (the
greatest opening somebody would step in for, of each limit). Rows: each opening is taken or left, covered or left; who has a part is
engaged and has one part only; nobody passes a limit.

Of a large program the bound is found at the root, while a good plan is looked for part by part (`improving`).
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import isfinite
from time import perf_counter
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from openmso.matching.files.improving import improved
from openmso.matching.rules.portfolio import (
    Choice,
    Plan,
    Problem,
    Seat,
    Seats,
    breaches,
    cost,
    floor,
    greedy,
    possible,
)

LARGE: Final = 4000
"""From so many choices for standing in on the solver is not asked for the whole at once: primaries alone are easy."""
THREADS: Final = 2
"""Of one number for a whole process: the solver's scheduler is made once, and refuses another."""
BETTERING: Final = 0.95
"""The share of the time in which a good plan of a large problem is looked for."""
FINE: Final = 100
"""Amounts are added up in hundredths."""
NO_LIMIT: Final = highspy.kHighsInf


class UnsolvedError(Exception):
    """The solver gave no plan."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means (`x`, `y`, `z`, `u`, `v`, `r`), of which opening and person (or limit), and what it costs."""

    kind: str
    need: str
    person: str
    money: Decimal


class _Program:
    """Rows of a program while they are written."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.starts: list[int] = [0]
        self.places: list[int] = []
        self.values: list[float] = []
        self.lows: list[float] = []
        self.highs: list[float] = []

    def column(self, kind: str, need: str, person: str, money: Decimal) -> int:
        self.columns.append(Column(kind, need, person, money))
        return len(self.columns) - 1

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        for place, value in terms:
            self.places.append(place)
            self.values.append(value)
        self.starts.append(len(self.places))
        self.lows.append(low)
        self.highs.append(high)


def plan(problem: Problem, *, gap: float = 0.0, seconds: float = 60.0) -> Plan:
    """The best plan that was found within a time, with a bound that no plan goes below; `gap`: a share that is good enough.

    Raises `UnsolvedError` if the solver fails; the plan is never worse than the greedy one.
    """
    if not problem.needs:  # the solver takes no program without columns
        return Plan({}, Decimal(0), Decimal(0))
    if sum(one.backup is not None for one in problem.choices) > LARGE:
        return _plan_of_many(problem, gap, seconds)
    program = _written(problem)
    known = greedy(problem)
    seats, proven = _solved(problem, program, known, gap=gap, seconds=seconds)
    return _told(problem, known, seats, proven)


def _plan_of_many(problem: Problem, gap: float, seconds: float) -> Plan:
    """The bound on one core, a good plan on the other, until they are close enough or time is over."""
    began = perf_counter()
    program = _written(problem)
    known: Seats = greedy(problem)
    with ThreadPoolExecutor(1) as beside:  # the solver works outside of Python's lock
        pricing = beside.submit(_bound, program, seconds * BETTERING)

        def enough(money: Decimal) -> bool:
            return pricing.done() and float(money) - pricing.result() <= gap * float(money)

        time = seconds * BETTERING - (perf_counter() - began)
        known = improved(problem, known, _seats_of, seconds=time, enough=enough)
        bound = pricing.result()
    return _told(problem, known, known, max(bound, float(floor(problem))))


def _told(problem: Problem, known: Seats, seats: Seats, bound: float) -> Plan:
    """The cheaper of two plans, if it breaks nothing, with its exact cost."""
    if breaches(problem, seats) or cost(problem, seats) > cost(problem, known):
        seats = known
    found = cost(problem, seats)
    return Plan(seats, found, min(found, Decimal(repr(round(bound, 4)))))


def _seats_of(problem: Problem, gap: float, seconds: float) -> dict[str, Seat]:
    """The seats of a problem that is solved by itself; the greedy ones where time is too short for better."""
    program = _written(problem)
    return _solved(problem, program, greedy(problem), gap=gap, seconds=seconds)[0]


def _written(problem: Problem) -> _Program:
    program = _Program()
    people: dict[str, int] = {}
    needs = {one.id: one for one in problem.needs}
    primaries: dict[str, list[tuple[int, Choice]]] = {one.id: [] for one in problem.needs}
    backups: dict[str, list[tuple[int, Choice]]] = {one.id: [] for one in problem.needs}
    for choice in problem.choices:
        person = choice.person
        if person not in people:
            people[person] = program.column("z", "", person, problem.fixed.get(person, Decimal(0)))
        parts = []
        for kind, part, listed in (("x", "primary", primaries), ("y", "backup", backups)):
            money = problem.price(choice, part)
            if money is not None and possible(problem, needs[choice.need], person, part):
                place = program.column(kind, choice.need, person, money)
                listed[choice.need].append((place, choice))
                parts.append((place, 1.0))
        if parts:
            program.row([*parts, (people[person], -1.0)], -NO_LIMIT, 0.0)
    for need in problem.needs:
        left = program.column("u", need.id, "", problem.lacking(need, "primary"))
        bare = program.column("v", need.id, "", problem.lacking(need, "backup"))
        program.row([*((place, 1.0) for place, _ in primaries[need.id]), (left, 1.0)], 1.0, 1.0)
        program.row([*((place, 1.0) for place, _ in backups[need.id]), (bare, 1.0)], 1.0, 1.0)
        program.row([(left, 1.0), (bare, -1.0)], -NO_LIMIT, 0.0)
    _limited(problem, program, people, primaries, backups)
    return program


def _limited(
    problem: Problem,
    program: _Program,
    people: dict[str, int],
    primaries: dict[str, list[tuple[int, Choice]]],
    backups: dict[str, list[tuple[int, Choice]]],
) -> None:
    terms: dict[tuple[str, str], list[tuple[int, float]]] = {}
    steps: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for need in problem.needs:
        for listed, loads in ((primaries, need.takes), (backups, need.holds)):
            for place, choice in listed[need.id]:
                limits = problem.limits.get(choice.person, {})
                for name, amount in loads.items():
                    if name in limits and amount:
                        terms.setdefault((choice.person, name), []).append((place, float(amount)))
        for place, choice in backups[need.id]:
            for name in need.steps & problem.limits.get(choice.person, {}).keys():
                if need.takes.get(name):
                    steps.setdefault((choice.person, name), []).append((place, float(need.takes[name])))
    for person, name in sorted({*terms, *steps}):
        used, most = terms.get((person, name), []), problem.limits[person][name]
        first = [one for one in used if program.columns[one[0]].kind == "x"]
        program.row([*used, (people[person], -float(most))], -NO_LIMIT, 0.0)
        _tightened(program, first, people[person], most)
        _stepping(program, (person, name, most), first, steps.get((person, name), []), people[person])


def _stepping(
    program: _Program,
    what: tuple[str, str, Decimal],
    first: list[tuple[int, float]],
    stepping: list[tuple[int, float]],
    engaged: int,
) -> None:
    """Who would step in for an opening of an amount has that much free. A column for each amount: such an opening or a larger one."""
    person, name, most = what
    limit, larger = float(most), None
    for amount in sorted({step for _, step in stepping}, reverse=True):
        level = program.column("r", f"{name}:{amount:g}", person, Decimal(0))
        for place, step in stepping:
            if step == amount:
                program.row([(place, 1.0), (level, -1.0)], -NO_LIMIT, 0.0)
        if larger is not None:
            program.row([(larger, 1.0), (level, -1.0)], -NO_LIMIT, 0.0)
        larger = level
        program.row([*first, (level, amount), (engaged, -limit)], -NO_LIMIT, 0.0)
        apart = [place for place, takes in first if takes > limit - amount and takes > limit / 2]
        program.row([*((place, 1.0) for place in apart), (level, 1.0), (engaged, -1.0)], -NO_LIMIT, 0.0)


def _tightened(program: _Program, first: list[tuple[int, float]], engaged: int, most: Decimal) -> None:
    """Rows that every plan in whole numbers keeps and one in fractions would not: what openings really add up to, and how many fit."""
    amounts = sorted(round(amount * FINE) for _, amount in first)
    limit = int(most * FINE)
    if sum(amounts) <= limit or abs(sum(amount for _, amount in first) * FINE - sum(amounts)) > 1e-6:
        return
    sums = 1
    for amount in amounts:
        sums |= sums << amount
    reached = (sums & ((1 << (limit + 1)) - 1)).bit_length() - 1
    if reached < limit:
        program.row([*first, (engaged, -reached / FINE)], -NO_LIMIT, 0.0)
    fits = sum(total <= limit for total in accumulate(amounts))
    program.row([*((place, 1.0) for place, _ in first), (engaged, -float(fits))], -NO_LIMIT, 0.0)
    apart = [(place, 1.0) for place, amount in first if 2 * round(amount * FINE) > limit]
    if len(apart) > 1:
        program.row([*apart, (engaged, -1.0)], -NO_LIMIT, 0.0)


def _lp(program: _Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    count = len(program.columns)
    lp.num_col_, lp.num_row_ = count, len(program.lows)
    lp.col_cost_ = np.array([float(one.money) for one in program.columns])
    lp.col_lower_ = np.zeros(count)
    lp.col_upper_ = np.ones(count)
    lp.row_lower_, lp.row_upper_ = np.array(program.lows), np.array(program.highs)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(program.starts)
    lp.a_matrix_.index_ = np.array(program.places)
    lp.a_matrix_.value_ = np.array(program.values)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    return lp


def _solver(seconds: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs leave the constructor out
    solver.silent()
    solver.setOptionValue("threads", THREADS)
    solver.setOptionValue("time_limit", seconds)
    return solver


def _bound(program: _Program, seconds: float) -> float:
    """What every plan costs at least: without whole numbers, and sharpened by cuts while there is time; little if there is too little."""
    solver = _solver(seconds)
    # Nothing of the time goes into plans, nor into a smaller program: on these programs that takes longer than the bound itself.
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("mip_heuristic_effort", 0.0)
    solver.setOptionValue("mip_max_nodes", 1)
    solver.passModel(_lp(program))
    solver.run()
    proven = float(solver.getInfo().mip_dual_bound)
    return proven if isfinite(proven) else 0.0


def _solved(
    problem: Problem,
    program: _Program,
    known: Seats,
    *,
    gap: float,
    seconds: float,
) -> tuple[dict[str, Seat], float]:
    """The seats of the best plan that was found, and the bound that was proven."""
    seated = _seated(problem, program, known)
    solver = _solver(seconds)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 0.005)
    solver.passModel(_lp(program))
    start = highspy.HighsSolution()
    start.col_value = list(seated)
    solver.setSolution(start)
    solver.run()
    status = solver.getInfo().primal_solution_status
    if status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise UnsolvedError(f"no plan: {solver.getModelStatus()}")
    values = np.array(solver.getSolution().col_value)
    return _seats(program, values), float(solver.getInfo().mip_dual_bound)


def _seated(problem: Problem, program: _Program, seats: Seats) -> npt.NDArray[np.float64]:
    """The columns of a plan that is known."""
    engaged = {person for one in seats.values() for person in (one.primary, one.backup) if person}
    steps: dict[tuple[str, str], float] = {}
    for need in problem.needs:
        for name in need.steps:
            place = (name, seats[need.id].backup)
            steps[place] = max(steps.get(place, 0.0), float(need.takes.get(name, 0)))

    def value(one: Column) -> float:
        match one.kind:
            case "x":
                return float(seats[one.need].primary == one.person)
            case "y":
                return float(seats[one.need].backup == one.person)
            case "z":
                return float(one.person in engaged)
            case "u":
                return float(not seats[one.need].primary)
            case "v":
                return float(not seats[one.need].backup)
            case _:
                name, _, amount = one.need.rpartition(":")
                return float(steps.get((name, one.person), 0.0) >= float(amount))

    return np.array([value(one) for one in program.columns])


def _seats(program: _Program, values: npt.NDArray[np.float64]) -> dict[str, Seat]:
    chosen: dict[str, dict[str, str]] = {}
    for place in np.flatnonzero(values > 0.5):
        one = program.columns[int(place)]
        if one.kind in "uvxy":
            chosen.setdefault(one.need, {})[one.kind] = one.person
    return {id: Seat(parts.get("x", ""), parts.get("y", "")) for id, parts in chosen.items()}
