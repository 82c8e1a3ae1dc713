"""The law of a jurisdiction on a day, topic by topic, and how far the law of each jurisdiction is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.law import Key, LawBook, Parameter, Reading, Statement
from openmso.authority.terms import Confidence
from openmso.law.facts.pack import Pack
from openmso.law.rules.coverage import Jurisdiction, measure

__all__ = ["Answer", "Jurisdiction", "Topic", "doubtful", "known", "topics"]

MOST: Final = 4
"""So many books are remembered with what was counted in them."""
_counted: dict[str, tuple[Jurisdiction, ...]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a jurisdiction says of one question on a day, what it will say later, and what is pending."""

    parameter: Parameter
    key: Key
    reading: Reading
    later: tuple[Statement, ...]
    pending: tuple[Statement, ...]

    @property
    def rivals(self) -> tuple[Statement, ...]:
        """What stands beside the deciding statement: rivals, and what counsel overruled."""
        return self.reading.statements[1:]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a jurisdiction. `silent` are questions that nobody looked into for the day."""

    code: str
    heading: str
    answers: tuple[Answer, ...]
    silent: tuple[Parameter, ...]

    @property
    def known(self) -> int:
        """How many answers stand on the day."""
        return sum(one.reading.known for one in self.answers)


def topics(jurisdiction: str, on: date, pack: Pack) -> tuple[Topic, ...]:
    """The law of a jurisdiction on a day, in the order of the questions. Raises `KeyError` for one there is not."""
    if jurisdiction not in pack.jurisdictions:
        raise KeyError(jurisdiction)
    keys = _keys(jurisdiction, pack.book)
    answers: dict[str, list[Answer]] = {topic: [] for topic in pack.topics}
    silent: dict[str, list[Parameter]] = defaultdict(list)
    headings: dict[str, str] = {}
    for name, asked in pack.asked.items():
        headings.setdefault(asked.topic, asked.group)
        found = [_answer(jurisdiction, asked.parameter, key, on, pack.book) for key in keys.get(name, ())]
        answers[asked.topic] += [one for one in found if one.reading.known or one.later or one.pending]
        if not any(one.reading.known for one in found):
            silent[asked.topic].append(asked.parameter)
    return tuple(
        Topic(topic, headings[topic], tuple(there), tuple(silent[topic])) for topic, there in answers.items()
    )


def _keys(jurisdiction: str, book: LawBook) -> dict[str, list[Key]]:
    found: dict[str, dict[Key, None]] = defaultdict(dict)
    for one in book.statements:
        if one.jurisdiction == jurisdiction:
            found[one.parameter][one.key] = None
    return {name: list(keys) for name, keys in found.items()}


def _answer(jurisdiction: str, parameter: Parameter, key: Key, on: date, book: LawBook) -> Answer:
    day = on.toordinal()
    said = book.said(jurisdiction, parameter.name, *key)
    return Answer(
        parameter,
        key,
        book.reading(jurisdiction, parameter.name, day, *key),
        tuple(one for one in said if not one.pending and one.span.start > day),
        tuple(one for one in said if one.pending),
    )


def known(pack: Pack) -> tuple[Jurisdiction, ...]:
    """How far the law of every jurisdiction is known, counsel's statements counted too; law cases are not counted here."""
    digest = pack.book.digest
    found = _counted.get(digest)
    if found is None:
        found = measure(pack.book, pack.asked, pack.jurisdictions, {})
        while len(_counted) >= MOST:
            _counted.pop(next(iter(_counted)), None)
        _counted[digest] = found
    return found


def doubtful(answers: Iterable[Answer]) -> int:
    """How many answers rest on a weak statement that nobody signed, or are disputed."""
    return sum(
        one.reading.known
        and (one.reading.disputed or not one.reading.statements[0].trusted(Confidence.MEDIUM))
        for one in answers
    )
