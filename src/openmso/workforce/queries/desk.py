"""The credential desk: who lapses, whose papers are missing, who may be excluded; each list with names, for a page or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.frozen import records_of
from openmso.foundation.rules.sides import Side
from openmso.law.queries import words_of_law
from openmso.law.queries.lawbook import lawbook
from openmso.structure import facts as structure
from openmso.words.labels import Labels
from openmso.workforce import models
from openmso.workforce.queries.credentials import LookedUp, lapsing, verifications
from openmso.workforce.queries.matches import ListEdition, ListMatch, editions, matches
from openmso.workforce.queries.unscreened import unscreened
from openmso.workforce.rules.lead_times import LEAD_TIMES, Lapse

SOON: Final = timedelta(days=30)
"""A look that is due again within so many days shows."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """What waits for whoever keeps credentials, on a day. Screening is None for who may not know of it."""

    labels: Labels
    lapses: tuple[Lapse, ...]
    due: tuple[LookedUp, ...]
    differing: tuple[LookedUp, ...]
    never: tuple[License, ...]
    unscreened: tuple[str, ...] | None
    open: tuple[ListMatch, ...] | None
    edition: ListEdition | None

    @property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """How many records have ended (0), or end within each lead time or have ended."""
        return tuple((step, sum(one.threshold <= step for one in self.lapses)) for step in LEAD_TIMES)


def worklist(by: Actor, on: date) -> Worklist:
    """What lapses, what has to be looked up, who has to be screened: each table is read once."""
    with seeing(by):
        lapses = lapsing(by, on)
        looks = _last(verifications(by))
        licenses = records_of(models.License, License)
        labels = _labels(by, [*licenses, *(one.record for one in lapses)])
        office = by.side is not Side.CLINICAL
        at = {one.id: one for one in licenses}
        missing = sorted(unscreened(by, on), key=lambda one: labels.name(one).casefold()) if office else None
        return Worklist(
            labels=labels,
            lapses=tuple(lapses),
            due=_due(looks.values(), on),
            differing=tuple(one for one in looks.values() if one.result != "agrees" and one.license in at),
            never=tuple(one for one in licenses if _unseen(one, looks, on)),
            unscreened=None if missing is None else tuple(missing),
            open=tuple(matches(by)) if office else None,
            edition=next(iter(editions(by)), None),
        )


def names(by: Actor) -> Labels:
    """What people, organizations and licenses are called, for pages about one of them."""
    with seeing(by):
        return _labels(by, records_of(models.License, License))


def _labels(by: Actor, more: Iterable[Record]) -> Labels:
    people = records_of(models.Person, Person)
    organizations = records_of(structure.TABLES[Organization], Organization)
    unique = {one.id: one for one in (*people, *organizations, *more)}
    return Labels(Facts.of(unique.values()), lawbook(by).book, words_of_law())


def _last(looks: Iterable[LookedUp]) -> dict[str, LookedUp]:
    """The last look at each license; they come newest first."""
    last: dict[str, LookedUp] = {}
    for one in looks:
        last.setdefault(one.license, one)
    return last


def _due(looks: Iterable[LookedUp], on: date) -> tuple[LookedUp, ...]:
    found = [(one.next_due, one.id, one) for one in looks if one.next_due and one.next_due <= on + SOON]
    return tuple(one for _, _, one in sorted(found))


def _unseen(one: License, looks: dict[str, LookedUp], on: date) -> bool:
    """Whether a license holds that nobody ever looked up at a source."""
    return one.verified_on is None and one.id not in looks and on.toordinal() in one.span
