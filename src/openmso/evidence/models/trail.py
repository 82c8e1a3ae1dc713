"""History by trigger: every write to a walled table leaves an event, whoever writes it and from wherever.

The trigger function belongs to the owner of the database and runs with the owner's rights, so no side needs, or has,
the right to write, change or remove events. An event shows to those roles that may read the row's own table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from openmso.evidence.models import comparing, guards
from openmso.foundation.models import Network, WallRegistry
from openmso.foundation.passes import ANY, network
from openmso.foundation.rules.sides import LOGIN_ROLE, SEARCHED, SYSTEM_ONLY, WALLS, Side, Walled
from openmso.foundation.wall import NO_POLICY

EVENTS = "evidence_event"
SEALS = "evidence_seal"
MOST_SEALED = 100_000
"""Events under one seal. Nobody writes while a seal is made; more at once would keep everybody waiting for seconds."""

SEALERS = (Side.SYSTEM,)

FUNCTION = f"""
CREATE OR REPLACE FUNCTION openmso_leave_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    kept jsonb := coalesce(new_row, old_row);
    unseen text[] := string_to_array(TG_ARGV[3], ' ');
    readers text[];
    pass jsonb;
BEGIN
    IF TG_OP = 'UPDATE' AND old_row = new_row THEN
        RETURN NULL;
    END IF;
    -- Read at this very moment: a statement could have changed what it was let through for.
    pass := openmso_pass('{ANY}');
    IF pass IS NULL AND session_user = '{LOGIN_ROLE}' THEN
        RAISE EXCEPTION 'nobody writes without a pass' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_ARGV[2] = '' THEN
        readers := string_to_array(TG_ARGV[1], ' ');
    ELSE
        -- What a row was must not show to those who may read what it became.
        IF old_row ->> 'wall' <> new_row ->> 'wall' THEN
            RAISE EXCEPTION 'a row of % stays behind its wall', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        readers := string_to_array(TG_ARGV[2]::jsonb ->> (kept ->> 'wall'), ' ');
    END IF;
    INSERT INTO evidence_event
        (network_id, "table", record, code, verb, before, after, actor, post, side, door, why, at, readers)
    VALUES (
        (kept ->> TG_ARGV[0])::uuid, TG_TABLE_NAME, (kept ->> 'id')::uuid, coalesce(kept ->> 'code', kept ->> 'slug', ''),
        lower(TG_OP), old_row - unseen, new_row - unseen,
        coalesce(pass ->> 'actor', ''), coalesce(pass ->> 'post', ''), coalesce(pass ->> 'side', 'owner'),
        coalesce(pass ->> 'door', ''), coalesce(pass ->> 'why', ''),
        clock_timestamp(), readers
    );
    RETURN NULL;
END $$
"""  # noqa: S608 - built from constants only

# Of a network that grew since the tables were last analyzed, PostgreSQL thinks that it has hardly any events, and would look through all
# of them by another index for each seal: ten times slower and more, and slower with every seal. These leave it the index in the order of events.
IN_ORDER = "SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off"

# Columns are named one by one: a column that is added later must not change what was sealed before.
# Both functions work on the network of the transaction, so that nobody learns the digest of another's events.
DIGEST = f"""
CREATE OR REPLACE FUNCTION openmso_digest(
    previous bytea, number bigint, sealed_at timestamptz, above bigint, up_to bigint
)
RETURNS TABLE (events bigint, digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} SET timezone = 'UTC' {IN_ORDER} AS $$
    SELECT count(*), sha256(
        coalesce(previous, ''::bytea)
        || convert_to(jsonb_build_array(number, sealed_at, above, up_to)::text, 'UTF8')
        || coalesce(string_agg(sha256(convert_to(jsonb_build_array(
            e.id, e.network_id, e."table", e.record, e.code, e.verb, e.before, e.after,
            e.actor, e.post, e.side, e.door, e.why, e.at, e.readers
        )::text, 'UTF8')), ''::bytea ORDER BY e.id), ''::bytea))
    FROM (
        SELECT * FROM evidence_event
        WHERE network_id = {network(*SEALERS, Side.AUDITOR)} AND id > above AND id <= up_to ORDER BY network_id, id
    ) e
