"""What is wrong with a network file: where, what was expected, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from openmso.netfile.rules.nodes import Node

MOST_PROBLEMS: Final = 1000
"""How many problems are kept; the rest are counted. A junk file of 64 MB must not become a list of millions."""

FEW: Final = 500
"""Up to so many names, case is ignored when one is suggested; more than that are ids, which are lower case."""

ALIKE: Final = 70.0
"""Likeness (0–100) from which a name is suggested."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` counts from 1; 0 if it concerns the file as a whole. `path` is the field."""

    file: str
    line: int
    path: str
    message: str
    expected: str = ""
    meant: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f"{self.path}: {self.message}" if self.path else self.message
        expected = f"; expected {self.expected}" if self.expected else ""
        meant = f'; did you mean "{self.meant}"?' if self.meant else ""
        return f"{place}: {said}{expected}{meant}"


class Problems:
    """A growing list of problems, bounded by `MOST_PROBLEMS`."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._beyond = 0

    def __len__(self) -> int:
        return len(self._kept) + self._beyond

    @property
    def full(self) -> bool:
        """Whether further problems are only counted, so that no more need be found out about them."""
        return self._beyond > 0

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        if len(self._kept) < MOST_PROBLEMS:
            self._kept.append(problem)
        else:
            self._beyond += 1

    def at(self, node: Node, path: str, message: str, *, expected: str = "", meant: str = "") -> None:
        """Note a problem where a node stands."""
        self.add(Problem(node.file, node.line, path, message, expected, meant))

    def done(self) -> tuple[Problem, ...]:
        """All that were noted, by file and line, with a last word on those that were only counted."""
        found = sorted(self._kept, key=lambda problem: (problem.file, problem.line))
        if self._beyond:
            said = f"{self._beyond} more problems are not shown; mend these first"
            found.append(Problem(found[0].file, 0, "", said))
        return tuple(found)


def closest(word: str, known: Iterable[str]) -> str:
    """The known name most like a word, or nothing if none is much alike."""
    names = list(known)
    if len(word) > 100:
        return ""
    alike = [name.lower() for name in names] if len(names) <= FEW else names
    found = process.extractOne(word.lower(), alike, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return "" if found is None else names[found[2]]


def one_of(words: Iterable[str], *, most: int = 20) -> str:
    """Closed words as an expectation: `a, b or c`, cut where they are many."""
    names = list(words)
    if len(names) > most:
        return f"one of {', '.join(names[:most])}, … ({len(names)} in all)"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
