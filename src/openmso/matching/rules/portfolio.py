"""All openings of a network at once: what a plan is, what it costs, what it may not do, and how far it could still be bettered.

An assignment gives each opening a primary and somebody else who stands in. Physicians have limits (hours a month; people and sites that
a state counts, over all states), and engaging one costs something once, however many openings they take. Money is US dollars a month.

A plan is found elsewhere (`files.highs`); what is judged here needs no solver, so that nobody has to trust one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

NONE: Final = Decimal(0)
HOURS: Final = "hours"
STANDS_IN: Final = "stands in"
MOST_BACKUPS: Final = Decimal(3)
"""So many openings one physician stands in for at most (house)."""
STANDBY: Final = Decimal("0.1")
"""The share of an opening's hours that who stands in keeps free (house)."""

Load = Mapping[str, Decimal]
"""How much of each limit something takes, by the limit's name."""


@dataclass(frozen=True, slots=True)
class Need:
    """An opening: what it takes of each limit of whoever directs it, and what it holds of whoever stands in.

    `steps`: limits of `takes` of which who stands in has to have enough free for one such opening at a time, because they would
    take it over. `unfilled`, `uncovered`: what a month without a director, without a backup costs.
    """

    id: str
    takes: Load = field(hash=False)
    holds: Load = field(hash=False)
    steps: frozenset[str] = frozenset()
    unfilled: Decimal = Decimal(20000)
    uncovered: Decimal = Decimal(4000)


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody could take an opening: what they cost a month as primary and as backup; None: not in this part."""

    need: str
    person: str
    primary: Decimal | None
    backup: Decimal | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who takes an opening, and who stands in; empty: nobody."""

    primary: str = ""
    backup: str = ""


@dataclass(frozen=True)
class Problem:
    """What is to be planned. `limits`: of each physician, by name; a limit that is not named does not bind.

    `fixed`: what engaging somebody costs a month (credentialing, malpractice), nothing for those engaged already. `before`: the plan that
    holds now; everybody moved from it costs `change`.
    """

    needs: tuple[Need, ...]
    choices: tuple[Choice, ...]
    limits: Mapping[str, Load]
    fixed: Mapping[str, Decimal]
    before: Mapping[str, Seat] = field(default_factory=dict)
    change: Decimal = NONE

    def price(self, choice: Choice, part: str) -> Decimal | None:
        """What somebody costs in a part (`primary`, `backup`), the change from before included; None: not possible."""
        money: Decimal | None = getattr(choice, part)
        was = getattr(self.before.get(choice.need, Seat()), part)
        return money if money is None or was in ("", choice.person) else money + self.change

    def lacking(self, need: Need, part: str) -> Decimal:
        """What it costs that nobody has a part of an opening, the change from before included."""
        was = getattr(self.before.get(need.id, Seat()), part)
        return (need.unfilled if part == "primary" else need.uncovered) + (self.change if was else NONE)


Seats = Mapping[str, Seat]


def possible(problem: Problem, need: Need, person: str, part: str) -> bool:
    """Whether a part of an opening alone is within what somebody can carry."""
    return _Carried(problem).fits(need, person, part)


@dataclass(frozen=True, slots=True)
class Plan:
    """Seats by opening, what they cost a month, and a proven lower bound of what any plan costs."""

    seats: Seats
    cost: Decimal
    bound: Decimal

    @property
    def gap(self) -> Decimal:
        """How much of the cost could still be saved at most, as a share."""
        return max(NONE, (self.cost - self.bound) / self.cost) if self.cost > 0 else NONE


def cost(problem: Problem, seats: Seats) -> Decimal:
    """What a plan costs, to the cent: seats, who is engaged, and what is left open. Raises `KeyError` for a seat nobody could take."""
    prices = {(one.need, one.person): one for one in problem.choices}
    total, engaged = NONE, set()
    for need in problem.needs:
        seat = seats.get(need.id, Seat())
        for part, person in (("primary", seat.primary), ("backup", seat.backup)):
            if not person:
                total += problem.lacking(need, part)
                continue
            price = problem.price(prices[need.id, person], part)
            if price is None:
                raise KeyError((need.id, person, part))
            total += price
            engaged.add(person)
    return total + sum((problem.fixed.get(one, NONE) for one in engaged), NONE)


def floor(problem: Problem) -> Decimal:
    """What every plan costs at least, by counting alone: the cheapest of each seat, as if nobody had limits and engaging were free."""
    cheapest = {
        (need.id, part): problem.lacking(need, part)
        for need in problem.needs
        for part in ("primary", "backup")
    }
    for one in problem.choices:
        for part in ("primary", "backup"):
            price = problem.price(one, part)
            if price is not None:
                cheapest[one.need, part] = min(cheapest[one.need, part], price)
    return sum(cheapest.values(), NONE)


