"""How far the law is known: counted from the statements, never claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmso.authority.law import LawBook, Statement
from openmso.authority.terms import Confidence
from openmso.law.rules.parameters import Asked


@dataclass(frozen=True, slots=True)
class Count:
    """Statements by confidence; those that counsel signed are counted besides."""

    high: int = 0
    medium: int = 0
    low: int = 0
    signed: int = 0
    pending: int = 0

    @property
    def all(self) -> int:
        """All statements, pending ones too."""
        return self.high + self.medium + self.low

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Count:
        """Count statements."""
        listed = list(statements)
        grades = [one.confidence for one in listed]
        return cls(
            grades.count(Confidence.HIGH),
            grades.count(Confidence.MEDIUM),
            grades.count(Confidence.LOW),
            sum(bool(one.signed) for one in listed),
            sum(one.pending for one in listed),
        )


@dataclass(frozen=True, slots=True)
class Covered:
    """One topic in one jurisdiction: how many of its questions somebody established, and how surely."""

    answered: int
    asked: int
    count: Count

    @property
    def researched(self) -> bool:
        """Whether at least one question was answered."""
        return self.answered > 0


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What is known of one jurisdiction. `doubtful` names questions whose answer is weak or disputed."""

    code: str
    count: Count
    cases: int
    topics: Mapping[str, Covered]
    doubtful: tuple[str, ...]


def measure(
    book: LawBook, asked: Mapping[str, Asked], jurisdictions: Iterable[str], cases: Mapping[str, int]
) -> tuple[Jurisdiction, ...]:
    """Coverage of every jurisdiction. `cases` are their numbers of law cases."""
    said: dict[str, list[Statement]] = {code: [] for code in jurisdictions}
    for one in book.statements:
        said[one.jurisdiction].append(one)
    topics: dict[str, list[str]] = {}
    for name, question in asked.items():
        topics.setdefault(question.topic, []).append(name)
    return tuple(
        Jurisdiction(
            code,
            Count.of(statements),
            cases.get(code, 0),
            {topic: _covered(names, statements) for topic, names in topics.items()},
            _doubtful(statements),
        )
        for code, statements in said.items()
    )


def _covered(names: list[str], statements: list[Statement]) -> Covered:
    there = [one for one in statements if one.parameter in names]
    return Covered(len({one.parameter for one in there if not one.pending}), len(names), Count.of(there))


def _doubtful(statements: list[Statement]) -> tuple[str, ...]:
    """Questions on which a statement in force is of low confidence and unsigned, or has a rival."""
    weak = (
        " ".join((one.parameter, *one.key))
        for one in statements
        if not one.pending and not one.signed and (one.confidence is Confidence.LOW or one.authority)
    )
    return tuple(dict.fromkeys(weak))
