"""The wall in the database: grants and row policies, generated from what the models declare, and their picture.

Raising it is idempotent and follows every migration. Each declared table gets: nothing for the public, the verbs
its sides may use, row security that is forced on the owner too, and one policy by which only rows of the
network of the transaction are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from openmso.foundation.models.records import Network, WallRegistry
from openmso.foundation.rules.sides import Side, Walled

LOGIN_ROLE = "openmso_app"
NETWORK = "nullif(current_setting('openmso.network', true), '')::uuid"
APPEND_ONLY = frozenset({"foundation_crossing"})


def raise_wall() -> None:
    """Make the database's grants and policies what the models declare. Needs the owner's connection."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """The SQL that raises the wall, in order."""
    for role in (*(side.database_role for side in Side), LOGIN_ROLE):
        login = "LOGIN NOINHERIT" if role == LOGIN_ROLE else "NOLOGIN"
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
    for side in Side:
        yield f"GRANT {side.database_role} TO {LOGIN_ROLE} WITH INHERIT FALSE, SET TRUE"
        yield f"GRANT USAGE ON SCHEMA public TO {side.database_role}"
    yield f"GRANT USAGE ON SCHEMA public TO {LOGIN_ROLE}"
    yield from _of_networks()
    for model, wall in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        yield from _of_table(model, wall)


def _of_networks() -> Iterator[str]:
    table = Network._meta.db_table
    yield from _closed(table)
    for side in Side:
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
    yield f"GRANT UPDATE (name, settings) ON {table} TO {Side.SYSTEM.database_role}"
    yield f"CREATE POLICY network ON {table} USING (id = {NETWORK})"


def _closed(table: str) -> Iterator[str]:
    yield f"REVOKE ALL ON {table} FROM PUBLIC"
    for role in (*(side.database_role for side in Side), LOGIN_ROLE):
        yield f"REVOKE ALL ON {table} FROM {role}"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS network ON {table}"


def _of_table(model: type[models.Model], wall: Walled) -> Iterator[str]:
    table = model._meta.db_table
    yield from _closed(table)
    for side in sorted(wall.read):
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
    verbs = "INSERT" if table in APPEND_ONLY else "INSERT, UPDATE, DELETE"
    for side in sorted(wall.write):
        yield f"GRANT {verbs} ON {table} TO {side.database_role}"
    yield f"CREATE POLICY network ON {table} USING (network_id = {NETWORK}) WITH CHECK (network_id = {NETWORK})"


def picture() -> str:
    """The live wall as text, from the catalog: one line per table with the verbs of each side, and its policies."""
    with connection.cursor() as cursor:
        lines = list(_lines(cursor))
    return "\n".join(lines) + "\n"


def _lines(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(
        """
        SELECT c.relname, r.rolname, string_agg(lower(a.privilege_type), ' ' ORDER BY a.privilege_type)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        CROSS JOIN LATERAL aclexplode(c.relacl) a
        JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.relkind = 'r' AND r.rolname LIKE 'openmso%%'
        GROUP BY 1, 2 ORDER BY 1, 2
        """
    )
    yield from (f"{table:<40} {role:<18} {verbs}" for table, role, verbs in cursor.fetchall())
    cursor.execute(
        "SELECT tablename, policyname, coalesce(qual, '') FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2"
    )
    yield from (f"{table:<40} policy {name}: {rule}" for table, name, rule in cursor.fetchall())
    cursor.execute(
        """
        SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE relkind = 'r' ORDER BY 1
        """
    )
    open_tables = [name for name, enabled, forced in cursor.fetchall() if not (enabled and forced)]
    yield "without row security: " + (", ".join(open_tables) or "none")
