"""Reading a network file: the facts it states, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openmso.authority.collector import collector_at_rest
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside
from openmso.authority.law import LawBook
from openmso.netfile.facts.reading import read_network
from openmso.netfile.files.documents import read_documents, read_text
from openmso.netfile.rules.codes import BY_NAME, PROCEDURES, ZONES, Vocabulary
from openmso.netfile.rules.nodes import Mapping as Document
from openmso.netfile.rules.notes import Notes
from openmso.netfile.rules.problems import Problem, closest

__all__ = [
    "BY_NAME",
    "PROCEDURES",
    "ZONES",
    "Outcome",
    "Problem",
    "closest",
    "read",
    "read_string",
    "vocabulary",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading: `facts` if there is no problem, else None and the problems by file and line.

    `bedside` holds the named situations of the file.
    """

    facts: Facts | None
    problems: tuple[Problem, ...] = ()
    bedside: Mapping[str, Bedside] = field(default_factory=dict)


def read(path: Path | str, law: LawBook | None = None, **closed: Iterable[str]) -> Outcome:
    """Read a network file and all that it includes. Never raises for what stands in the files.

    Procedures are those of `law`, or the known ones if no law book is given. `closed`: as in `vocabulary`.
    """
    notes = Notes(vocabulary(law, **closed))
    with collector_at_rest():
        return _outcome(read_documents(Path(path), notes), notes)


def read_string(text: str, name: str = "network.yaml", law: LawBook | None = None) -> Outcome:
    """Read a network from a text, JSON if `name` ends so; `name` stands for the file in problems and sources."""
    notes = Notes(vocabulary(law))
    with collector_at_rest():
        return _outcome(read_text(text, name, notes), notes)


def vocabulary(law: LawBook | None, **closed: Iterable[str]) -> Vocabulary:
    """The words that a law book lends to the network file, and further ones to close.

    `closed`: the words of `clauses`, `powers` and `duties`, by these names; what is not named stays open.
    """
    words = {name: frozenset(listed) for name, listed in closed.items()}
    if law is not None and law.procedures:
        words["procedures"] = frozenset(law.procedures)
    return Vocabulary(**words)


def _outcome(documents: list[Document], notes: Notes) -> Outcome:
    facts, bedside = read_network(documents, notes)
    problems = notes.problems.done()
    return Outcome(None, problems) if problems else Outcome(facts, (), bedside)
