"""What a look into a list comes to: which matches are new, which are remembered, which have lapsed, and each one's result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from openmso.workforce.rules.likeness import Subject
from openmso.workforce.rules.listing import LEIE, SUPPLEMENT
from openmso.workforce.rules.matching import Candidate

LEAST_ROWS: Final = 50_000
"""The full list has about 80,000 rows; with fewer than so many a file is cut off, or no full list."""


OLDEST: Final = 45
"""Days: the list is renewed every month; an older one leaves out who was excluded since."""


class Scope(StrEnum):
    """What an edition holds: everybody who is excluded, or who was added or reinstated in a month."""

    FULL = "full"
    SUPPLEMENT = "supplement"

    @property
    def source(self) -> str:
        """What a look into it is called. A look into a supplement alone is no look into the list."""
        return LEIE if self is Scope.FULL else SUPPLEMENT


class Allowance(StrEnum):
    """What somebody knowingly lets pass."""

    REJECTS = "rejects"
    SHORT = "short"
    OLD = "old"


class State(StrEnum):
    """How a match stands. `lapsed`: the row is gone, or is not like the person any more, before a human settled it."""

    OPEN = "open"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Known:
    """A match that is kept: its id, the pair as it was compared, whose exclusion it is, how it stands."""

    id: str
    subject: str
    pair: str
    exclusion: str
    state: State


@dataclass(frozen=True, slots=True)
class Turn:
    """What a look makes of the matches: `raised` anew, `renewed` (an open one whose row changed), `lapsed` ones."""

    raised: tuple[Candidate, ...]
    renewed: tuple[tuple[str, Candidate], ...]
    lapsed: tuple[str, ...]
    remembered: int


def subject_digest(subject: Subject) -> str:
    """A digest of a subject as they are compared."""
    return sha256(
        "\x1f".join((subject.id, *subject.names, subject.npi, repr(subject.born))).encode()
    ).hexdigest()


def pair_of(candidate: Candidate) -> str:
    """A digest of subject and row as they were compared: another one as soon as anything in either differs."""
    return sha256(f"{subject_digest(candidate.subject)}{candidate.row.fingerprint}".encode()).hexdigest()


def turn(
    candidates: Sequence[Candidate], known: Iterable[Known], *, scope: Scope, looked_up: frozenset[str]
) -> Turn:
    """Sort what was found by what is known.

    A pair that was cleared stays cleared until row or subject change; an exclusion that was confirmed of somebody is not asked
    about again. Only the full list can say that a row is gone.
    """
    by_pair: dict[str, Known] = {}
    by_exclusion: dict[tuple[str, str], Known] = {}
    for one in known:
        by_pair[one.pair] = one
        if one.state in (State.OPEN, State.CONFIRMED):
            by_exclusion[one.subject, one.exclusion] = one
    raised: list[Candidate] = []
    renewed: list[tuple[str, Candidate]] = []
    still: set[str] = set()
    for candidate in candidates:
        same = by_pair.get(pair_of(candidate))
        alike = by_exclusion.get((candidate.subject.id, candidate.row.exclusion))
        if alike is not None:
            still.add(alike.id)
            if alike.state is State.OPEN and same is not alike:
                renewed.append((alike.id, candidate))
        elif same is None or same.state is State.LAPSED:
            raised.append(candidate)
    gone = scope is Scope.FULL
    lapsed = tuple(
        one.id
        for one in by_exclusion.values()
        if gone and one.state is State.OPEN and one.id not in still and one.subject in looked_up
    )
    remembered = len(candidates) - len(raised) - len(renewed)
    return Turn(tuple(raised), tuple(renewed), lapsed, remembered)


def result(states: Iterable[State]) -> str:
    """The result of a look, in the words of the record, by the matches of a subject that stand."""
    found = set(states)
    if State.CONFIRMED in found:
        return "confirmed"
    return "possible" if State.OPEN in found else "clear"


def results(subjects: Iterable[str], standing: Mapping[str, Sequence[State]]) -> dict[str, str]:
    """The result of each subject."""
    return {one: result(standing.get(one, ())) for one in subjects}
