"""What hangs on one record: which services go dark without a person, an appointment, an agreement, a license.

Every loss is computed by taking the record away and judging again, so nothing is guessed from references; only
the keys that could possibly depend on the record are judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from openmso.authority.answer import Key
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, StandingOrder
from openmso.authority.facts.people import Certificate, Competency, Engagement, License, Person
from openmso.authority.facts.structure import Office, Ownership
from openmso.authority.judge import Judge
from openmso.authority.reach import reach
from openmso.timeline.spans import Span

Dated = (
    License
    | Certificate
    | Engagement
    | Competency
    | Appointment
    | Agreement
    | Delegation
    | StandingOrder
    | Ownership
    | Office
)
HOLDERS: dict[type[Any], tuple[str, ...]] = {
    License: ("person",),
    Certificate: ("person",),
    Engagement: ("person",),
    Competency: ("person",),
    Appointment: ("person",),
    Agreement: ("physician", "person"),
    Delegation: ("physician", "person"),
    StandingOrder: ("prescriber",),
    Ownership: ("owner",),
    Office: ("person",),
}
"""Which attributes of a record name the people without whom it is nothing."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """What goes dark without `record`: keys that lose their authority, their sites and procedures."""

    record: str
    kind: str
    dark: tuple[Key, ...]
    sites: tuple[str, ...]
    procedures: tuple[str, ...]


def contingency(judge: Judge, day: int, records: Iterable[str] | None = None) -> tuple[Reliance, ...]:
    """What goes dark on `day` without each record: by default every person, appointment, agreement and license.

    The record on which most depends comes first; records without which nothing changes are left out.
    """
    every = judge.keys()
    held = [key for key in every if judge.verdict(key, day).standing.authorizes]
    names = tuple(_candidates(judge.facts)) if records is None else tuple(records)
    found = [one for one in (_reliance(judge, day, held, name) for name in names) if one.dark]
    return tuple(sorted(found, key=lambda one: (-len(one.dark), one.kind != "person", one.record)))


def _candidates(facts: Facts) -> Iterator[str]:
    kinds: tuple[type[Any], ...] = (Person, Appointment, Agreement, License)
    for kind in kinds:
        yield from (one.id for one in facts.all(kind))


def _reliance(judge: Judge, day: int, held: list[Key], name: str) -> Reliance:
    without = judge.revised(removed(judge.facts, name))
    within = reach(judge.facts, going(judge.facts, name))
    dark = tuple(key for key in held if key in within and not without.verdict(key, day).standing.authorizes)
    return Reliance(
        record=name,
        kind=kind_of(judge.facts, name),
        dark=dark,
        sites=tuple(sorted({key.site for key in dark})),
        procedures=tuple(sorted({key.procedure for key in dark})),
    )


def kind_of(facts: Facts, name: str) -> str:
    """The kind of a record in lower case: person, license, appointment, …"""
    found = facts.find(name)
    return type(found).__name__.lower() if found is not None else ""


def removed(facts: Facts, name: str, from_day: int | None = None) -> Facts:
    """The facts without a record, or with its end on `from_day`.

    A person takes along everything they hold and give: licenses, engagements, appointments, agreements,
    delegations, orders, ownership. Protocols stay: they were signed. Raises `UnknownRecordError`.
    """
    gone = tuple(going(facts, name))
    if from_day is None:
        return facts.without(*(one.id for one in gone))
    dated = [one for one in gone if isinstance(one, Dated)]
    ended = [
        replace(one, span=Span(one.span.start, min(one.span.end, from_day)))
        for one in dated
        if one.span.start < from_day
    ]
    return facts.changed(*ended).without(*(one.id for one in dated if one.span.start >= from_day))


def going(facts: Facts, name: str) -> Iterator[Record]:
    """The records that would be gone without a record: of a person all that they hold and give. Raises `UnknownRecordError`."""
    found = facts.find(name)
    if found is None or not isinstance(found, Person):
        yield facts.need(Person, name) if found is None else found
        return
    yield found
    for kind, attributes in HOLDERS.items():
        seen: dict[str, Record] = {}
        for attribute in attributes:
            seen |= {one.id: one for one in facts.by(kind, attribute, name)}
        yield from seen.values()
