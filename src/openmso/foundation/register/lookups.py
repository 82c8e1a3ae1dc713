"""What must be looked up before a record is written: ids that are taken, records that are referred to, who refers.

Each is one statement, however many tables it asks. Locks on ids keep still what was looked up until the transaction ends:
of two who would take one id, or of one who refers to what another strikes, the second waits and then sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from openmso.authority.facts import Record
from openmso.authority.facts.checks import Fault, Reference, references
from openmso.foundation.models.effective import EffectiveRecord
from openmso.foundation.register.tables import named, referring_to, table_of, tables

MOST_SHOWN = 5
MOST_NAMES = 5000
"""Ids among which one is looked for that may have been meant."""

# In one order for everybody, so that two who lock the same ids wait and never deadlock.
LOCK = """
SELECT CASE WHEN alone THEN pg_advisory_xact_lock(key) ELSE pg_advisory_xact_lock_shared(key) END
FROM (
    SELECT hashtextextended(%s || id, 0) AS key, bool_or(alone) AS alone
    FROM unnest(%s::text[], %s::bool[]) AS wanted(id, alone) GROUP BY key ORDER BY key
) AS sorted
"""


_LATER: Final = " AND valid && daterange(%(after)s, NULL)"
_NEVER: Final = " AND false"


WHOLE: Final = "/network"
"""What everybody who writes a record shares, and whoever writes the whole network at once holds alone. No id begins so."""


def keep_still(network: UUID, alone: Iterable[str], shared: Iterable[str]) -> None:
    """Until the transaction ends nobody else writes the records `alone`, nor strikes those `shared`, nor the whole network."""
    ids = {WHOLE: False, **dict.fromkeys(shared, False), **dict.fromkeys(alone, True)}
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(network), list(ids), list(ids.values())])


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `keys`: of rows by table and id; `taken`: the kind that has the new record's id, if any.

    `place`: the last position in the new record's table.
    """

    keys: Mapping[tuple[type[models.Model], str], UUID]
    taken: type[Record] | None
    place: int


def found_for(record: Record, *, is_new: bool) -> Found:
    """What must be known to write a record: rows of the ids it refers to; for a new one, whether its id is taken."""
    wanted: dict[type[Record], set[str]] = {}
    for one in references(record):
        for kind in one.to:
            if kind in tables():
                wanted.setdefault(kind, set()).add(one.id)
    asked: list[tuple[type[Record], list[str]]] = [(kind, sorted(ids)) for kind, ids in wanted.items()]
    asked += [(kind, [record.id]) for kind in tables()] if is_new else []
    keys: dict[tuple[type[models.Model], str], UUID] = {}
    taken: type[Record] | None = None
    place = 0
    for number, code, key in _rows(asked, type(record) if is_new else None):
        if code is None:
            place = number
        elif is_new and code == record.id:
            taken = asked[number][0]
        else:
            keys[table_of(asked[number][0]), code] = key
    return Found(keys, taken, place)


def _rows(
    asked: list[tuple[type[Record], list[str]]], placed: type[Record] | None
) -> list[tuple[int, str | None, UUID]]:
    """Rows as (number of the question, id, key), and the last position in a table as (position, None, None)."""
    parts = [
        sql.SQL("SELECT {}, code, id FROM {} WHERE code = ANY({})").format(
            sql.Literal(number), sql.Identifier(table_of(kind)._meta.db_table), sql.Literal(ids)
        )
        for number, (kind, ids) in enumerate(asked)
    ]
    if placed is not None:
        table = sql.Identifier(table_of(placed)._meta.db_table)
        parts.append(sql.SQL("SELECT coalesce(max(position), -1), NULL, NULL::uuid FROM {}").format(table))
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        rows: list[tuple[int, str | None, UUID]] = cursor.fetchall()
    return rows


def dangling(record: Record, found: Found) -> list[Fault]:
    """References of a record that lead nowhere, or to a record of a kind that does not fit there."""
    there = {(kind, id) for kind, id in found.keys}
    lost = [
        one for one in references(record) if not any((tables().get(to), one.id) in there for to in one.to)
    ]
    return [_lost(one) for one in lost]


def _lost(one: Reference) -> Fault:
    wanted = " or ".join(named(kind) for kind in one.to)
    kinds = [(kind, [one.id]) for kind in tables()]
    for number, _, _ in _rows(kinds, None):
        return Fault(one.field, f'"{one.id}" is a {named(kinds[number][0])}', f"the id of a {wanted}")
    names: list[str] = []
    for kind in one.to:
        names += table_of(kind)._default_manager.values_list("code", flat=True)[:MOST_NAMES]
    meant = get_close_matches(one.id, names, n=1, cutoff=0.7)
    mend = f'did you mean "{meant[0]}"?' if meant else f"enter that {wanted} first, or name another"
    return Fault(one.field, f'there is no {wanted} "{one.id}"', mend)


@dataclass(frozen=True, slots=True)
class Referrer:
    """A record that refers to another one."""

    kind: type[Record]
    id: str

    def __str__(self) -> str:
        return f"{named(self.kind)} {self.id}"


def referrers(kind: type, id: str, key: UUID, *, after: date | None = None) -> list[Referrer]:
    """Records that refer to this one, a few by each column; itself never. `after`: only those that hold on that day or later."""
    parts, kinds = [], []
    for number, one in enumerate(referring_to(kind)):
        kinds.append(one.kind)
        table = sql.Identifier(table_of(one.kind)._meta.db_table)
        later = "" if after is None else _LATER if issubclass(table_of(one.kind), EffectiveRecord) else _NEVER
        condition = sql.SQL(one.condition + later)  # of names of columns only
        parts.append(
            sql.SQL("(SELECT {}, code FROM {} WHERE {} AND id <> %(key)s ORDER BY code LIMIT {})").format(
                sql.Literal(number), table, condition, sql.Literal(MOST_SHOWN)
            )
        )
    if not parts:
        return []
    values: dict[str, Any] = {"key": key, "id": id, "after": after}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts), values)
        rows = cursor.fetchall()
    return list(dict.fromkeys(Referrer(kinds[number], code) for number, code in rows))
