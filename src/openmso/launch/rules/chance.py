"""Chance, as the generator asks for it. Nothing pure draws for itself: whoever calls hands in a seeded source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """A source of chance that gives the same draws for the same seed, as `random.Random` does."""

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""

    def randrange(self, start: int, stop: int, /) -> int:
        """A whole number from start up to, not including, stop."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of a sequence that is not empty."""

    def choices(self, population: Sequence[T], weights: Sequence[float]) -> list[T]:
        """A list of one of the population, by weight."""

    def sample(self, population: Sequence[T], k: int) -> list[T]:
        """So many different ones of a sequence, in the order drawn."""
