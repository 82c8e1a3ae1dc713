"""How long before the end of a record somebody is told, and which records go on under another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts.people import Certificate, Competency, Engagement, Insurance, License
from openmso.timeline.spans import FOREVER

LEAD_TIMES: Final = (0, 7, 14, 30, 60, 90)
"""Days before the first day on which a record no longer holds; at 0 that day has come."""
LOOKED_BACK: Final = 90
"""So many days after its end a record is still told of: longer than any pause of the daily job should be."""

Ending = License | Certificate | Insurance | Engagement | Competency


@dataclass(frozen=True, slots=True)
class Lapse:
    """A record that ends soon or has just ended, with nothing to follow it.

    `ends`: the first day on which it no longer holds; `left`: days until then, negative once it is past; `threshold`: the
    shortest lead time that is reached.
    """

    record: Ending
    ends: date
    left: int
    threshold: int

    @property
    def kind(self) -> str:
        """The kind of record, in the words of the trade."""
        return type(self.record).__name__.lower()

    @property
    def subject(self) -> str:
        """Whose it is: a person, or for insurance also an organization."""
        return self.record.subject if isinstance(self.record, Insurance) else self.record.person


def lapses(records: Iterable[Ending], on: date) -> list[Lapse]:
    """What of these ends within the longest lead time of a day, or ended shortly before, soonest first.

    Left out: what has no known end, what another record of the same thing carries on from the day it ends, and licenses that
    do not stand with their board anyway.
    """
    given = list(records)
    held: dict[tuple[object, ...], list[Ending]] = {}
    for one in given:
        held.setdefault(_same(one), []).append(one)
    today = on.toordinal()
    found = [
        Lapse(one, date.fromordinal(one.span.end), left, min(t for t in LEAD_TIMES if left <= t))
        for one in given
        if one.span.end < FOREVER
        and -LOOKED_BACK <= (left := one.span.end - today) <= LEAD_TIMES[-1]
        and _stands(one)
        and not any(_stands(other) and _carries_on(other, one, today) for other in held[_same(one)])
    ]
    return sorted(found, key=lambda lapse: (lapse.ends, lapse.record.id))


def _carries_on(other: Ending, one: Ending, today: int) -> bool:
    """Whether another record holds from the day this one ends, or, that day being past, holds by now."""
    return one.span.end in other.span or (one.span.end <= today and today in other.span)


def _stands(one: Ending) -> bool:
    return not isinstance(one, License) or one.status in ("active", "probation")


def _same(one: Ending) -> tuple[object, ...]:
    """What must agree for one record to carry on another."""
    match one:
        case License():
            return (License, one.person, one.role, one.state)
        case Certificate():
            return (Certificate, one.person, one.kind, one.state)
        case Insurance():
            return (Insurance, one.subject, one.kind)
        case Engagement():
            return (Engagement, one.person, one.organization, one.role)
        case Competency():
            return (Competency, one.person, one.procedure)
