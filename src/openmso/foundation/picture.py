"""The wall as it stands, read from the catalog of the live database: who may do what, by which policies.

Nothing here knows what the models declare, so that the picture shows what is, not what was meant. That `openmso_backup` reads
every table and no more is not said table by table: what it may not read is listed, and whatever else it may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

GRANTS = """
WITH relations AS (
    SELECT c.oid, c.relname, c.relacl, c.relowner FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
), given AS (
    SELECT relname, relowner, '' AS attname, a.grantee, a.privilege_type
    FROM relations CROSS JOIN LATERAL aclexplode(relacl) a
    UNION ALL
    SELECT relname, relowner, t.attname, a.grantee, a.privilege_type
    FROM relations JOIN pg_attribute t ON t.attrelid = oid CROSS JOIN LATERAL aclexplode(t.attacl) a
)
SELECT r.relname, coalesce(g.role, ''), coalesce(g.verb, ''), coalesce(g.columns, '{}') FROM relations r
LEFT JOIN (
    SELECT relname, coalesce(rolname, 'PUBLIC') AS role, lower(privilege_type) AS verb,
           array_agg(attname ORDER BY attname) FILTER (WHERE attname <> '') AS columns
    FROM given LEFT JOIN pg_roles ON pg_roles.oid = grantee
    WHERE grantee <> relowner AND (rolname = 'openmso_backup' AND privilege_type = 'SELECT' AND attname = '') IS NOT TRUE
    GROUP BY 1, 2, 3
) g USING (relname)
ORDER BY 1, 2, 3
"""
POLICIES = """
SELECT c.relname, p.polname, p.polcmd,
       array(SELECT CASE WHEN o = 0 THEN 'PUBLIC' WHEN o = c.relowner THEN 'the owner' ELSE o::regrole::text END
             FROM unnest(p.polroles) o ORDER BY 1),
       coalesce(pg_get_expr(p.polqual, c.oid), ''), coalesce(pg_get_expr(p.polwithcheck, c.oid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE (p.polname = 'backup' AND p.polcmd = 'r' AND pg_get_expr(p.polqual, c.oid) = 'true'
       AND array(SELECT o::regrole::text FROM unnest(p.polroles) o) = array['openmso_backup']) IS NOT TRUE
ORDER BY 1, 2
"""
UNSECURED = """
SELECT relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1
"""
SILENT = """
SELECT relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE relkind IN ('r', 'p') AND NOT EXISTS (
    SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'openmso_event' AND t.tgenabled IN ('O', 'A')
) ORDER BY 1
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text, p.prosecdef,
       array(SELECT coalesce(r.rolname, 'PUBLIC') FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
             LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> p.proowner ORDER BY 1)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
WHERE p.proname LIKE 'openmso%' ORDER BY 1
"""
MISSED = """
SELECT relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE relkind IN ('r', 'p') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'openmso_backup') AND NOT (
    has_table_privilege('openmso_backup', c.oid, 'SELECT') AND (NOT relrowsecurity OR EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup' AND p.polcmd = 'r'
        AND p.polroles = array['openmso_backup'::regrole::oid] AND pg_get_expr(p.polqual, c.oid) = 'true'
    ))
) ORDER BY 1
"""
ROLES = """
SELECT r.rolname, r.rolcanlogin, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb,
       array(SELECT g.rolname || CASE WHEN m.inherit_option THEN ' (inherited)' ELSE '' END
             FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid ORDER BY 1)
