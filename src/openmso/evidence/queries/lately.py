"""What was done lately in a network: transactions with who, on which side, why, and which records they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from openmso.authority.facts import Record
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import tables

NAMED: Final = 3
"""So many records of one doing are named."""
LOOKED_AT: Final = 1000
"""Doings are looked for among so many of the latest events."""


@dataclass(frozen=True, slots=True)
class Written:
    """A record that was written: its kind, its id, and whether it was entered (`insert`), changed or struck (`delete`)."""

    kind: type[Record]
    id: str
    verb: str


@dataclass(frozen=True, slots=True)
class Doing:
    """What one transaction did. `who` is the name of a user, "" for the system; `count` is how many records it wrote."""

    at: datetime
    who: str
    post: str
    side: str
    door: str
    why: str
    count: int
    written: tuple[Written, ...]


# Records are counted apart: what brought in a whole network wrote more of them than are looked at.
LATELY: Final = """
WITH recent AS (
    SELECT id, transaction, "table", code, verb, actor, post, side, door, why, at FROM evidence_event
    WHERE network_id = %(network)s AND "table" = ANY(%(tables)s) AND at < coalesce(%(before)s, 'infinity'::timestamptz)
    ORDER BY network_id DESC, id DESC LIMIT %(looked_at)s
), doings AS (
    SELECT transaction, actor, post, side, door, why, max(id) AS last, max(at) AS at,
           (array_agg(ARRAY["table", code, verb] ORDER BY id DESC))[:%(named)s] AS written
    FROM recent GROUP BY transaction, actor, post, side, door, why ORDER BY max(id) DESC LIMIT %(most)s
)
SELECT doings.at, coalesce(nullif(u.name, ''), u.email, ''), post, side, door, why, written, (
    SELECT count(*) FROM evidence_event e
    WHERE e.network_id = %(network)s AND e.transaction = doings.transaction AND e."table" = ANY(%(tables)s)
      AND e.actor = doings.actor AND e.why = doings.why)
FROM doings LEFT JOIN foundation_user u ON u.id::text = doings.actor ORDER BY last DESC
"""


def lately(by: Actor, *, before: datetime | None = None, most: int = 12) -> tuple[Doing, ...]:
    """The latest doings that wrote records the actor's side may read, newest first; only those before an aware moment, if one is given."""
    kinds = {model._meta.db_table: kind for kind, model in tables().items()}
    with seeing(by), connection.cursor() as cursor:
        cursor.execute(
            LATELY,
            {
                "network": by.network,
                "tables": list(kinds),
                "before": before,
                "looked_at": LOOKED_AT,
                "named": NAMED,
                "most": most,
            },
        )
        rows = cursor.fetchall()
    return tuple(
        Doing(
            at,
            who,
            post.replace("_", " "),
            side,
            door,
            why,
            count,
            tuple(Written(kinds[table], code, verb) for table, code, verb in written),
        )
        for at, who, post, side, door, why, written, count in rows
    )
