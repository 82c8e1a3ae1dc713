"""Plan the directors of a network of 500 openings and 2,000 physicians, and say how long it takes to a proven gap of 1 %.

Everything is drawn from a seed. Openings stand in states by the number of their people; a physician has a home state, some have
licenses of more, and a few of many (telehealth). Who lives far costs more, because travel is paid. Half of the states count
NPs and PAs together, some count sites. Every physician has a limit of hours; engaging one costs something once.

    .venv/bin/python bench/matching.py
    .venv/bin/python bench/matching.py --openings 100 --physicians 400 --seconds 20
"""

from __future__ import annotations

import argparse
import random
from decimal import Decimal
from time import perf_counter

import numpy as np
from scipy.optimize import linear_sum_assignment

from openmso.authority.codes import STATES
from openmso.authority.distance import great_circle_miles
from openmso.matching.files.highs import plan
from openmso.matching.rules.portfolio import (
    HOURS,
    MOST_BACKUPS,
    STANDBY,
    STANDS_IN,
    Choice,
    Need,
    Plan,
    Problem,
    Seat,
    breaches,
    cost,
    greedy,
    leaving,
    moved,
)

GAP = 0.01


def drawn(openings: int, physicians: int, seed: int) -> Problem:
    """A network: openings and physicians in states, with limits, prices and who could take what."""
    dice = random.Random(seed)
    states = sorted(STATES)
    weights = [1 / (rank + 2) for rank in range(len(states))]
    dice.shuffle(states)
    middle = {state: (dice.uniform(30, 46), dice.uniform(-120, -72)) for state in states}
    counts_people = {state: Decimal(dice.choice((3, 4, 5, 6))) for state in states if dice.random() < 0.5}
    counts_sites = {state: Decimal(dice.choice((2, 4))) for state in states if dice.random() < 0.15}

    def place(state: str) -> tuple[float, float]:
        lat, lon = middle[state]
        return lat + dice.gauss(0, 1.2), lon + dice.gauss(0, 1.5)

    needs, where, hours = [], {}, {}
    for number in range(openings):
        state = dice.choices(states, weights)[0]
        id, people = f"o{number}", dice.choice((1, 1, 2, 2, 3))
        hours[id] = Decimal(dice.randint(60, 220)) / 10
        takes = {HOURS: hours[id]}
        takes |= {f"{state} people": Decimal(people)} if state in counts_people else {}
        takes |= {f"{state} sites": Decimal(1)} if state in counts_sites else {}
        holds = {HOURS: (hours[id] * STANDBY).quantize(Decimal("0.1")), STANDS_IN: Decimal(1)}
        needs.append(Need(id, takes, holds, frozenset(takes) - {HOURS}))
        where[id] = (state, place(state), dice.random() < 0.35)
    choices, limits, fixed = [], {}, {}
    for number in range(physicians):
        home = dice.choices(states, weights)[0]
        many = dice.choices((0, 1, 2, 4, 12), (45, 25, 15, 10, 5))[0]
        licensed = {home, *dice.choices(states, weights, k=many)}
        person, point, rate = f"p{number}", place(home), Decimal(dice.randint(140, 320))
        limits[person] = {HOURS: Decimal(dice.randint(8, 60)), STANDS_IN: MOST_BACKUPS}
        limits[person] |= {
            f"{state} people": counts_people[state] for state in licensed & counts_people.keys()
        }
        limits[person] |= {f"{state} sites": counts_sites[state] for state in licensed & counts_sites.keys()}
        fixed[person] = Decimal(dice.randint(150, 600))
        for need in needs:
            state, there, far = where[need.id]
            miles = 0.0 if far else great_circle_miles(point, there)
            if state not in licensed or miles > 150 or dice.random() < 0.3:
                continue
            price = (rate * (hours[need.id] + Decimal(round(miles)) / 40)).quantize(Decimal(1))
            choices.append(Choice(need.id, person, price, (price * STANDBY * 2).quantize(Decimal(1))))
    return Problem(tuple(needs), tuple(choices), limits, fixed)


