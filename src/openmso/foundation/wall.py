"""The wall in the database: roles, grants and row policies, generated from what the models declare.

Raising it is idempotent and follows every migration. Each declared table gets: nothing for the public, the verbs
its sides may use, row security that is forced on the owner too, and one policy by which only rows of the
network of the transaction are there. `picture` shows what stands. Foreign keys look past row security, so each
reference from record to record is doubled by one that holds the network too.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from openmso.foundation.models.records import Network, NetworkRecord, WallRegistry
from openmso.foundation.rules.sides import Side, Walled

LOGIN_ROLE = "openmso_app"
"""As whom the product signs in. It owns nothing, inherits nothing, and sees nothing until it takes on a side."""

NETWORK = "nullif(current_setting('openmso.network', true), '')::uuid"
APPEND_ONLY = frozenset({"foundation_crossing"})

SEARCHED = "pg_catalog, public, pg_temp"
"""Where functions that run as the owner look for names. Left out, `pg_temp` would be looked in first, and whoever makes a temporary
table of the right name would stand in for ours."""

FIND_NETWORK = f"""
CREATE OR REPLACE FUNCTION openmso_network(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS
$$ SELECT id FROM foundation_network WHERE slug = wanted $$
"""  # noqa: S608 - built from constants only
"""Whoever knows a network's slug learns its id, and nothing else of it, before they are anybody."""


def raise_wall(using: str = DEFAULT_DB_ALIAS, *, password: str = "") -> None:
    """Make the database's grants and policies what the models declare, all at once.

    Needs the owner's connection. `password` is given to the login role if that is made now, never later.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN_ROLE])
        is_new = cursor.fetchone() is None
        for statement in statements():
            cursor.execute(statement)
        if is_new and password:
            cursor.execute("SELECT format('ALTER ROLE openmso_app PASSWORD %%L', %s::text)", [password])
            cursor.execute(cursor.fetchone()[0])


def statements() -> Iterator[str]:
    """The SQL that raises the wall, in order."""
    for role in roles():
        login = "LOGIN NOINHERIT" if role == LOGIN_ROLE else "NOLOGIN"
        yield unless_there(f"CREATE ROLE {role} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    # Nobody makes temporary tables, which could stand in for ours, nor comes in who is not named here.
    yield from _of_database()
    for side in Side:
        yield unless_there(f"GRANT {side.database_role} TO {LOGIN_ROLE} WITH INHERIT FALSE, SET TRUE")
    for role in roles():
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
    # Who founds a network brings its first records in by the same transaction, as the system.
    yield f"GRANT {Side.SYSTEM.database_role} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE"
    yield from _of_networks()
    for model, wall in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        yield from _of_table(model, wall)


def unless_there(statement: str) -> str:
    """The statement, harmless if what it makes is there, or is just being made for another database of the server."""
    return f"DO $$ BEGIN {statement}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"


def roles() -> tuple[str, ...]:
    """The roles of the four sides, and the one that signs in."""
    return (*(side.database_role for side in Side), LOGIN_ROLE)


def _of_database() -> Iterator[str]:
    for statement in (
        "REVOKE ALL ON DATABASE %I FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE %I TO {LOGIN_ROLE}",
    ):
        yield f"DO $$ BEGIN EXECUTE format('{statement}', current_database()); END $$"


def _of_networks() -> Iterator[str]:
    table = Network._meta.db_table
    yield from _closed(table)
    for side in Side:
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
    yield f"GRANT UPDATE (name, settings, situations) ON {table} TO {Side.SYSTEM.database_role}"
    yield f"CREATE POLICY network ON {table} USING (id = {NETWORK})"
    # Row security is forced on the owner too, who founds networks and lists them.
    yield f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
    yield FIND_NETWORK
    yield "REVOKE ALL ON FUNCTION openmso_network(text) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION openmso_network(text) TO {LOGIN_ROLE}"


def _closed(table: str) -> Iterator[str]:
    yield f"REVOKE ALL ON {table} FROM PUBLIC"
    for role in roles():
        yield f"REVOKE ALL ON {table} FROM {role}"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for policy in ("network", "owner"):
        yield f"DROP POLICY IF EXISTS {policy} ON {table}"


def _of_table(model: type[models.Model], wall: Walled) -> Iterator[str]:
    table = model._meta.db_table
    yield from _closed(table)
    for side in sorted(wall.read):
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
    verbs = "INSERT" if table in APPEND_ONLY else "INSERT, UPDATE, DELETE"
    for side in sorted(wall.write):
        yield f"GRANT {verbs} ON {table} TO {side.database_role}"
    yield f"CREATE POLICY network ON {table} USING (network_id = {NETWORK}) WITH CHECK (network_id = {NETWORK})"
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, NetworkRecord):
            yield from _inside(table, field.column, field.related_model._meta.db_table)


def _inside(table: str, column: str, to: str) -> Iterator[str]:
    name = f"{table}_{column}_inside"
    yield f"CREATE UNIQUE INDEX IF NOT EXISTS {to}_inside ON {to} (network_id, id)"
    yield unless_there(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (network_id, {column}) "
        f"REFERENCES {to} (network_id, id) DEFERRABLE INITIALLY DEFERRED"
    )
