"""What was changed in a network, the latest first: every event that the actor's side may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from openmso.evidence.models import Event
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing

PAGE: Final = 50
PASSED_OVER: Final = frozenset({"id", "network_id", "position"})
"""Columns of which nobody is told: they say where a row lies, not what it says."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one row. `id` is its place in the history; `columns` what differs, where a row was changed."""

    id: int
    at: datetime
    table: str
    code: str
    verb: str
    who: str
    post: str
    side: str
    door: str
    why: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes: between two moments, of a user, in a table, before a place in the history."""

    since: datetime | None = None
    until: datetime | None = None
    who: str = ""
    table: str = ""
    before: int | None = None


def changes(by: Actor, asked: Asked, limit: int = PAGE) -> tuple[tuple[Changed, ...], bool]:
    """Some changes, and whether there are more before them. One statement."""
    wanted: dict[str, Any] = {
        "at__gte": asked.since,
        "at__lt": asked.until,
        "actor": asked.who or None,
        "table": asked.table or None,
        "id__lt": asked.before,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    with seeing(by):
        rows = list(Event.objects.filter(network=by.network, **given).order_by("-id")[: limit + 1])
    return tuple(_changed(one) for one in rows[:limit]), len(rows) > limit


def _changed(event: Event) -> Changed:
    return Changed(
        event.id,
        event.at,
        event.table,
        event.code,
        event.verb,
        event.actor,
        event.post,
        event.side,
        event.door,
        event.why,
        _differing(event.before, event.after),
    )


def _differing(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    names = dict.fromkeys([*before, *after])
    return tuple(name for name in names if name not in PASSED_OVER and before.get(name) != after.get(name))
