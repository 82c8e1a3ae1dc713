"""What is wrong with a file: every problem with its line, gathered so that all are told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. `what` says so and, after a semicolon, what was expected."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class PackError(Exception):
    """A pack or a file of it cannot be used. `problems` are all that was found, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Problems:
    """Gathers what is wrong in one file while reading goes on."""

    path: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, what: str) -> None:
        """Note one problem."""
        self.found.append(Problem(self.path, line, what))


def near(word: str, known: Collection[str], *, instead: str = "expected") -> str:
    """`did you mean 'since'?` if a known word is close, else a short list of the known ones."""
    lowered = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    if close:
        return f"did you mean {lowered[close[0]]!r}?"
    shown = sorted(known)
    listed = ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")
    return f"{instead} {listed}" if listed else f"{instead} nothing here"
