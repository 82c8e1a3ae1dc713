"""What the database holds against everybody, its owner too.

What is only added stays as it is, and nothing that a legal hold covers goes.

The owner can take a trigger away; that the rows then differ from their history is found by verifying.
"""

from __future__ import annotations

from collections.abc import Iterator

from openmso.evidence.models import envelope_guards
from openmso.foundation.models import NetworkRecord, WallRegistry
from openmso.foundation.passes import network
from openmso.foundation.rules.sides import SEARCHED, Side, Walled

# Functions that look at other rows run as the owner, who sees the rows of the network of the transaction only: without the
# right one they would find no hold, so they refuse.
SAME_NETWORK = f"""
    IF OLD.network_id IS DISTINCT FROM {network()} THEN
        RAISE EXCEPTION 'rows are removed inside their network only' USING ERRCODE = 'insufficient_privilege';
    END IF;
"""

# Who removes and who places a hold wait for each other, so that no hold comes while what it covers is just going.
WAIT = "PERFORM pg_advisory_xact_lock{how}(hashtextextended('openmso_hold:' || {row}.network_id, 0));"
OUT = WAIT.format(how="_shared", row="OLD")

HOLD = f"""
CREATE OR REPLACE FUNCTION openmso_hold_waits() RETURNS trigger
LANGUAGE plpgsql SET search_path = {SEARCHED} AS $$
BEGIN
    {WAIT.format(how="", row="NEW")}
    RETURN NEW;
END $$
"""

ONLY_ADDED = f"""
CREATE OR REPLACE FUNCTION openmso_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = {SEARCHED} AS $$
BEGIN
    RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

HOLDS = f"""
CREATE OR REPLACE FUNCTION openmso_holds(of_document uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS $$
    SELECT h.code FROM evidence_hold h JOIN evidence_document d ON d.network_id = h.network_id
    WHERE d.id = of_document AND h.network_id = {network()}
      AND NOT EXISTS (SELECT FROM evidence_release r WHERE r.hold_id = h.id)
      AND (h.kinds IS NULL OR d.kind = ANY (h.kinds))
      AND (h.days IS NULL OR h.days @> d.dated)
      AND (h.records IS NULL OR EXISTS (
          SELECT FROM evidence_attachment a
          WHERE a.document_id = d.id AND a.of || ':' || a.code = ANY (h.records)
      ))
    ORDER BY h.code
$$
"""  # noqa: S608 - built from constants only

BYTES = f"""
CREATE OR REPLACE FUNCTION openmso_bytes_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    holding text;
BEGIN
    {SAME_NETWORK}
    {OUT}
    SELECT hold INTO holding FROM evidence_document d CROSS JOIN openmso_holds(d.id) hold
    WHERE d.network_id = OLD.network_id AND d.wall = OLD.wall AND d.sha256 = OLD.code LIMIT 1;
    IF holding IS NOT NULL THEN
        RAISE EXCEPTION 'legal hold % covers these bytes', holding USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (
        SELECT FROM evidence_document d
        WHERE d.network_id = OLD.network_id AND d.wall = OLD.wall AND d.sha256 = OLD.code
          AND NOT EXISTS (SELECT FROM evidence_removal r WHERE r.document_id = d.id)
    ) THEN
        RAISE EXCEPTION 'a document still has these bytes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$
"""  # noqa: S608 - built from constants only

REMOVAL = f"""
CREATE OR REPLACE FUNCTION openmso_removal_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    holding text;
BEGIN
    {SAME_NETWORK.replace("OLD", "NEW")}
    {OUT.replace("OLD", "NEW")}
    SELECT hold INTO holding FROM openmso_holds(NEW.document_id) hold LIMIT 1;
    IF holding IS NOT NULL THEN
        RAISE EXCEPTION 'legal hold % covers this document', holding USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.due_on > (clock_timestamp() AT TIME ZONE 'UTC')::date THEN
        RAISE EXCEPTION 'the document must be kept until %', NEW.due_on USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 - built from constants only

RECORD = f"""
CREATE OR REPLACE FUNCTION openmso_record_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    holding text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.code = OLD.code THEN
        RETURN NEW;
    END IF;
    {SAME_NETWORK}
    {OUT}
    SELECT h.code INTO holding FROM evidence_hold h
    WHERE h.network_id = OLD.network_id AND TG_TABLE_NAME || ':' || OLD.code = ANY (h.records)
      AND NOT EXISTS (SELECT FROM evidence_release r WHERE r.hold_id = h.id)
    LIMIT 1;
    IF holding IS NOT NULL THEN
        RAISE EXCEPTION 'legal hold % covers %', holding, OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""  # noqa: S608 - built from constants only

FUNCTIONS = (
    "openmso_hold_waits()",
    "openmso_stays()",
    "openmso_holds(uuid)",
    "openmso_bytes_stay()",
    "openmso_removal_stands()",
    "openmso_record_stays()",
)


def statements() -> Iterator[str]:
    """The SQL of the guards, in order; running it twice is harmless."""
    yield from (HOLD, ONLY_ADDED, HOLDS, BYTES, REMOVAL, RECORD)
    for function in FUNCTIONS:
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
    for side in Side:
        yield f"GRANT EXECUTE ON FUNCTION openmso_holds(uuid) TO {side.database_role}"
    for model, wall in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        yield from _of_table(model._meta.db_table, wall, is_record=issubclass(model, NetworkRecord))
    yield from _trigger("evidence_hold", "openmso_hold", "BEFORE INSERT", "openmso_hold_waits()")
    yield from _trigger("evidence_content", "openmso_bytes", "BEFORE DELETE", "openmso_bytes_stay()")
    yield from _trigger("evidence_removal", "openmso_removal", "BEFORE INSERT", "openmso_removal_stands()")
    yield from envelope_guards.statements()


def _of_table(table: str, wall: Walled, *, is_record: bool) -> Iterator[str]:
    # "UPDATE (until)" lets some columns change; which, the grants say.
    some = {verb.split()[0] for verb in wall.verbs}
    never = [verb for verb in ("UPDATE", "DELETE") if verb not in some]
    yield from _trigger(
        table, "openmso_stays", f"BEFORE {' OR '.join(never)}" if never else "", "openmso_stays()"
    )
    held = "BEFORE DELETE OR UPDATE OF code" if is_record and "UPDATE" in wall.verbs else ""
    yield from _trigger(table, "openmso_held", held, "openmso_record_stays()")


def _trigger(table: str, name: str, when: str, function: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    if when:
        yield f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}"
