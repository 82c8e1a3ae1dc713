"""What the judgments of one network share: its facts, its law, and tracks computed once.

Functions that derive a track from facts and law take the world first and are `remembered`: the same
arguments give the same object, so that values of tracks can be compared by identity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from openmso.authority.facts import Facts
from openmso.authority.law import LawBook
from openmso.authority.reasons import Reason

P = ParamSpec("P")
T = TypeVar("T")
Memory = dict[Callable[..., Any], dict[tuple[Any, ...], Any]]
"""What was computed, by function and arguments."""


@dataclass(frozen=True)
class World:
    """Facts and law, with everything remembered about them. Never shared between different facts or law.

    `of_law` is what only the law and the network's settings decide; a world of other facts may start with it.
    """

    facts: Facts
    law: LawBook
    memory: Memory = field(default_factory=dict, repr=False, compare=False)
    of_law: Memory = field(default_factory=dict, repr=False, compare=False)

    def with_facts(self, facts: Facts) -> World:
        """The world with other facts under the same law, which keeps what does not depend on the facts."""
        same = facts.settings == self.facts.settings
        return World(facts, self.law, of_law=self.of_law if same else {})


@dataclass(frozen=True, slots=True)
class Found:
    """What one judgment found on a day: reasons that bar or leave open, and conditions."""

    bars: tuple[Reason, ...] = ()
    wanting: tuple[Reason, ...] = ()


NOTHING: Final = Found()
_ABSENT: Final = object()
Computing = Callable[Concatenate[World, P], T]


def remembered(compute: Computing[P, T]) -> Computing[P, T]:
    """Compute once per world and arguments. Arguments are positional and hashable."""
    return _remembered("memory", compute)


def remembered_of_law(compute: Computing[P, T]) -> Computing[P, T]:
    """As `remembered`, of what does not depend on any record: kept when the facts change."""
    return _remembered("of_law", compute)


def _remembered(where: str, compute: Computing[P, T]) -> Computing[P, T]:
    @wraps(compute)
    def recall(world: World, /, *args: P.args, **kwargs: P.kwargs) -> T:
        memory: Memory = getattr(world, where)
        known = memory.get(compute)
        if known is None:
            known = memory[compute] = {}
        found = known.get(args, _ABSENT)
        if found is _ABSENT:
            found = known[args] = compute(world, *args, **kwargs)
        return cast("T", found)

    return recall
