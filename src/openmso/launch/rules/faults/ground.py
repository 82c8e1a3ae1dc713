"""What a fault is, where it may be planted, and how often.

Each kind names the control that finds it. Nobody and nothing is hit twice, so that every fault can be told apart.
How often a kind comes is given per hundred of the records it can hit; a network of six sites has at least one of
most, a larger one has each at about its rate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from openmso.authority.facts import Record
from openmso.authority.facts.people import Insurance
from openmso.launch.rules.draft import Draft
from openmso.timeline.spans import Span

R = TypeVar("R")
K = TypeVar("K", bound=Record)
Chances = list[tuple[tuple[str, ...], Record]]
"""What would be hit, and the record of it."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: the control that has to find it, the record its finding names, and what was done, in words."""

    control: str
    record: str
    what: str


@dataclass(slots=True)
class Ground:
    """A draft in which faults are planted. `hit`: people, sites and practices that carry one already."""

    draft: Draft
    hit: set[str]

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the order drawn."""
        return [one for one in self.draft.records.values() if isinstance(one, kind)]

    def change(self, record: Record, **fields: object) -> None:
        """Put a changed record in the place of the old one."""
        self.draft.records[record.id] = replace(record, **fields)  # type: ignore[arg-type] # fields of its own kind

    def remove(self, records: Iterable[Record]) -> None:
        """Take records off the board."""
        for one in list(records):
            del self.draft.records[one.id]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `chances` lists where it could be planted: what it would hit, and the record.

    `rate`: how many of a hundred are hit. `least`: how many there are at least, if there is any chance.
    """

    control: str
    rate: float
    chances: Callable[[Ground], Chances]
    plant: Callable[[Ground, Record], tuple[str, str]]
    """Plants it and says which record the finding names, and what was done."""
    least: int = 1


def planted(ground: Ground, fault: Fault) -> list[Planted]:
    """Plant one kind of fault at its rate."""
    found: list[Planted] = []
    open_chances = [one for one in fault.chances(ground) if not ground.hit & set(one[0])]
    wanted = max(fault.least, round(len(open_chances) * fault.rate / 100))
    for touched, record in ground.draft.chance.sample(open_chances, len(open_chances)):
        if len(found) == wanted:
            break
        if ground.hit & set(touched):
            continue
        ground.hit |= set(touched)
        named, what = fault.plant(ground, record)
        found.append(Planted(fault.control, named, what))
    return found


def ended(ground: Ground, span: Span, days: int) -> Span:
    """The span, cut so that it ended so many days ago."""
    return Span(min(span.start, ground.draft.on.toordinal() - days - 300), ground.draft.on.toordinal() - days)


def some_days(ground: Ground) -> int:
    """How long ago something ran out: weeks, not years."""
    return ground.draft.chance.randrange(12, 75)


def as_kind(record: Record, kind: type[K]) -> K:
    """The record, which is of this kind. Raises `TypeError`."""
    if not isinstance(record, kind):
        raise TypeError(f"{record.id} is no {kind.__name__}")
    return record


def policy_lapsed(ground: Ground, record: Record) -> tuple[str, str]:
    """A policy ended weeks ago, and none followed."""
    policy = as_kind(record, Insurance)
    end = ground.draft.on.toordinal() - some_days(ground)
    ground.change(policy, span=Span(end - 365, end))
    before = ground.draft.records[f"{policy.id}-before"]
    ground.change(before, span=Span(end - 730, end - 365))
    return policy.subject, f"the {policy.kind} policy of {policy.subject} was not renewed"


def unsigned(ground: Ground, record: Record) -> tuple[str, str]:
    """Nobody signed."""
    ground.change(record, signatures=())
    return record.id, f"{record.id} was never signed"
