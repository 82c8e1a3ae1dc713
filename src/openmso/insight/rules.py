"""Arithmetic of looking at a whole network: what hangs on one person, what is meant by a few typed letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from openmso.authority.answer import Key
from openmso.authority.facts.structure import Service


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a person on a day: services that nobody could do without them, others who could do less, and where.

    `others` does not count the person; `sites` are those at which anybody, the person included, could do less.
    """

    person: str
    services: tuple[Service, ...]
    others: tuple[str, ...]
    sites: tuple[str, ...]


Able = Mapping[str, frozenset[str]]
"""Who may do the whole of a service, by the service's id."""


def hanging(person: str, lost: Collection[Key], menus: Iterable[Service], able: Able) -> Hanging:
    """What hangs on a person, from the keys that are lost without them. A service is lost with the last who could do all of it."""
    gone = set(lost)
    services = tuple(one for one in menus if able.get(one.id) and not _left(one, gone, able[one.id]))
    others = sorted({key.person for key in gone} - {person})
    return Hanging(person, services, tuple(others), tuple(sorted({key.site for key in gone})))


def _left(service: Service, gone: Collection[Key], able: frozenset[str]) -> bool:
    return any(
        all(Key(who, procedure, service.site) not in gone for procedure in service.procedures) for who in able
    )


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be looked for: what it is called, and further words by which it is known."""

    id: str
    called: str
    known_by: str = ""


ALIKE: Final = 82
"""How alike, of 100, words must be to what was mistyped."""


def ranked(typed: str, names: Iterable[Name], most: int, *, alike: bool = False) -> tuple[Name, ...]:
    """What is meant by what was typed, the best first: names of which words begin so, then names that hold it.

    With `alike` instead names of which words are alike: for what was mistyped.
    """
    words = typed.casefold().split()
    if not words:
        return ()
    score = _likeness if alike else _score
    scored = [(score(words, one), one) for one in names]
    found = sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1].called.casefold()))
    return tuple(one for _, one in found[:most])


def _score(words: Sequence[str], name: Name) -> float:
    called = name.called.casefold()
    parts = _PARTS.split(called)
    every = [*parts, *_PARTS.split(name.known_by.casefold())]
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 300 if called.startswith(words[0]) else 250
    if all(any(part.startswith(word) for part in every) for word in words):
        return 200
    if all(word in called for word in words):
        return 150
    return 0


def _likeness(words: Sequence[str], name: Name) -> float:
    parts = _PARTS.split(name.called.casefold())
    least = min(max(fuzz.ratio(word, part) for part in parts) for word in words)
    return least if least >= ALIKE else 0


_PARTS: Final = re.compile(r"[^\w']+")