$$
"""  # noqa: S608 - built from constants only

SEAL = f"""
CREATE OR REPLACE FUNCTION openmso_seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} {IN_ORDER} AS $$
DECLARE
    of_network uuid := {network(*SEALERS)};
    previous evidence_seal%ROWTYPE;
    last bigint;
    sealed_at timestamptz;
    made record;
BEGIN
    IF of_network IS NULL THEN
        RAISE EXCEPTION 'the system seals, in a network' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Waits for writers and keeps new ones out, so that no event with a smaller number commits after the seal.
    LOCK TABLE evidence_event IN SHARE ROW EXCLUSIVE MODE;
    sealed_at := clock_timestamp();
    SELECT * INTO previous FROM evidence_seal WHERE network_id = of_network ORDER BY number DESC LIMIT 1;
    SELECT max(id) INTO last FROM (
        SELECT id FROM evidence_event
        WHERE network_id = of_network AND id > coalesce(previous.last_event, 0)
        ORDER BY network_id, id LIMIT {MOST_SEALED}
    ) fresh;
    IF last IS NULL THEN
        RETURN 0;
    END IF;
    SELECT * INTO made FROM openmso_digest(
        previous.digest, coalesce(previous.number, 0) + 1, sealed_at, coalesce(previous.last_event, 0), last
    );
    INSERT INTO evidence_seal (network_id, number, first_event, last_event, events, digest, at)
    VALUES (of_network, coalesce(previous.number, 0) + 1, coalesce(previous.last_event, 0) + 1, last,
            made.events, made.digest, sealed_at);
    RETURN made.events;
END $$
"""  # noqa: S608 - built from constants only
FUNCTIONS = (
    "openmso_leave_event()",
    "openmso_digest(bytea, bigint, timestamptz, bigint, bigint)",
    "openmso_seal()",
)


def raise_trail(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the triggers on every walled table, and rights on events and seals. Needs the owner's connection."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """The SQL of the trail, in order; running it twice is harmless."""
    yield from (FUNCTION, DIGEST, SEAL)
    for function in FUNCTIONS:
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION openmso_seal() TO {Side.SYSTEM.database_role}"
    for side in (Side.SYSTEM, Side.AUDITOR):
        yield f"GRANT EXECUTE ON FUNCTION {FUNCTIONS[1]} TO {side.database_role}"
    yield from _watched(Network._meta.db_table, "id", SYSTEM_ONLY)
    for model, wall in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        yield from _watched(model._meta.db_table, "network_id", wall)
    yield from guards.statements()
    yield from comparing.statements()
    yield from _readable(EVENTS, " AND '{role}' = ANY(readers)")
    yield from _readable(SEALS)


def _watched(table: str, network: str, wall: Walled) -> Iterator[str]:
    """The trigger of a table: `network` is the column that says whose row it is."""
    readers = _roles(wall.read)
    by_row = {name: _roles(wall.read & one.read) for name, one in WALLS.items()} if wall.by_row else {}
    given = (network, readers, json.dumps(by_row) if by_row else "", " ".join(wall.unseen))
    arguments = ", ".join(f"'{one}'" for one in given)
    yield f"DROP TRIGGER IF EXISTS openmso_event ON {table}"
    if wall.silent:
        return
    yield (
        f"CREATE TRIGGER openmso_event AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION openmso_leave_event({arguments})"
    )


def _roles(sides: Iterable[Side]) -> str:
    return " ".join(sorted(side.database_role for side in sides))


def _readable(table: str, besides: str = "") -> Iterator[str]:
    """Each side reads what is of its network, and what `besides` says of its `role`."""
    yield f"REVOKE ALL ON {table} FROM PUBLIC"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield NO_POLICY.format(table=table)
    # The three functions run as the owner, on whom row security is forced; nobody else has the right to insert.
    yield f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
    for side in Side:
        yield f"REVOKE ALL ON {table} FROM {side.database_role}"
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
        rows = f"network_id = {network(side)}{besides.format(role=side.database_role)}"
        yield f"CREATE POLICY {side} ON {table} FOR SELECT TO {side.database_role} USING ({rows})"