def one_each(problem: Problem) -> tuple[Problem, Decimal]:
    """The part that a plain assignment can say: each opening one primary, each physician one opening; and its least cost by SciPy."""
    people = sorted({one.person for one in problem.choices})
    row = {one.id: place for place, one in enumerate(problem.needs)}
    column = {one: place for place, one in enumerate(people)}
    table = np.full((len(row), len(people) + len(row)), 1e9)
    for one in problem.choices:
        total = (one.primary or Decimal(0)) + problem.fixed[one.person]
        table[row[one.need], column[one.person]] = float(total)
    for need in problem.needs:
        table[row[need.id], len(people) + row[need.id]] = float(need.unfilled + need.uncovered)
    rows, columns = linear_sum_assignment(table)
    needs = tuple(Need(one.id, {"one": Decimal(1)}, {}, unfilled=one.unfilled) for one in problem.needs)
    choices = tuple(Choice(one.need, one.person, one.primary, None) for one in problem.choices)
    limits = {one: {"one": Decimal(1)} for one in people}
    least = Decimal(repr(round(float(table[rows, columns].sum()), 2)))
    lacking = sum(Decimal(4000) for place in columns if place < len(people))  # nobody stands in there
    return Problem(needs, choices, limits, problem.fixed), least + lacking


def tell(name: str, problem: Problem, found: Plan, seconds: float) -> None:
    """A row of the table."""
    open_ones = sum(not one.primary for one in found.seats.values())
    bare = sum(bool(one.primary and not one.backup) for one in found.seats.values())
    people = {who for one in found.seats.values() for who in (one.primary, one.backup) if who}
    wrong = len(breaches(problem, found.seats))
    print(
        f"{name:<34} ${found.cost:>12,.0f}  gap {100 * found.gap:6.3f} %  {seconds:6.1f} s  open {open_ones}"
        f"  no backup {bare}  people {len(people)}  breaches {wrong}"
    )


def main() -> None:
    """Draw, plan, compare."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--openings", type=int, default=500)
    asking.add_argument("--physicians", type=int, default=2000)
    asking.add_argument("--seed", type=int, default=7)
    asking.add_argument("--seconds", type=float, default=60)
    asked = asking.parse_args()
    problem = drawn(asked.openings, asked.physicians, asked.seed)
    each = len(problem.choices) / len(problem.needs)
    print(
        f"{len(problem.needs)} openings, {asked.physicians} physicians, {len(problem.choices)} possible seats ({each:.0f} each)"
    )
    began = perf_counter()
    seats = greedy(problem)
    price = cost(problem, seats)
    took = perf_counter() - began
    began = perf_counter()
    found = plan(problem, gap=GAP, seconds=asked.seconds)
    whole = perf_counter() - began
    tell("greedy", problem, Plan(seats, price, found.bound), took)
    tell("HiGHS", problem, found, whole)
    print(f"  the plan costs {100 * (price - found.cost) / price:.2f} % less than the greedy one")
    busiest = max(problem.limits, key=lambda who: sum(one.primary == who for one in found.seats.values()))
    again = leaving(problem, found.seats, {busiest}, Decimal(2000))
    began = perf_counter()
    after = plan(again, gap=GAP, seconds=asked.seconds)
    tell("the busiest director leaves", again, after, perf_counter() - began)
    hit = sum(busiest in (one.primary, one.backup) for one in found.seats.values())
    kept: dict[str, Seat] = dict(again.before)
    print(f"  {hit} openings lose somebody; {len(moved(kept, after.seats))} of the seats of others change")
    single, least = one_each(problem)
    began = perf_counter()
    simple = plan(single, seconds=asked.seconds)
    tell("one each, by HiGHS", single, simple, perf_counter() - began)
    print(f"  SciPy's assignment of the same: ${least:,.2f}; the difference is ${simple.cost - least:,.2f}")


if __name__ == "__main__":
    main()
