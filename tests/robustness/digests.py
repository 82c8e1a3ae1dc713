"""What a database holds, by another way than the product's: a digest of every table, as its owner reads it."""

from __future__ import annotations

import re

import psycopg
from psycopg import sql

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
ROWS = "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), '')) FROM {} t"
SHAPE = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'policy', tablename, policyname, concat(cmd, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT 'sequence', sequencename, '', last_value::text FROM pg_sequences WHERE schemaname = 'public'
ORDER BY 1, 2, 3, 4
"""
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")


def rows(there: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Number and digest of the rows of every table."""
    found: dict[str, tuple[int, str]] = {}
    for (table,) in there.execute(TABLES).fetchall():
        one = there.execute(sql.SQL(ROWS).format(sql.Identifier(table))).fetchone()
        assert one
        found[table] = (one[0], one[1])
    return found


def shape(there: psycopg.Connection) -> list[tuple[str, ...]]:
    """Columns, constraints, indexes, triggers, policies and sequences.

    Without casts and brackets: PostgreSQL writes `IN` lists of words in another way when it has read its own way of writing them.
    """
    return sorted(
        (kind, of, name, CASTS.sub("", text or ""))
        for kind, of, name, text in there.execute(SHAPE).fetchall()
    )


WATCHED = """
SELECT tgrelid::regclass::text, split_part(encode(tgargs, 'escape'), '\\000', 1) FROM pg_trigger
WHERE tgname = 'openmso_event' ORDER BY 1
"""
LAST = """
SELECT {name}, coalesce(t.id, e.record) FROM {table} t FULL JOIN (
    SELECT DISTINCT ON (record) record, verb, after FROM evidence_event WHERE "table" = {name} ORDER BY record, id DESC
) e ON e.record = t.id
WHERE CASE WHEN t.id IS NULL THEN e.verb <> 'delete' ELSE e.verb IS NULL OR e.after - {unseen}::text[] IS DISTINCT FROM to_jsonb(t) - {unseen}::text[] END
"""


def played_back(there: psycopg.Connection, unseen: tuple[str, ...] = ("data",)) -> list[tuple[str, object]]:
    """Rows that are not what the last event about them says, and events about rows that are not there."""
    odd: list[tuple[str, object]] = []
    there.execute("SET timezone = 'UTC'")
    for table, _ in there.execute(WATCHED).fetchall():
        statement = sql.SQL(LAST).format(
            name=sql.Literal(table), table=sql.Identifier(table), unseen=sql.Literal(list(unseen))
        )
        odd += there.execute(statement).fetchall()
    return odd
