"""What a jurisdiction says, entry by entry, and what a parameter means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmso.authority.law import Key, LawBook, Parameter, Statement
from openmso.law.facts.pack import Pack
from openmso.law.queries.packs import whole
from openmso.law.rules.parameters import Asked
from openmso.law.rules.terms import Term


@dataclass(frozen=True, slots=True)
class Entry:
    """What a jurisdiction says of one question. On a day: the deciding statement first, rivals after it."""

    jurisdiction: str
    topic: str
    parameter: Parameter
    key: Key
    statements: tuple[Statement, ...]
    pending: tuple[Statement, ...] = ()
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a parameter asks, how it is answered, and by whom so far."""

    parameter: Parameter
    topic: str
    group: str
    words: tuple[Term, ...]
    answered: tuple[str, ...]
    statements: int


def show(
    jurisdiction: str, topic: str | None = None, on: date | None = None, *, of: Pack | None = None
) -> tuple[Entry, ...]:
    """What a jurisdiction says on a topic (all of them), in the order of the questions.

    With `on` only what holds on that day; without it everything, oldest first. `topic` may name a parameter
    too. Raises `KeyError` for a jurisdiction or topic there is not.
    """
    pack = whole() if of is None else of
    if jurisdiction not in pack.jurisdictions:
        raise KeyError(jurisdiction)
    if topic is not None and topic not in pack.topics and topic not in pack.asked:
        raise KeyError(topic)
    found = []
    for name, asked in pack.asked.items():
        if topic is None or topic in (asked.topic, name):
            for key in pack.book.keys(jurisdiction, name):
                entry = _entry(pack.book, jurisdiction, asked, key, on)
                if entry.statements or entry.pending:
                    found.append(entry)
    return tuple(found)


def _entry(book: LawBook, jurisdiction: str, asked: Asked, key: Key, on: date | None) -> Entry:
    parameter, topic = asked.parameter, asked.topic
    said = book.said(jurisdiction, parameter.name, *key)
    pending = tuple(one for one in said if one.pending)
    if on is None:
        return Entry(
            jurisdiction, topic, parameter, key, tuple(one for one in said if not one.pending), pending
        )
    reading = book.reading(jurisdiction, parameter.name, on.toordinal(), *key)
    return Entry(jurisdiction, topic, parameter, key, reading.statements, pending, reading.disputed)


def explain(parameter: str, *, of: Pack | None = None) -> Explanation:
    """What a parameter asks. Raises `KeyError` if there is none of that name."""
    pack = whole() if of is None else of
    asked = pack.asked[parameter]
    codes = set(asked.parameter.codes)
    words = {  # a closed list all of whose words are codes here is one that the question chooses from
        code: term
        for listed in pack.terms.values()
        if listed.keys() <= codes
        for code, term in listed.items()
    }
    said = [one for one in pack.book.statements if one.parameter == parameter]
    answered = tuple(sorted({one.jurisdiction for one in said if not one.pending}))
    ordered = tuple(words[code] for code in asked.parameter.codes if code in words)
    return Explanation(asked.parameter, asked.topic, asked.group, ordered, answered, len(said))
