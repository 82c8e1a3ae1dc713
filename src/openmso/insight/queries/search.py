"""What in a network, and in its law, goes by a name: people, sites, organizations; procedures, questions of law, states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization, Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.foundation.actor import Actor
from openmso.insight.rules import Name, ranked
from openmso.law.queries import terms, whole, words_of_law
from openmso.oversight.queries.kept import DRAWERS
from openmso.words.labels import Labels, spaced

__all__ = ["Found", "Name", "pages", "search"]

MOST: Final = 8
"""So many of each kind are found."""
ALWAYS: Final = date.min
"""Names are of no day."""
Kept = dict[str, tuple[Name, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What goes by a name, of one kind: `people`, `sites`, `organizations`, `states`, `procedures`, `questions`."""

    kind: str
    names: tuple[Name, ...]


def search(by: Actor, typed: str, *, most: int = MOST) -> tuple[Found, ...]:
    """What of the actor's network and its law is meant by what was typed, kind by kind, the best first.

    Kinds with nothing are left out. Where nothing goes by that name, what goes by a name like it.
    """
    kept = DRAWERS.of(by, "names", ALWAYS, _names)
    return _among(kept, typed, most) or _among(kept, typed, most, alike=True)


def _among(kept: Kept, typed: str, most: int, *, alike: bool = False) -> tuple[Found, ...]:
    found = (Found(kind, ranked(typed, names, most, alike=alike)) for kind, names in kept.items())
    return tuple(one for one in found if one.names)


def _names(judge: Judge) -> Kept:
    labels = Labels(judge.facts, judge.law, words_of_law())
    facts = judge.facts
    return {
        "people": tuple(
            Name(one.id, one.name, f"{labels.roles(one.id)} {one.npi}") for one in facts.all(Person)
        ),
        "sites": tuple(
            Name(one.id, one.name, f"{one.state} {one.county} {spaced(one.kind)}") for one in facts.all(Site)
        ),
        "organizations": tuple(
            Name(one.id, one.name, f"{one.kind} {one.form} {one.state}") for one in facts.all(Organization)
        ),
        **_of_law(judge.law),
    }


def _of_law(law: LawBook) -> Kept:
    named = terms()["jurisdictions"]
    return {
        "states": tuple(
            Name(code, named[code].label, code) for code in whole().jurisdictions if code in named
        ),
        "procedures": tuple(Name(one.code, one.label, spaced(one.family)) for one in law.procedures.values()),
        "questions": tuple(
            Name(one.name, one.label, spaced(one.name.replace(".", " "))) for one in law.parameters.values()
        ),
    }


def pages(typed: str, named: Iterable[tuple[str, str]], *, most: int = MOST) -> tuple[Name, ...]:
    """Which of some pages, by address and what they are called, are meant."""
    return ranked(typed, (Name(address, called) for address, called in named), most)
