"""How long documents are kept, which may be removed on a day, and which legal holds stand in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from openmso.evidence.models import Document, Hold, Milestone, Release, Schedule
from openmso.evidence.queries.documents import row_of, rows_of, told
from openmso.evidence.rules.papers import KeptDocument
from openmso.evidence.rules.schedules import BUILT_IN, Confidence, Due, Keeping, Moment, due
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import Span


@dataclass(frozen=True, slots=True)
class Held:
    """A legal hold: what it covers, who placed it when, and when it was released, if it was."""

    id: str
    matter: str
    records: frozenset[str] | None
    kinds: frozenset[str] | None
    days: Span | None
    side: Side
    placed_at: datetime
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class Expired:
    """A document whose time has passed. `holds` are the legal holds that keep it all the same."""

    document: KeptDocument
    due: Due
    holds: tuple[str, ...]


def schedules(by: Actor) -> tuple[Keeping, ...]:
    """What is built in, then what the network adopted. Where a kind has several, the longest counts."""
    with seeing(by):
        return (*BUILT_IN, *_adopted(by))


def due_of(by: Actor, id: str) -> Due:
    """When a document may be removed. Raises `NotThereError`."""
    with seeing(by):
        row = row_of(by, id)
        return due(row.kind, _days(by, [row])[row.pk], _adopted(by))


def due_for_removal(by: Actor, on: date) -> tuple[Expired, ...]:
    """The documents whose time has passed on a day and whose bytes are still there, with what holds them."""
    with seeing(by):
        adopted = _adopted(by)
        kinds = {one.kind for one in (*BUILT_IN, *adopted)}
        rows = list(rows_of(by).filter(removed=False, kind__in=kinds).order_by("dated", "id"))
        days = _days(by, rows)
        found = [(row, due(row.kind, days[row.pk], adopted)) for row in rows]
        past = [(row, one) for row, one in found if one.on is not None and one.on <= on]
        holding = _holding(row.pk for row, _ in past)
        return tuple(Expired(told(row), one, holding.get(row.pk, ())) for row, one in past)


def holds_over(by: Actor, id: str) -> tuple[str, ...]:
    """The ids of the legal holds that cover a document. Raises `NotThereError`."""
    with seeing(by):
        key = row_of(by, id).pk
        return _holding([key]).get(key, ())


def holds(by: Actor, *, released: bool = False) -> tuple[Held, ...]:
    """The legal holds that are in force, in the order in which they were placed; `released`: the others, too."""
    with seeing(by):
        ends = dict(Release.objects.filter(network=by.network).values_list("hold_id", "at"))
        rows = [
            one
            for one in Hold.objects.filter(network=by.network).order_by("at", "id")
            if released or one.pk not in ends
        ]
    return tuple(_held(one, ends.get(one.pk)) for one in rows)


def _held(row: Hold, released_at: datetime | None) -> Held:
    return Held(
        id=row.code,
        matter=row.matter,
        records=None if row.records is None else frozenset(row.records),
        kinds=None if row.kinds is None else frozenset(row.kinds),
        days=None if row.days is None else Span.of(row.days.lower, row.days.upper),
        side=Side(row.side),
        placed_at=row.at,
        released_at=released_at,
    )


def _holding(documents: Iterable[Any]) -> Mapping[Any, tuple[str, ...]]:
    """The ids of the holds that cover each document, in one statement."""
    found: dict[Any, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, openmso_holds(id) FROM unnest(%s::uuid[]) id", [list(documents)])
        for key, hold in cursor.fetchall():
            found[key] = (*found.get(key, ()), hold)
    return found


def _adopted(by: Actor) -> tuple[Keeping, ...]:
    return tuple(
        Keeping(
            one.code,
            one.years,
            tuple(Moment(moment) for moment in one.after),
            one.source,
            Confidence(one.confidence),
            one.note,
        )
        for one in Schedule.objects.filter(network=by.network).order_by("code")
    )


def _days(by: Actor, rows: Iterable[Any]) -> Mapping[Any, Mapping[Moment, date]]:
    """What is known of each document: its own day, when it was superseded, and the milestones, the last of each."""
    found: dict[Any, dict[Moment, date]] = {row.pk: {Moment.DATED: row.dated} for row in rows}
    superseded = Document.objects.filter(supersedes__in=list(found)).values_list(
        "supersedes", "kept_at__date"
    )
    for key, day in superseded:
        found[key][Moment.OUT_OF_EFFECT] = day
    milestones = Milestone.objects.filter(network=by.network, document__in=list(found)).order_by("day")
    for key, moment, day in milestones.values_list("document", "moment", "day"):
        found[key][Moment(moment)] = max(day, found[key].get(Moment(moment), day))
    return found
