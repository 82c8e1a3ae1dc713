"""How a standing, a severity and an outcome look: icon, word and color, never color alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openmso.authority.answer import Outcome
from openmso.authority.terms import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the vocabulary. `block` draws it in a ribbon on a terminal, `letter` in plain text."""

    icon: str
    word: str
    style: str
    block: str = ""
    letter: str = ""

    @property
    def text(self) -> str:
        """Icon and word."""
        return f"{self.icon} {self.word}"


# Full and half blocks stand for days of authority, signs for days without: a ribbon reads without color too.
STANDINGS: Final = {
    Standing.HELD: Look("✓", "Held", "green", "▇", "H"),
    Standing.CONDITIONAL: Look("◐", "Conditional", "yellow", "▅", "C"),
    Standing.UNKNOWN: Look("?", "Unknown", "magenta", "?", "U"),
    Standing.ABSENT: Look("–", "Absent", "bright_black", "·", "A"),
    Standing.BARRED: Look("⊘", "Barred", "red", "×", "B"),
}

SEVERITIES: Final = {
    "must": Look("⊘", "Must", "bold red"),
    "should": Look("◐", "Should", "yellow"),
    "watch": Look("◔", "Watch", "cyan"),
}
"""From the gravest down."""

OUTCOMES: Final = {
    Outcome.ALLOW: Look("✓", "May go ahead", "bold green"),
    Outcome.ALLOW_WITH_CONDITIONS: Look(
        "◐", "May go ahead if what is still to be shown is shown", "bold yellow"
    ),
    Outcome.STOP: Look("⊘", "Stop", "bold red"),
    Outcome.UNKNOWN: Look(
        "?", "Unknown: never established, so neither allowed nor forbidden", "bold magenta"
    ),
}
