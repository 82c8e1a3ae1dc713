"""A demonstration network, drawn anew each time from the same few numbers."""

from __future__ import annotations

from datetime import date
from random import Random

from openmso.launch.rules.demonstration import Asked, Demonstration, demonstration
from openmso.launch.rules.faults.ground import Planted
from openmso.law.queries import pack

__all__ = ["Asked", "Demonstration", "Planted", "drawn"]


def drawn(sites: int, on: date, *, seed: int = 7, faults: bool = True) -> Demonstration:
    """A demonstration network of so many sites, with dates relative to a day, under the shipped law.

    The same numbers give the same network. Raises `ValueError` for fewer than one site.
    """
    chance = Random(seed)  # noqa: S311 - a seed that gives the same network again is the point
    return demonstration(Asked(sites, on, faults), pack(), chance)