@dataclass(frozen=True, slots=True)
class Breach:
    """What a plan may not do: who or which opening, and what."""

    who: str
    what: str


def breaches(problem: Problem, seats: Seats) -> tuple[Breach, ...]:
    """Everything a plan does that it may not; none for a good one."""
    return tuple(_breaches(problem, seats))


def _breaches(problem: Problem, seats: Seats) -> Iterator[Breach]:
    able = {(one.need, one.person): one for one in problem.choices}
    for id, seat in seats.items():
        if seat.primary and seat.primary == seat.backup:
            yield Breach(id, "one person in both parts")
        if seat.backup and not seat.primary:
            yield Breach(id, "a backup of nobody")
        for part, person in (("primary", seat.primary), ("backup", seat.backup)):
            choice = able.get((id, person))
            if person and (choice is None or getattr(choice, part) is None):
                yield Breach(person, f"cannot be {part} of {id}")
    for person, loads in burdens(problem, seats).items():
        for name, used in loads.items():
            limit = problem.limits.get(person, {}).get(name)
            if limit is not None and used > limit:
                yield Breach(person, f"{name}: {used} of {limit}")


def burdens(problem: Problem, seats: Seats) -> dict[str, dict[str, Decimal]]:
    """What everybody carries of each limit: as primary, standing by, and the greatest opening they would step in for."""
    needs = {one.id: one for one in problem.needs}
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    steps: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for id, seat in seats.items():
        need = needs[id]
        if seat.primary:
            for name, amount in need.takes.items():
                found[seat.primary][name] += amount
        if seat.backup:
            for name, amount in need.holds.items():
                found[seat.backup][name] += amount
            for name in need.steps:
                steps[seat.backup, name] = max(steps[seat.backup, name], need.takes.get(name, NONE))
    for (person, name), amount in steps.items():
        found[person][name] += amount
    return {person: dict(loads) for person, loads in found.items()}


def room_for(problem: Problem, seats: Seats, need: Need, person: str, part: str) -> tuple[str, ...]:
    """The limits that would be passed if somebody took a part of an opening besides what they have in a plan."""
    seat = seats.get(need.id, Seat())
    tried = Seat(person, seat.backup) if part == "primary" else Seat(seat.primary or "?", person)
    loads = burdens(problem, {**seats, need.id: tried}).get(person, {})
    limits = problem.limits.get(person, {})
    return tuple(sorted(name for name, used in loads.items() if name in limits and used > limits[name]))


class _Carried:
    """What everybody carries while a plan grows, so that a try costs what one opening costs."""

    def __init__(self, problem: Problem) -> None:
        self.limits = problem.limits
        self.used: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.step: dict[tuple[str, str], Decimal] = defaultdict(Decimal)

    def fits(self, need: Need, person: str, part: str) -> bool:
        """Whether somebody has room for a part of an opening."""
        limits = self.limits.get(person, {})
        for name, limit in limits.items():
            adds, steps = self._asked(need, name, part)
            step = max(self.step[person, name], steps)
            if (adds or steps) and self.used[person, name] + adds + step > limit:
                return False
        return True

    def take(self, need: Need, person: str, part: str) -> None:
        """They take it."""
        for name in self.limits.get(person, {}):
            adds, steps = self._asked(need, name, part)
            self.used[person, name] += adds
            self.step[person, name] = max(self.step[person, name], steps)

    @staticmethod
    def _asked(need: Need, name: str, part: str) -> tuple[Decimal, Decimal]:
        takes = need.takes.get(name, NONE)
        if part == "primary":
            return takes, NONE
        return need.holds.get(name, NONE), takes if name in need.steps else NONE


def greedy(problem: Problem) -> dict[str, Seat]:
    """The plan of somebody who fills one opening after the other with the cheapest who has room, those with fewest choices first.

    Everybody keeps the seat they had before; then primaries, then backups. It breaks nothing, and stands beside the proven plan for comparison and as its start.
    """
    carried, engaged = _Carried(problem), set[str]()
    able: dict[str, list[Choice]] = defaultdict(list)
    for one in problem.choices:
        able[one.need].append(one)
    seats: dict[str, Seat] = {need.id: Seat() for need in problem.needs}
    order = sorted(problem.needs, key=lambda need: (len(able[need.id]), need.id))
    _seat_as_before(problem, able, seats, carried)
    engaged |= {who for one in seats.values() for who in (one.primary, one.backup) if who}
    for part in ("primary", "backup"):
        for need in order:
            seat = seats[need.id]
            if getattr(seat, part) or (part == "backup" and not seat.primary):
                continue
            best: tuple[Decimal, str] | None = None
            for choice in able[need.id]:
                price, person = problem.price(choice, part), choice.person
                if price is None or person == seat.primary:
                    continue
                total = price + (NONE if person in engaged else problem.fixed.get(person, NONE))
                if (best is None or (total, person) < best) and carried.fits(need, person, part):
                    best = (total, person)
            if best is not None and best[0] < problem.lacking(need, part):
                carried.take(need, best[1], part)
                engaged.add(best[1])
                seats[need.id] = (
                    Seat(best[1], seat.backup) if part == "primary" else Seat(seat.primary, best[1])
                )
    return seats


