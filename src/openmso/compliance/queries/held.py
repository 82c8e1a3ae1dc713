"""The findings of a network that lives in the database: worked out once for each state of it and day, and kept while it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.compliance.queries import Control, Finding, catalog, check
from openmso.compliance.queries.practice import practice_of
from openmso.compliance.rules.practice import Practice
from openmso.foundation.actor import Actor
from openmso.oversight.queries.kept import DRAWERS


@dataclass(frozen=True, slots=True)
class Failing:
    """A finding with its control and the states it is about."""

    finding: Finding
    control: Control
    states: tuple[str, ...]


def findings_of(by: Actor, on: date) -> tuple[Failing, ...]:
    """What is wrong with the actor's network on a day: the gravest first, then in the order of the catalog.

    Worked out once for each state of the network and day, and of what finance keeps.
    """
    told = practice_of(by, on)
    name = "findings" if told == Practice() else f"findings {told!r}"
    return DRAWERS.of(by, name, on, lambda judge: _failing(judge, on, told))


def _failing(judge: Judge, on: date, told: Practice) -> tuple[Failing, ...]:
    controls = {one.id: one for one in catalog()}
    found = check(judge.facts, judge.law, on, judge, practice=told)
    return tuple(Failing(one, controls[one.control], states_of(judge.facts, one)) for one in found)


def states_of(facts: Facts, finding: Finding) -> tuple[str, ...]:
    """The states a finding is about: of the records it names, else of the law it rests on."""
    named = {str(getattr(record, "state", "")) for record in _records(facts, finding)} - {""}
    return tuple(sorted(named or {one.jurisdiction for one in finding.cites}))


def _records(facts: Facts, finding: Finding) -> Iterable[object]:
    for place in finding.where:
        record = facts.find(place.record)
        yield record
        for name in ("site", "practice", "organization"):
            other = facts.find(str(getattr(record, name, "")))
            if other is not None:
                yield other
