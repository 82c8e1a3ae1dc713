"""What the judgments of one network share: its facts, its law, and tracks computed once.

Functions that derive a track from facts and law take the world first and are `remembered`: the same
arguments give the same object, so that values of tracks can be compared by identity.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from openmso.authority.facts import Facts
from openmso.authority.law import LawBook
from openmso.authority.reasons import Reason

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """Facts and law, with everything remembered about them. Never shared between different facts or law."""

    facts: Facts
    law: LawBook
    memory: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What one judgment found on a day: reasons that bar or leave open, and conditions."""

    bars: tuple[Reason, ...] = ()
    wanting: tuple[Reason, ...] = ()


NOTHING: Final = Found()


def remembered(compute: Callable[Concatenate[World, P], T]) -> Callable[Concatenate[World, P], T]:
    """Compute once per world and arguments. Arguments are positional and hashable."""

    @wraps(compute)
    def recall(world: World, /, *args: P.args, **kwargs: P.kwargs) -> T:
        place = (compute, args)
        if place in world.memory:
            return cast("T", world.memory[place])
        found = world.memory[place] = compute(world, *args, **kwargs)
        return found

    return recall
