"""The days ahead in the words of who asks over HTTP: what is lost, which services go dark, what another law would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmso.authority.answer import Key
from openmso.authority.differences import Turn as Meaning
from openmso.authority.differences import turn_of, why
from openmso.authority.facts.structure import Service
from openmso.authority.outlook import Dark, Turn
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import REFUSED, ProblemError, Wrong, wrong
from openmso.law.facts import PackError, Problem
from openmso.oversight.api.standing import Why, whys
from openmso.oversight.queries import standing
from openmso.timeline.spans import Span, day_to_date


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody doing a procedure at a site."""

    person: str
    procedure: str
    site: str


@dataclass(frozen=True, slots=True)
class Lost:
    """What is lost on a day by one cause: `records` that end then (or exclusions that begin), and the law that begins then."""

    on: date
    records: tuple[str, ...]
    law: tuple[str, ...]
    reasons: tuple[Why, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class DarkService:
    """From a day on nobody may do all of a service at its site; `until`: the first day on which somebody may again."""

    service: Service
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a network loses, the soonest first. `held`: so many acts have authority on the first day."""

    days: Span
    held: int
    lost: tuple[Lost, ...]
    dark: tuple[DarkService, ...]
    law: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An act whose standing would be another on some days, what that means for who works there, and why."""

    act: Act
    days: Span
    before: Standing
    after: Standing
    means: Meaning
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class LawChange:
    """A question of law that would be answered otherwise in a jurisdiction."""

    jurisdiction: str
    parameter: str
    key: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What another law would change in the network, and where that law differs."""

    days: Span
    changes: tuple[Otherwise, ...]
    law: tuple[LawChange, ...]
    under: str
    notes: tuple[str, ...]


def outlook(by: Actor, on: date, days: int = 90) -> Ahead:
    """What the whole network loses in the days ahead, by day and cause, and which services go dark."""
    answered = standing.outlook(by, on, days=days)
    found = answered.found
    lost, dark = tuple(map(_lost, found.turns)), tuple(map(_dark, found.dark))
    return Ahead(found.window, found.held, lost, dark, answered.law.digest, answered.law.notes)


def impact(
    by: Actor, *, on: date, days: int = 365, installed: bool = False, overlay: str | None = None
) -> Effect:
    """What would change in the days ahead under the installed law pack, or with one more overlay of counsel. Nothing is written."""
    try:
        found = standing.impact(by, on, installed=installed, overlay=overlay, days=days).found
    except PackError as unreadable:
        raise ProblemError(REFUSED, [_unreadable(one) for one in unreadable.problems]) from None
    changes = tuple(
        Otherwise(
            _act(one.key),
            one.span,
            one.before.standing,
            one.after.standing,
            turn_of(one),
            whys(why(one)),
        )
        for one in found.difference.changes
    )
    law = tuple(LawChange(one.jurisdiction, one.parameter, one.key, one.kind) for one in found.law)
    return Effect(found.difference.window, changes, law, found.after.digest, found.after.notes)


def _unreadable(one: Problem) -> Wrong:
    what, _, mend = one.what.partition("; ")
    return wrong(f"body.overlay, line {one.line}", what, mend or "write it as the pack does")


def _act(key: Key) -> Act:
    return Act(key.person, key.procedure, key.site)


def _lost(turn: Turn) -> Lost:
    cites = tuple(dict.fromkeys(one.cite for one in turn.cause.law if one.cite))
    acts = tuple(_act(one.key) for one in turn.losses)
    return Lost(date.fromordinal(turn.day), turn.cause.records, cites, whys(turn.cause.reasons), acts)


def _dark(one: Dark) -> DarkService:
    until = None if one.until is None else day_to_date(one.until)
    return DarkService(one.service, date.fromordinal(one.day), until)
