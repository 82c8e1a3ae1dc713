"""The findings of a network that lives in the database: worked out once for each state of it and day, and kept while it stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.compliance.queries import Control, Finding, catalog, check
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

MOST_DAYS: Final = 8
"""So many days of one state of a network are kept; the one that was asked for longest ago goes."""

_FOUND: Final[WeakKeyDictionary[Judge, OrderedDict[date, tuple[Finding, ...]]]] = WeakKeyDictionary()
_HAND: Final = Lock()


@dataclass(frozen=True, slots=True)
class Failing:
    """A finding with its control and the states it is about."""

    finding: Finding
    control: Control
    states: tuple[str, ...]


def findings_of(by: Actor, on: date) -> tuple[Failing, ...]:
    """What is wrong with the actor's network on a day: the gravest first, then in the order of the catalog.

    Who judges is another as soon as anything of the network or its law changes, so what is kept is never older than that.
    """
    judge, law = judge_of(by)
    found = _kept(judge, on)
    if found is None:
        found = check(judge.facts, law.book, on, judge)
        _keep(judge, on, found)
    controls = {one.id: one for one in catalog()}
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


def _kept(judge: Judge, on: date) -> tuple[Finding, ...] | None:
    with _HAND:
        days = _FOUND.get(judge)
        if days is None or on not in days:
            return None
        days.move_to_end(on)
        return days[on]


def _keep(judge: Judge, on: date, found: tuple[Finding, ...]) -> None:
    with _HAND:
        days = _FOUND.setdefault(judge, OrderedDict())
        days[on] = found
        while len(days) > MOST_DAYS:
            days.popitem(last=False)
