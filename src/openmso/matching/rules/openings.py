"""An opening: what a practice needs a director for, where, for whom, from when, and for how much at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.matching.rules.profiles import Point


@dataclass(frozen=True, slots=True)
class Place:
    """A site of an opening. `far`: it has no street (telehealth), so nobody travels there."""

    site: str
    state: str
    point: Point | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A need of a practice. `people`: how many of each role are supervised; `visits`: of patients in a month.

    `mode`: how the director is there (`profiles.MODES`). `visit_every`: days between visits of the director that the practice asks for.
    `boards`: any one of these certifications is asked for, because of `boards_cite` if the law asks, else by the practice.
    `musts`: procedures in which the director must be trained. `ceiling`: US dollars a month.
    """

    id: str
    practice: str
    places: tuple[Place, ...]
    procedures: frozenset[str]
    people: tuple[tuple[str, int], ...]
    visits: int | None
    mode: str
    wanted_from: date
    visit_every: int | None = None
    boards: frozenset[str] = frozenset()
    boards_cite: str = ""
    musts: frozenset[str] = frozenset()
    ceiling: Decimal | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """The states of its sites, each once."""
        return tuple(sorted({one.state for one in self.places}))

    @property
    def streets(self) -> tuple[Place, ...]:
        """Its sites that somebody can travel to."""
        return tuple(one for one in self.places if not one.far)

    @property
    def dependents(self) -> int:
        """How many people are supervised."""
        return sum(count for _, count in self.people)
