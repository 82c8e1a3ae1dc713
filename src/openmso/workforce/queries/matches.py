"""Matches of exclusion lists that a human has settled or has to settle, and the editions that were looked into."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.rules.listing import Listing, listing_of
from openmso.workforce.rules.screening import Scope, State


@dataclass(frozen=True, slots=True)
class ListMatch:
    """A row of a list that may be somebody of the network. `exclusion`: the record that was made of it, if confirmed."""

    id: str
    subject: str
    source: str
    edition: str
    row: Listing
    score: int
    how: str
    because: tuple[str, ...]
    found_on: date
    state: State
    settled_on: date | None
    settled_by: str
    settled_why: str
    exclusion: str


@dataclass(frozen=True, slots=True)
class ListEdition:
    """An edition of a list that was looked into. `rejects`: rows that could not be read."""

    id: str
    source: str
    scope: Scope
    as_of: date
    digest: str
    rows: int
    rejects: int


def matches(by: Actor, *, state: State | None = State.OPEN, subject: str | None = None) -> list[ListMatch]:
    """Matches in the order in which they were found, the most alike first; None: in every state."""
    _office(by)
    with seeing(by):
        rows = models.Match.objects.order_by("found_on", "-score", "code")
        if state is not None:
            rows = rows.filter(state=state.value)
        if subject is not None:
            rows = rows.filter(subject=subject)
        return [_told(row) for row in rows]


def match(by: Actor, id: str) -> ListMatch:
    """One match. Raises `NotThereError`."""
    _office(by)
    with seeing(by):
        row = models.Match.objects.filter(code=id).first()
    if row is None:
        raise NotThereError(models.Match, id)
    return _told(row)


def editions(by: Actor) -> list[ListEdition]:
    """The editions that were looked into, newest first."""
    with seeing(by):
        return [
            ListEdition(one.code, one.source, Scope(one.scope), one.as_of, one.digest, one.rows, one.rejects)
            for one in models.Edition.objects.order_by("-as_of", "-position")
        ]


def standing(on: date, listed: Container[str] | None = None) -> dict[str, list[State]]:
    """By subject the matches that stand on a day: open ones, and confirmed ones whose exclusion has not ended by then.

    `listed`: only of these exclusions, by digest. Inside the door. An exclusion that somebody took away has not ended.
    """
    ended = set(models.Exclusion.objects.filter(valid__endswith__lte=on).values_list("code", flat=True))
    kept = models.Match.objects.filter(state__in=[State.OPEN.value, State.CONFIRMED.value])
    found: dict[str, list[State]] = {}
    for subject, state, exclusion, listing in kept.values_list("subject", "state", "exclusion", "listing"):
        if exclusion not in ended and (listed is None or listing in listed):
            found.setdefault(subject, []).append(State(state))
    return found


def _office(by: Actor) -> None:
    if by.side is Side.CLINICAL:
        raise WrongHandsError("matches of exclusion lists are not for the clinical side")


def _told(row: Any) -> ListMatch:  # noqa: ANN401 - a row of the table
    return ListMatch(
        id=row.code,
        subject=row.subject,
        source=row.source,
        edition=row.edition,
        row=listing_of(row.listed),
        score=row.score,
        how=row.how,
        because=tuple(row.because),
        found_on=row.found_on,
        state=State(row.state),
        settled_on=row.settled_on,
        settled_by=row.settled_by,
        settled_why=row.settled_why,
        exclusion=row.exclusion,
    )
