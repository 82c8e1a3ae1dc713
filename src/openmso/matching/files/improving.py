"""A good plan of a large problem before anything is proven: primaries first, then who stands in, then part after part anew.

Whole problems of many hundred openings leave the solver's own search at the greedy plan for long. Primaries alone are solved within a
thousandth in seconds, and so is standing in once they sit; what that separates is mended by freeing some openings that share candidates,
solving them with all others seated, and keeping what is better. Which openings are freed is drawn from a fixed seed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from heapq import nsmallest
from random import Random
from time import perf_counter
from typing import Final

from openmso.matching.rules.portfolio import (
    NONE,
    Choice,
    Problem,
    Seat,
    Seats,
    breaches,
    cost,
    part,
)

Solve = Callable[[Problem, float, float], dict[str, Seat]]
"""Seats of a problem, good to a gap (a share), within so many seconds."""
MANY: Final = 30
"""So many of the cheapest are tried for an opening when all are seated at once."""
FEW: Final = 12
"""And so many, besides those who are engaged anyway, when some are seated anew."""
FREED: Final = 30
"""So many openings are freed at a time."""
SHARE: Final = 0.4
"""The share of the time for primaries, and as much of what is left for who stands in."""
CLOSE: Final = 0.003
PATIENCE: Final = 2.0
"""Seconds for a part."""


def improved(
    problem: Problem, known: Seats, solve: Solve, *, seconds: float, enough: Callable[[Decimal], bool]
) -> dict[str, Seat]:
    """A plan that is no worse than the known one, within about so many seconds, or as soon as its cost is `enough`."""
    began = perf_counter()

    def left() -> float:
        return seconds - (perf_counter() - began)

    best = _staged(problem, known, solve, left)
    price = cost(problem, best)
    for freed in _neighborhoods(problem, best):
        if left() < PATIENCE or enough(price):
            break
        some = part(problem, best, freed, _able(problem, best, freed))
        tried = {**best, **solve(some, CLOSE / 2, PATIENCE)}
        found = cost(problem, tried)
        if found < price and not breaches(problem, tried):
            best, price = tried, found
    return best


def _staged(problem: Problem, known: Seats, solve: Solve, left: Callable[[], float]) -> dict[str, Seat]:
    """Primaries alone, then who stands in with the primaries seated; the known plan if that is no worse."""
    some = _cheapest(problem, problem.choices, MANY)
    alone = replace(problem, choices=tuple(replace(one, backup=None) for one in some))
    first = solve(alone, CLOSE, left() * SHARE)
    engaged = {one.primary for one in first.values()}
    tried = {(one.need, one.person) for one in some}
    seated = tuple(
        one if first[one.need].primary == one.person else replace(one, primary=None)
        for one in problem.choices
        if (one.need, one.person) in tried or one.person in engaged
    )
    second = solve(replace(problem, choices=seated), CLOSE, left() * SHARE)
    better = cost(problem, second) < cost(problem, known) and not breaches(problem, second)
    return second if better else dict(known)


def _cheapest(problem: Problem, choices: Iterable[Choice], most: int) -> list[Choice]:
    """Of each opening so many choices of least price, half of what engaging costs counted in."""
    able: dict[str, list[Choice]] = defaultdict(list)
    for one in choices:
        if one.primary is not None:
            able[one.need].append(one)

    def price(one: Choice) -> tuple[Decimal, str]:
        return (one.primary or NONE) + problem.fixed.get(one.person, NONE) / 2, one.person

    return [one for listed in able.values() for one in nsmallest(most, listed, key=price)]


def _neighborhoods(problem: Problem, seats: Seats) -> Iterator[list[str]]:
    """Openings around one of them, those that share most candidates with it likelier, over and over."""
    dice = Random(7)  # noqa: S311 - the same plan every time
    people: dict[str, set[str]] = defaultdict(set)
    needs: dict[str, set[str]] = defaultdict(set)
    for one in problem.choices:
        people[one.need].add(one.person)
        needs[one.person].add(one.need)
    ids = sorted(seats)
    while ids:
        middle = dice.choice(ids)
        shared = Counter(need for person in people[middle] for need in needs[person])
        near = [need for need, _ in shared.most_common(3 * FREED) if need != middle]
        yield [middle, *dice.sample(near, min(FREED, len(near)))]


def _able(problem: Problem, seats: Seats, freed: Collection[str]) -> list[Choice]:
    """Who is tried for freed openings: everybody engaged somewhere, and the cheapest of the others."""
    engaged = {who for one in seats.values() for who in (one.primary, one.backup) if who}
    ids = frozenset(freed)
    here = [one for one in problem.choices if one.need in ids]
    others = (one for one in here if one.person not in engaged)
    return [*(one for one in here if one.person in engaged), *_cheapest(problem, others, FEW)]
