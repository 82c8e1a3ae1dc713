"""Paper against practice: what was done in the last 90 days that papers do not say, and what they promise that is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from openmso.compliance.rules.truth import Apart, Done, apart
from openmso.foundation.actor import Actor
from openmso.oversight.queries.done import done_between
from openmso.oversight.queries.meetings import meetings_due, visits_due
from openmso.oversight.queries.named import network_of

LOOKED_BACK: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Late:
    """What a paper, the law or the house promises and was not done by its day: a meeting of two people, or a visit to a site."""

    kind: str
    person: str
    other: str
    due: date


@dataclass(frozen=True, slots=True)
class Truth:
    """What was found. `acts`: how many acts of the period it rests on."""

    since: date
    acts: int
    apart: tuple[Apart, ...]
    late: tuple[Late, ...]


def truth(by: Actor, on: date) -> Truth:
    """Paper against practice, of the 90 days to a day."""
    since = on - LOOKED_BACK
    _, judge, _ = network_of(by)
    done = [Done(*one) for one in done_between(by, since, on + timedelta(days=1))]
    late = [
        Late("meeting", one.person, one.physician, one.due) for one in meetings_due(by, on) if one.due < on
    ]
    late += [
        Late("visit", one.directors[0] if one.directors else "", one.site.id, one.due)
        for one in visits_due(by, on)
        if one.due < on
    ]
    return Truth(
        since,
        sum(one.count for one in done),
        apart(judge.facts, done),
        tuple(sorted(late, key=lambda one: one.due)),
    )
