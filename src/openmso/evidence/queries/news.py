"""What is news: which records were written since a state of the database was seen, told by the history itself.

Event and row are committed together, in whatever order transactions commit. So whoever holds something in memory, with
the snapshot that it is true of, learns from one question whether it still is. Decision 15 says why this holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import connection

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


@dataclass(frozen=True, slots=True)
class Seen:
    """A state of the database: which transactions had been committed.

    `era` is when the server was started and where the history lies. Within one era numbers of transactions only grow and the
    history only goes on; a server that was restored or promoted, or a history that was replaced, begins another.
    """

    snapshot: str
    era: str

    def beyond(self, other: Seen) -> bool:
        """Whether this state, of the same era, holds a transaction that the other one does not hold."""
        if self.era != other.era:
            return False
        (end, in_progress), (other_end, other_in_progress) = _parts(self.snapshot), _parts(other.snapshot)
        return end > other_end or any(one < end for one in other_in_progress - in_progress)


@dataclass(frozen=True, slots=True)
class News:
    """What was written in a network since a state was seen.

    `codes` names the records by table; None where they are too many to name. `renamed`: a record goes by another code
    now, so that also records that did not change refer to it otherwise. `writes`: the transaction that asks has a number
    of its own, so that nobody else may rely on what it sees. `sure` is False where the server cannot tell, as a standby.
    """

    now: Seen
    writes: bool
    sure: bool
    renamed: bool = False
    codes: Mapping[str, frozenset[str] | None] = field(default_factory=dict)


NAMED = 500
"""So many changed records of a table are named."""

# Events of transactions that the state did not see, and on request those of the transaction that asks. Both bounds
# on the number of the transaction are there for the index, and so that numbers of another server, which a restored
# history holds, are passed over.
SINCE = """
SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text || ' ' || pg_relation_filepath('evidence_event'),
       pg_current_xact_id_if_assigned() IS NOT NULL,
       NOT pg_is_in_recovery(), (
    SELECT jsonb_build_object('renamed', bool_or(renamed), 'codes', jsonb_object_agg(changed."table", codes)) FROM (
        SELECT e."table", CASE WHEN count(*) <= %(named)s THEN jsonb_agg(DISTINCT e.code) END AS codes,
               bool_or(e.verb = 'update' AND e.before -> 'code' IS DISTINCT FROM e.after -> 'code') AS renamed
        FROM evidence_event e
        WHERE e.network_id = %(network)s AND e."table" = ANY(%(tables)s)
          AND e.transaction >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
          AND e.transaction <= greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned())
          AND CASE WHEN e.transaction = pg_current_xact_id_if_assigned() THEN %(own)s
                   ELSE NOT pg_visible_in_snapshot(e.transaction, %(seen)s::pg_snapshot) END
        GROUP BY e."table"
    ) changed
)
"""
NOW = """
SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text || ' ' || pg_relation_filepath('evidence_event'),
       pg_current_xact_id_if_assigned() IS NOT NULL,
       NOT pg_is_in_recovery(), NULL
"""


def news(by: Actor, tables: Collection[str], since: Seen | None = None, *, own: bool = True) -> News:
    """What was written to some tables of the actor's network since a state was seen, in one statement.

    Without `since` only the state of now. With `own`, what the transaction that asks has written is always news.
    For tables that the actor's side may read: of others nothing is told.
    """
    with seeing(by), connection.cursor() as cursor:
        if since is None:
            cursor.execute(NOW)
        else:
            cursor.execute(
                SINCE,
                {
                    "network": by.network,
                    "tables": list(tables),
                    "seen": since.snapshot,
                    "own": own,
                    "named": NAMED,
                },
            )
        snapshot, era, writes, sure, found = cursor.fetchone()
    told = json.loads(found) if found else {}
    codes = {
        table: None if listed is None else frozenset(listed)
        for table, listed in (told.get("codes") or {}).items()
    }
    return News(Seen(snapshot, era), writes, sure, bool(told.get("renamed")), codes)


def _parts(snapshot: str) -> tuple[int, frozenset[int]]:
    """The first transaction that had not begun, and those that had and were not over."""
    _, end, in_progress = snapshot.split(":")
    return int(end), frozenset(int(one) for one in in_progress.split(",") if one)
