"""The difference between a network and the same network under an assumption, sorted into what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from openmso.authority.answer import Key
from openmso.authority.decisive import new_in
from openmso.authority.judge import Judge
from openmso.authority.reasons import Reason
from openmso.authority.whatif import Change, whatif
from openmso.timeline.spans import Span


class Turn(StrEnum):
    """What a change means for the people who work there."""

    LOST = "lost"
    GAINED = "gained"
    TIED = "tied"
    FREED = "freed"
    OTHER = "other"


TITLES = {
    Turn.LOST: "Authority lost",
    Turn.GAINED: "Authority gained",
    Turn.TIED: "Still authorized, with conditions added",
    Turn.FREED: "Still authorized, with conditions gone",
    Turn.OTHER: "No authority before or after, for another reason",
}
"""In the order of their weight."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes within `window`, by what they mean."""

    window: Span
    words: tuple[str, ...]
    changes: tuple[Change, ...]

    def of(self, turn: Turn) -> tuple[Change, ...]:
        """The changes of one meaning."""
        return tuple(change for change in self.changes if turn_of(change) is turn)


def difference(
    before: Judge, after: Judge, window: Span, words: Iterable[str], keys: Iterable[Key] | None = None
) -> Difference:
    """Compare two judges' answers on every day of the window; on some keys only, if these are given."""
    return Difference(window, tuple(words), whatif(before, after, window, keys))


def turn_of(change: Change) -> Turn:
    """What a change means."""
    if change.loses:
        return Turn.LOST
    if change.gains:
        return Turn.GAINED
    if not change.after.standing.authorizes:
        return Turn.OTHER
    return Turn.TIED if change.after.standing > change.before.standing else Turn.FREED


def why(change: Change) -> tuple[Reason, ...]:
    """What decides the standing after, of what was not there before; for a gain, what stood in the way."""
    if turn_of(change) in (Turn.GAINED, Turn.FREED):
        return new_in(change.before, change.after)
    return new_in(change.after, change.before)
