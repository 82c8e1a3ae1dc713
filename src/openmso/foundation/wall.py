"""The wall in the database: roles, grants and row policies, generated from what the models declare.

Raising it is idempotent and follows every migration. Each declared table gets: nothing for the public, the verbs
its sides may use, row security that is forced on the owner too, and policies by which only rows of the
network of the transaction are there, and of a table that is walled by row only those that are the side's to see.
`picture` shows what stands. Foreign keys look past row security, so each reference from record to record is doubled by
one that holds the network too, and the wall of both rows where both have one.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from openmso.foundation import doorstep, narrow, passes
from openmso.foundation.models.records import Network, WallRegistry
from openmso.foundation.rules.sides import LOGIN_ROLE, SEARCHED, Side, Walled, readable, writable

FIND_NETWORK = f"""
CREATE OR REPLACE FUNCTION openmso_network(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS
$$ SELECT id FROM foundation_network WHERE slug = wanted $$
"""  # noqa: S608 - built from constants only
"""Whoever knows a network's slug learns its id, and nothing else of it, before they are anybody."""

NO_POLICY = """
DO $$ DECLARE one name;
BEGIN
    FOR one IN SELECT polname FROM pg_policy WHERE polrelid = '{table}'::regclass LOOP
        EXECUTE format('DROP POLICY %I ON {table}', one);
    END LOOP;
END $$
"""
"""Takes away every policy of a table, whoever made it."""


def raise_wall(using: str = DEFAULT_DB_ALIAS, *, password: str = "") -> None:
    """Make the database's grants and policies what the models declare, all at once.

    Needs the owner's connection. `password` is given to the login role if that is made now, never later.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN_ROLE])
        is_new = cursor.fetchone() is None
        for statement in statements():
            cursor.execute(statement)
        passes.write_keys(using)
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
    yield from passes.statements()
    yield from _of_networks()
    for model, wall in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        yield from _of_table(model, wall)
    yield from doorstep.statements()


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
    for side in Side:
        yield f"CREATE POLICY {side} ON {table} TO {side.database_role} USING (id = {passes.network(side)})"
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
    yield NO_POLICY.format(table=table)


def _of_table(model: type[models.Model], wall: Walled) -> Iterator[str]:
    table = model._meta.db_table
    yield from _closed(table)
    for side in sorted(wall.read):
        yield f"GRANT SELECT ON {table} TO {side.database_role}"
    for side in sorted(wall.write):
        yield f"GRANT {', '.join(_verbs(wall, side))} ON {table} TO {side.database_role}"
    yield from _by_row(table, wall) if wall.by_row else _by_network(table, wall)
    yield from narrow.policies(table, wall.posts)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model in WallRegistry.declared:
            to = WallRegistry.declared[field.related_model]
            yield from _inside(
                table, field.column, field.related_model._meta.db_table, by_row=wall.by_row and to.by_row
            )


def _verbs(wall: Walled, side: Side) -> Iterator[str]:
    """What a side may do, changing named columns only where the wall names them."""
    for verb in wall.verbs:
        columns = dict(wall.changes).get(side)
        if verb == "UPDATE" and columns is not None:
            yield f"UPDATE ({', '.join(columns)})"
        elif verb != "INSERT" or wall.adds is None or side in wall.adds:
            yield verb


OWN = f"user_id::text = {passes.told('actor')} AND at = statement_timestamp()"


def _by_network(table: str, wall: Walled) -> Iterator[str]:
    """A policy for each side.

    Which of them hold PostgreSQL chooses by the role under which it plans a statement, and whose rights it asks for: to take
    another role on in the middle of a statement helps nobody.
    """
    for side in sorted(wall.read | wall.write):
        rows = f"network_id = {passes.network(side)}"
        if wall.mine and side is not Side.SYSTEM:
            rows = f"{rows} AND actor = coalesce({passes.told('actor', side)}, '') AND side = '{side}'"
        check = f"{rows} AND {OWN}" if wall.own else rows
        if wall.sided and side is not Side.SYSTEM:
            check = f"{check} AND side = '{side}'"
        yield f"CREATE POLICY {side} ON {table} TO {side.database_role} USING ({rows}) WITH CHECK ({check})"
    if not wall.mine:
        yield _for_owner(table)


def _for_owner(table: str) -> str:
    # What runs with the owner's rights (the history, what guards removal) looks at all rows of the network.
    rows = f"network_id = {passes.network()}"
    return f"CREATE POLICY inside ON {table} TO CURRENT_USER USING ({rows}) WITH CHECK ({rows})"


def _by_row(table: str, wall: Walled) -> Iterator[str]:
    """A policy for each side and verb: a side without one sees and writes no row."""
    for side in sorted(wall.read | wall.write):
        seen, written = _rows(side, readable(side, wall)), _rows(side, writable(side, wall))
        to = f"TO {side.database_role}"
        if side in wall.read:
            yield f"CREATE POLICY {side}_reads ON {table} FOR SELECT {to} USING ({seen})"
        if side not in wall.write:
            continue
        added = f"{written} AND {OWN}" if wall.own else written
        yield f"CREATE POLICY {side}_adds ON {table} FOR INSERT {to} WITH CHECK ({added})"
        if "UPDATE" in wall.verbs:
            yield f"CREATE POLICY {side}_changes ON {table} FOR UPDATE {to} USING ({written}) WITH CHECK ({written})"
        if "DELETE" in wall.verbs:
            yield f"CREATE POLICY {side}_removes ON {table} FOR DELETE {to} USING ({written})"
    yield _for_owner(table)


def _rows(side: Side, walls: tuple[str, ...]) -> str:
    names = ", ".join(f"'{one}'" for one in walls)
    return f"network_id = {passes.network(side)} AND wall IN ({names or 'NULL'})"


def _inside(table: str, column: str, to: str, *, by_row: bool) -> Iterator[str]:
    columns = "network_id, wall" if by_row else "network_id"
    yield f"CREATE UNIQUE INDEX IF NOT EXISTS {to}_inside{'_wall' if by_row else ''} ON {to} ({columns}, id)"
    yield unless_there(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_inside FOREIGN KEY ({columns}, {column}) "
        f"REFERENCES {to} ({columns}, id) DEFERRABLE INITIALLY DEFERRED"
    )
