"""Rows against their history: what was written past the triggers shows, for a row is what its last event says it became.

Only columns that both know are compared, so that a column that is added or dropped later is no difference. Bytes are
not in the history; their hash is, and they are computed again.
"""

from __future__ import annotations

from collections.abc import Iterator

from openmso.foundation.passes import network
from openmso.foundation.rules.sides import SEARCHED, Side

COMPARERS = (Side.SYSTEM, Side.AUDITOR)
"""Who may compare, and the network is that of whoever does."""
HERE = network(*COMPARERS)

ALIKE = f"""
CREATE OR REPLACE FUNCTION openmso_alike(one jsonb, other jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = {SEARCHED} AS $$
    SELECT NOT EXISTS (SELECT FROM jsonb_each(one) e WHERE other ? e.key AND other -> e.key <> e.value)
$$
"""  # noqa: S608 - built from constants only

# The last event of each row comes by the index of records, read backwards: sorting a million of them costs more than all the rest. The
# columns that are left out of the history are the fourth argument of the table's trigger.
ASTRAY = f"""
CREATE OR REPLACE FUNCTION openmso_astray(watched regclass) RETURNS TABLE (record uuid, code text, what text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {SEARCHED}
SET timezone = 'UTC' SET datestyle = 'ISO' SET work_mem = '64MB' SET enable_sort = off AS $$
DECLARE
    arguments text[];
    columns text;
BEGIN
    SELECT string_to_array(encode(tgargs, 'escape'), '\\000') INTO arguments
    FROM pg_trigger WHERE tgrelid = watched AND tgname = 'openmso_event';
    IF arguments IS NULL THEN
        RAISE EXCEPTION '% keeps no history', watched;
    END IF;
    SELECT string_agg(format('%I', attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = watched AND attnum > 0 AND NOT attisdropped
      AND attname <> ALL (string_to_array(arguments[4], ' '));
    RETURN QUERY EXECUTE format($query$
        WITH told AS (
            SELECT DISTINCT ON (e.record) e.record, e.code, e.verb, e.after FROM evidence_event e
            WHERE e.network_id = {HERE} AND e."table" = %L ORDER BY e.record DESC, e.id DESC
        ), here AS (
            SELECT id, to_jsonb(t) AS row FROM (SELECT %s FROM %s) t WHERE %I = {HERE}
        )
        SELECT coalesce(told.record, here.id), coalesce(told.code, here.row ->> 'code', here.row ->> 'slug', '')::text,
               CASE WHEN here.id IS NULL THEN 'is gone, and nothing tells of it'
                    WHEN told.record IS NULL OR told.verb = 'delete' THEN 'is there, and nothing tells how it came'
                    ELSE 'is not what was written last' END
        FROM told FULL JOIN here ON here.id = told.record
        WHERE (here.id IS NOT NULL OR told.verb <> 'delete')
          AND (here.id IS NULL OR told.record IS NULL OR told.verb = 'delete'
               OR (here.row <> told.after AND NOT openmso_alike(here.row, told.after)))
    $query$, (SELECT relname FROM pg_class WHERE oid = watched), columns, watched, arguments[1]);
END $$
"""  # noqa: S608 - built from constants only

UNTRUE = f"""
CREATE OR REPLACE FUNCTION openmso_untrue() RETURNS TABLE (code text, what text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS $$
    SELECT c.code::text, 'the bytes are not what they were' FROM evidence_content c
    WHERE c.network_id = {HERE} AND encode(sha256(c.data), 'hex') <> c.code
    UNION ALL
    SELECT d.code, 'the bytes are gone, and were not removed in time' FROM evidence_document d
    WHERE d.network_id = {HERE}
      AND NOT EXISTS (SELECT FROM evidence_content c
                      WHERE c.network_id = d.network_id AND c.wall = d.wall AND c.code = d.sha256)
      AND NOT EXISTS (SELECT FROM evidence_removal r WHERE r.document_id = d.id)
    UNION ALL
    SELECT s.code, 'other bytes were signed than those of the document' FROM evidence_signature s
    JOIN evidence_document d ON d.id = s.document_id
    WHERE s.network_id = {HERE} AND s.sha256 <> d.sha256
$$
"""  # noqa: S608 - built from constants only


def statements() -> Iterator[str]:
    """The SQL that compares, in order. It tells codes, never what a row holds."""
    yield from (ALIKE, ASTRAY, UNTRUE)
    for function in ("openmso_alike(jsonb, jsonb)", "openmso_astray(regclass)", "openmso_untrue()"):
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
    for side in COMPARERS:
        for function in ("openmso_astray(regclass)", "openmso_untrue()"):
            yield f"GRANT EXECUTE ON FUNCTION {function} TO {side.database_role}"
