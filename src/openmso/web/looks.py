"""How a standing and an outcome look on a page: icon, word, and the name of a color; never color alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openmso.authority.answer import Outcome
from openmso.authority.terms import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the vocabulary. `name` is the last part of its class in the style sheet."""

    name: str
    icon: str
    word: str


STANDINGS: Final = {
    Standing.HELD: Look("held", "✓", "Held"),
    Standing.CONDITIONAL: Look("conditional", "◐", "Conditional"),
    Standing.UNKNOWN: Look("unknown", "?", "Unknown"),
    Standing.ABSENT: Look("absent", "–", "Absent"),
    Standing.BARRED: Look("barred", "⊘", "Barred"),
}

OUTCOMES: Final = {
    Outcome.ALLOW: Look("held", "✓", "May go ahead"),
    Outcome.ALLOW_WITH_CONDITIONS: Look("conditional", "◐", "May go ahead if this is shown"),
    Outcome.STOP: Look("barred", "⊘", "Stop"),
    Outcome.UNKNOWN: Look("unknown", "?", "Unknown: never established"),
}

LEAVES: Final = {
    "permitted": Look("held", "✓", "Permitted"),
    "conditional": Look("conditional", "◐", "Conditional"),
    "prohibited": Look("barred", "⊘", "Prohibited"),
}
UNRESEARCHED: Final = Look("unknown", "?", "Not researched")

DEPTHS: Final = {
    "most": Look("held", "●", "Known on most topics"),
    "many": Look("conditional", "◐", "Known on many topics"),
    "few": Look("unknown", "○", "Known on few topics"),
}
"""How far the law of a jurisdiction is known."""