FROM pg_roles r
WHERE r.rolname LIKE 'openmso%' AND r.oid <> (SELECT relowner FROM pg_class WHERE oid = 'foundation_network'::regclass)
ORDER BY 1
"""
DATABASE = """
SELECT coalesce(rolname, 'PUBLIC'), string_agg(lower(privilege_type), ' ' ORDER BY lower(privilege_type))
FROM pg_database d CROSS JOIN LATERAL aclexplode(coalesce(datacl, acldefault('d', datdba))) a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE datname = current_database() AND a.grantee <> datdba
GROUP BY 1 ORDER BY 1
"""
POWERS = """
SELECT r.rolname || ': ' || concat_ws(', ',
    CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'looks past row security' END,
    CASE WHEN r.rolcreaterole THEN 'makes roles' END, CASE WHEN r.rolcreatedb THEN 'makes databases' END,
    CASE WHEN r.rolreplication THEN 'replicates' END,
    (SELECT 'may become ' || string_agg(g.rolname, ' and ' ORDER BY g.rolname) FROM pg_auth_members m
     JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid AND g.rolname NOT LIKE 'openmso\\_%')
)
FROM pg_roles r
WHERE r.rolname LIKE 'openmso\\_%' AND r.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database()) AND (
    r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
        WHERE m.member = r.oid AND g.rolname NOT LIKE 'openmso\\_%'))
ORDER BY 1
"""
COMMANDS = {"*": "all", "r": "select", "a": "insert", "w": "update", "d": "delete"}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role may do something to a table, or to some columns of it. An empty role: nobody but the owner may."""

    table: str
    role: str
    verb: str
    columns: tuple[str, ...] = ()


def grants(using: str = DEFAULT_DB_ALIAS) -> tuple[Grant, ...]:
    """What every role but the owner and the reader of backups may do to every table and view, the public included."""
    with connections[using].cursor() as cursor:
        cursor.execute(GRANTS)
        return tuple(
            Grant(table, role, verb, tuple(columns)) for table, role, verb, columns in cursor.fetchall()
        )


def powers(using: str = DEFAULT_DB_ALIAS) -> tuple[str, ...]:
    """Roles of the product with rights over the server, which no wall holds: what each is or may become."""
    with connections[using].cursor() as cursor:
        return tuple(_column(cursor, POWERS))


def picture(using: str = DEFAULT_DB_ALIAS) -> str:
    """The whole wall as text, the same on every server: grants, policies, triggers, functions, roles."""
    found = grants(using)
    with connections[using].cursor() as cursor:
        parts = [
            "# tables: what each role may do",
            *_tables(found),
            "# tables that are open to nobody but the owner",
            *(one.table for one in found if not one.role),
            "# row policies",
            *_policies(cursor),
            "# tables without forced row security",
            *_column(cursor, UNSECURED),
            "# tables whose writes leave no event",
            *_column(cursor, SILENT),
            "# tables that a backup would not hold whole",
            *_column(cursor, MISSED),
            "# functions: who may call them",
            *_functions(cursor),
            "# the database itself",
            *_database(cursor),
            "# roles",
            *_roles(cursor),
        ]
    return "\n".join(parts) + "\n"


def _tables(found: tuple[Grant, ...]) -> Iterator[str]:
    verbs: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.role:
            columns = f"({', '.join(one.columns)})" if one.columns else ""
            verbs.setdefault((one.table, one.role), []).append(f"{one.verb}{columns}")
    yield from (f"{table:<26} {role:<17} {' '.join(may)}" for (table, role), may in verbs.items())


def _policies(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(POLICIES)
    for table, name, command, for_roles, using, check in cursor.fetchall():
        checked = f" with check {check}" if check else ""
        said = " ".join(f"{using or '-'}{checked}".split())  # PostgreSQL breaks the lines of subqueries
        yield f"{table:<26} {name} for {COMMANDS[command]} to {', '.join(for_roles)}: {said}"


def _functions(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(FUNCTIONS)
    for name, as_owner, for_roles in cursor.fetchall():
        yield f"{name}{' as the owner' if as_owner else ''}: {', '.join(for_roles) or 'nobody'}"


def _database(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(DATABASE)
    yield from (f"{role} {verbs}" for role, verbs in cursor.fetchall())


def _roles(cursor: CursorWrapper) -> Iterator[str]:
    cursor.execute(ROLES)
    for name, signs_in, powerful, sides in cursor.fetchall():
        powers = " WITH POWERS OVER THE SERVER" if powerful else ""
        yield f"{name}{powers}: {'signs in' if signs_in else 'cannot sign in'}, may become {', '.join(sides) or 'nobody'}"


def _column(cursor: CursorWrapper, query: str) -> Iterator[str]:
    cursor.execute(query)
    yield from (name for (name,) in cursor.fetchall())
