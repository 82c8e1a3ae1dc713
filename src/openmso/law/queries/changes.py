"""What of the law changes: the days on which a jurisdiction begins to say something else, and what is pending."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openmso.authority.law import Key, LawBook, Reading, Statement
from openmso.timeline.spans import Span


@dataclass(frozen=True, slots=True)
class Turn:
    """From `day` on (an ordinal) a jurisdiction answers a question otherwise. A reading that is not known: nobody established it."""

    day: int
    jurisdiction: str
    parameter: str
    key: Key
    before: Reading
    after: Reading

    @property
    def cites(self) -> tuple[Statement, ...]:
        """What the turn rests on: what begins, or else what ends."""
        return self.after.statements[:1] or self.before.statements[:1]


def turns(book: LawBook, window: Span, jurisdictions: Collection[str] | None = None) -> tuple[Turn, ...]:
    """Every day within the window on which the law of these jurisdictions (all of them) turns; the earliest first."""
    return tuple(sorted(_turns(book, window, jurisdictions), key=_order))


def pending(book: LawBook, jurisdictions: Collection[str] | None = None) -> tuple[Statement, ...]:
    """Bills that are not yet law, by jurisdiction."""
    found = (one for one in book.statements if one.pending and _asked_for(one.jurisdiction, jurisdictions))
    return tuple(sorted(found, key=lambda one: (one.jurisdiction, one.parameter, one.key)))


def _turns(book: LawBook, window: Span, jurisdictions: Collection[str] | None) -> Iterator[Turn]:
    places = {
        (one.jurisdiction, one.parameter, one.key, day)
        for one in book.statements
        if not one.pending and _asked_for(one.jurisdiction, jurisdictions)
        for day in (one.span.start, one.span.end)
        if day in window
    }
    for jurisdiction, parameter, key, day in places:
        track = book.track(jurisdiction, parameter, *key)
        before, after = track.at(day - 1), track.at(day)
        if (before.known, before.value) != (after.known, after.value):
            yield Turn(day, jurisdiction, parameter, key, before, after)


def _asked_for(jurisdiction: str, jurisdictions: Collection[str] | None) -> bool:
    return jurisdictions is None or jurisdiction in jurisdictions


def _order(turn: Turn) -> tuple[int, str, str, Key]:
    return turn.day, turn.jurisdiction, turn.parameter, turn.key
