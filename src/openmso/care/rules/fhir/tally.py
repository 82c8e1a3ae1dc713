"""What was counted of an import. Every resource that arrived stands in exactly one column of its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from openmso.care.rules.fhir.codes import Code
from openmso.care.rules.fhir.mapping import Fault

FATES: Final = ("new", "changed", "same", "rejected")
"""What becomes of a resource: it was not there, was there otherwise, was there just so, or is rejected for what is wrong with it."""
DIRECTORY: Final = frozenset({"Organization", "Location", "Practitioner", "PractitionerRole"})
"""Types that other resources are sent along with, often abridged: what says less than what is there says nothing new."""
MOST: Final = 100_000
"""So many rejects are listed; more are counted."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A resource that is rejected: where it stood, what it is, and what is wrong."""

    file: str
    place: str
    kind: str
    id: str
    faults: tuple[Fault, ...]


@dataclass
class Tally:
    """The counts of an import as it goes on: `kinds` by type and fate, `aside` of types that are kept and not read.

    `left`: elements of read types that have no place here. `codes`: procedure codes that mean nothing yet, with their words.
    """

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    aside: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    codes: Counter[Code] = field(default_factory=Counter)
    words: dict[Code, str] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)

    def count(self, kind: str, fate: str, *, aside: bool = False) -> None:
        """One more of a type."""
        self.kinds.setdefault(kind, Counter())[fate] += 1
        if aside:
            self.aside[kind] += 1

    def reject(self, one: Reject) -> None:
        """One more that is rejected, and why."""
        self.count(one.kind, "rejected")
        if len(self.rejects) < MOST:
            self.rejects.append(one)

    @property
    def came(self) -> int:
        """How many resources came."""
        return sum(sum(one.values()) for one in self.kinds.values())

    def of(self, fate: str) -> int:
        """How many of all types have a fate."""
        return sum(one[fate] for one in self.kinds.values())

    def plain(self) -> dict[str, dict[str, int]]:
        """Type by type and fate by fate, types in order of name."""
        return {kind: {fate: self.kinds[kind][fate] for fate in FATES} for kind in sorted(self.kinds)}


def abridged(short: Mapping[str, object], full: Mapping[str, object]) -> bool:
    """Whether a resource says nothing but what a fuller one says too."""
    return len(short) < len(full) and all(
        name in full and full[name] == value for name, value in short.items()
    )


def changed_elements(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The elements in which two versions of a resource differ."""
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))


def told(faults: Iterable[Fault]) -> list[list[str]]:
    """Faults as they are kept in a row."""
    return [[one.path, one.what] for one in faults]
