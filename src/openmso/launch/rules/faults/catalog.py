"""Every kind of fault, those first that need the rarest places, and the planting of all of them."""

from __future__ import annotations

from typing import Final

from openmso.launch.rules.draft import Draft
from openmso.launch.rules.faults import entities, papers, people
from openmso.launch.rules.faults.ground import Fault, Ground, Planted, planted

FAULTS: Final[tuple[Fault, ...]] = (*entities.FAULTS, *papers.FAULTS, *people.FAULTS)


def plant(draft: Draft) -> tuple[Planted, ...]:
    """Plant faults of every kind; the list of what was planted."""
    ground = Ground(draft, set())
    return tuple(one for fault in FAULTS for one in planted(ground, fault))