def _seat_as_before(
    problem: Problem, able: Mapping[str, Iterable[Choice]], seats: dict[str, Seat], carried: _Carried
) -> None:
    """Everybody keeps the seat they had, as far as they still can: primaries first."""
    for part in ("primary", "backup"):
        for need in problem.needs:
            seat, was = seats[need.id], getattr(problem.before.get(need.id, Seat()), part)
            choice = next((one for one in able.get(need.id, ()) if one.person == was), None)
            if choice is None or problem.price(choice, part) is None or was == seat.primary:
                continue
            if (seat.primary or part == "primary") and carried.fits(need, was, part):
                carried.take(need, was, part)
                seats[need.id] = Seat(was) if part == "primary" else Seat(seat.primary, was)


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who could take an opening as primary: what they would cost more, and the limits they lack room in."""

    person: str
    more: Decimal
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """An opening in a plan: who else could, cheapest first; for one left open `others` are those who cannot and why."""

    need: str
    seat: Seat
    price: Decimal | None
    others: tuple[Other, ...]


def explained(problem: Problem, seats: Seats, *, most: int = 5) -> tuple[Explained, ...]:
    """Each opening: who takes it, and who else could at which price beyond it, with what stands in their way."""
    able: dict[str, list[Choice]] = defaultdict(list)
    for one in problem.choices:
        able[one.need].append(one)
    return tuple(_explained(problem, seats, need, able[need.id], most) for need in problem.needs)


def _explained(problem: Problem, seats: Seats, need: Need, able: Iterable[Choice], most: int) -> Explained:
    seat = seats.get(need.id, Seat())
    engaged = {person for one in seats.values() for person in (one.primary, one.backup) if person}
    prices: dict[str, Decimal] = {}
    for one in able:
        price = problem.price(one, "primary")
        if price is not None:
            prices[one.person] = price
    own = prices.get(seat.primary)
    others = [
        Other(
            person,
            price + (NONE if person in engaged else problem.fixed.get(person, NONE)) - (own or NONE),
            room_for(problem, seats, need, person, "primary"),
        )
        for person, price in prices.items()
        if person != seat.primary
    ]
    others.sort(key=lambda one: (bool(one.full), one.more, one.person))
    return Explained(need.id, seat, own, tuple(others[:most]))


def moved(before: Seats, after: Seats) -> tuple[str, ...]:
    """The openings of a plan before in which somebody who had a seat has it no more."""
    return tuple(
        sorted(
            id
            for id, was in before.items()
            for now in (after.get(id, Seat()),)
            if (was.primary and was.primary != now.primary) or (was.backup and was.backup != now.backup)
        )
    )


def part(problem: Problem, seats: Seats, freed: Iterable[str], able: Iterable[Choice]) -> Problem:
    """The problem of some openings while all other seats stay: what those take is taken from the limits, who they engage costs nothing more.

    `able`: the choices that are tried. Where somebody stands in elsewhere, room for that is kept apart, so a plan of the part may be
    narrower than it had to be, and never breaks a limit.
    """
    ids = frozenset(freed)
    kept = {id: one for id, one in seats.items() if id not in ids}
    used = burdens(problem, kept)
    engaged = {person for one in kept.values() for person in (one.primary, one.backup) if person}
    choices = tuple(one for one in able if one.need in ids)
    limits = {
        person: {
            name: max(NONE, limit - used.get(person, {}).get(name, NONE))
            for name, limit in problem.limits.get(person, {}).items()
        }
        for person in {one.person for one in choices}
    }
    fixed = {person: NONE if person in engaged else problem.fixed.get(person, NONE) for person in limits}
    needs = tuple(one for one in problem.needs if one.id in ids)
    before = {id: one for id, one in problem.before.items() if id in ids}
    return Problem(needs, choices, limits, fixed, before, problem.change)


def leaving(problem: Problem, seats: Seats, gone: Iterable[str], change: Decimal) -> Problem:
    """The problem after people have left: without them, and with the plan that held as what to change least."""
    out = frozenset(gone)
    kept = {
        id: Seat("" if one.primary in out else one.primary, "" if one.backup in out else one.backup)
        for id, one in seats.items()
    }
    choices = tuple(one for one in problem.choices if one.person not in out)
    return Problem(problem.needs, choices, problem.limits, problem.fixed, kept, change)
