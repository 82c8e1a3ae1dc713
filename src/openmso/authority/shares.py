"""What the interests in organizations must add up to: no more than the whole, and no circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openmso.authority.facts.structure import Ownership
from openmso.timeline.spans import show_day

WHOLE: Final = Decimal(100)

MOST_TANGLED: Final = 1000
"""Tangled interests that are judged day by day; a larger knot is refused as a whole."""

MOST_CIRCLES: Final = 20
"""Circles that are told at once."""


@dataclass(frozen=True, slots=True)
class Excess:
    """From `day` on, the interests in an organization add up to more than the whole; `last` is the latest."""

    last: Ownership
    day: int
    total: Decimal

    def __str__(self) -> str:
        return f"the owners of {self.last.organization} hold {self.total:f} % from {show_day(self.day)}"


@dataclass(frozen=True, slots=True)
class Circle:
    """On `day`, each of these organizations owns part of the next, and the last of the first."""

    last: Ownership
    organizations: tuple[str, ...]
    day: int | None

    def __str__(self) -> str:
        way = " → ".join((*self.organizations, self.organizations[0]))
        return f"owners own each other in a circle: {way}" + (
            "" if self.day is None else f", on {show_day(self.day)}"
        )


def excesses(interests: Iterable[Ownership]) -> Iterator[Excess]:
    """For each organization the first day on which more than the whole is owned, if any."""
    held: dict[str, list[Ownership]] = defaultdict(list)
    for one in interests:
        held[one.organization].append(one)
    for owners in held.values():
        changes: dict[int, Decimal] = defaultdict(Decimal)
        for one in owners:
            changes[one.span.start] += one.percent
            changes[one.span.end] -= one.percent
        total = Decimal(0)
        for day in sorted(changes):
            total += changes[day]
            if total > WHOLE:
                yield Excess([one for one in owners if day in one.span][-1], day, total)
                break


def circles(interests: Iterable[Ownership]) -> Iterator[Circle]:
    """Circles of organizations that own each other, each with the first day on which it stands.

    A circle that shares its last interest with another is found when that one is mended.
    """
    tangled = _tangled(list(interests))
    for _ in range(MOST_CIRCLES):
        if len(tangled) > MOST_TANGLED:
            yield Circle(tangled[-1], tuple(sorted({one.owner for one in tangled})[:5]), None)
            return
        circle = _first_circle(tangled)
        if circle is None:
            return
        yield circle
        tangled = _tangled([one for one in tangled if one is not circle.last])


def _tangled(interests: list[Ownership]) -> list[Ownership]:
    """Interests that lie on a circle or between circles, whatever their days.

    Owners that nobody owns are peeled off, then theirs, and so on; then the same from the other end.
    """
    for giver, taker in (("owner", "organization"), ("organization", "owner")):
        after: dict[str, list[Ownership]] = defaultdict(list)
        before: dict[str, int] = defaultdict(int)
        for one in interests:
            after[getattr(one, giver)].append(one)
            before[getattr(one, taker)] += 1
        free = [name for name in after if not before[name]]
        peeled = set(free)
        while free:
            for one in after.get(free.pop(), ()):
                name = getattr(one, taker)
                before[name] -= 1
                if not before[name]:
                    peeled.add(name)
                    free.append(name)
        interests = [one for one in interests if getattr(one, giver) not in peeled]
    return interests


def _first_circle(interests: list[Ownership]) -> Circle | None:
    for day in sorted({one.span.start for one in interests}):
        found = _circle([one for one in interests if day in one.span])
        if found:
            return Circle(found[-1], tuple(one.owner for one in found), day)
    return None


def _circle(interests: list[Ownership]) -> list[Ownership]:
    """Interests of one day that close a circle, in order; empty if there is none."""
    owned: dict[str, list[Ownership]] = defaultdict(list)
    for one in interests:
        owned[one.owner].append(one)
    done: set[str] = set()
    for start in list(owned):
        way: list[Ownership] = []
        walk = [(start, iter(owned.get(start, ())))]
        names = [start]
        while walk:
            step = next(walk[-1][1], None)
            if step is None:
                walk.pop()
                done.add(names.pop())
                if way:
                    way.pop()
            elif step.organization in names:
                return [*way[names.index(step.organization) :], step]
            elif step.organization not in done:
                way.append(step)
                names.append(step.organization)
                walk.append((step.organization, iter(owned.get(step.organization, ()))))
    return []
