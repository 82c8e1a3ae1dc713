"""The queue in the database: who may put a job there, and who may take one out.

The tables are procrastinate's and the owner's. No side may touch them: a side puts a job of its own network there through one
function. The worker takes on a role of its own, which no other part of the product does; what a job then does it does as
the system of its network, through the door. A job tells a network and codes, never what a record holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from openmso.foundation.passes import network
from openmso.foundation.rules.sides import LOGIN_ROLE, SEARCHED, Side
from openmso.foundation.wall import unless_there

WORKER_ROLE = "openmso_worker"
"""Takes jobs and finishes them. It sees the queues of all networks and no table of any."""

TABLES = {
    "procrastinate_jobs": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_events": "SELECT, INSERT",
    "procrastinate_periodic_defers": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_workers": "SELECT, INSERT, UPDATE, DELETE",
}
SEQUENCES = (
    "procrastinate_jobs_id_seq",
    "procrastinate_events_id_seq",
    "procrastinate_periodic_defers_id_seq",
)

ENQUEUE = f"""
CREATE OR REPLACE FUNCTION openmso_enqueue(job text, arguments jsonb, key text, not_before timestamptz)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    of_network uuid := {network()};
    lock_of_job text := job || ':' || of_network || ':' || key;
BEGIN
    IF of_network IS NULL THEN
        RAISE EXCEPTION 'a job belongs to a network' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN (procrastinate_defer_jobs_v1(ARRAY[ROW(
        'default', job, 0, lock_of_job, lock_of_job,
        arguments || jsonb_build_object('network', of_network), not_before
    )::procrastinate_job_to_defer_v1]))[1];
EXCEPTION WHEN unique_violation THEN
    RETURN NULL;  -- it waits already; one run is enough for both who asked
END $$
"""

NETWORKS = f"""
CREATE OR REPLACE FUNCTION openmso_networks() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS
$$ SELECT id FROM foundation_network ORDER BY slug $$
"""  # noqa: S608 - built from constants only


def raise_queue(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the rights on the queue what is said here, all at once. Needs the owner's connection."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """The SQL that raises the queue, in order; running it twice is harmless."""
    yield unless_there(f"CREATE ROLE {WORKER_ROLE} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    yield unless_there(f"GRANT {WORKER_ROLE} TO {LOGIN_ROLE} WITH INHERIT FALSE, SET TRUE")
    yield f"GRANT USAGE ON SCHEMA public TO {WORKER_ROLE}"
    nobody = ", ".join(["PUBLIC", LOGIN_ROLE, WORKER_ROLE, *(side.database_role for side in Side)])
    for table, verbs in TABLES.items():
        yield f"REVOKE ALL ON {table} FROM {nobody}"
        yield f"GRANT {verbs} ON {table} TO {WORKER_ROLE}"
    for sequence in SEQUENCES:
        yield f"REVOKE ALL ON SEQUENCE {sequence} FROM {nobody}"
        yield f"GRANT USAGE ON SEQUENCE {sequence} TO {WORKER_ROLE}"
    yield from (ENQUEUE, NETWORKS)
    for function in ("openmso_enqueue(text, jsonb, text, timestamptz)", "openmso_networks()"):
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
    for side in Side:
        yield f"GRANT EXECUTE ON FUNCTION openmso_enqueue(text, jsonb, text, timestamptz) TO {side.database_role}"
    yield f"GRANT EXECUTE ON FUNCTION openmso_networks() TO {WORKER_ROLE}"
