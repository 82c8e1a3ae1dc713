"""Every table, every role, every verb, own and other network, on real rows, as the product signs in: what is let through was declared.

What should be let through is taken from the reviewed picture (`grants.txt`), and for rows from what each row says of itself; whether
it is, is tried with SQL. Nothing of another network is ever read, changed, removed or added to.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from openmso.foundation.models import Network, User
from openmso.foundation.rules.sides import WALLS, Side
from tests.architecture.tree import TESTS
from tests.foundation.rows import row_in, saved
from tests.foundation.test_wall import signed_in
from tests.foundation.walls import DECLARED, actor_of, shown

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROLES = ("openmso_app", *(side.database_role for side in Side), "openmso_worker")
SIDE_OF = {side.database_role: side for side in Side}
LINE = re.compile(r"^(\w+) +(\w+) +(.+)$", re.MULTILINE)
VERB = re.compile(r"(\w+)(?:\(([^)]*)\))?")
TABLES = """
SELECT relname, array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
"""

ROOMS = ("foundation_", "evidence_", "structure_", "workforce_", "oversight_")
LAST = {"evidence_hold"}
"""Rows that would keep others from being made."""

GUARDED = {"evidence_removal"}
"""A trigger speaks before the policy does. What the policy says, if it does not: the last test."""


@dataclass(frozen=True)
class Row:
    """A row that is there: whose, and as JSON."""

    table: str
    own: bool
    wall: str
    values: dict[str, Any]


@dataclass
class Tally:
    """What was tried, by what came of it; and what should not have come of it."""

    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, came: str, role: str, tried: str, *, may: bool) -> None:
        """One try: it is wrong if it was let through and may not be."""
        self.counted[came] += 1
        if came in ("done", "let through") and not may:
            self.wrong.append(f"{role}: {tried}: {came}")


def reviewed() -> dict[tuple[str, str, str], set[str] | None]:
    """Table, role and verb of every line of the reviewed picture; to which columns, None for all."""
    text = (TESTS / "architecture" / "grants.txt").read_text(encoding="utf-8")
    part = text.split("# tables that are open")[0].split("\n", 1)[1]
    return {
        (table, role, verb): {*columns.split(", ")} if columns else None
        for table, role, verbs in LINE.findall(part)
        for verb, columns in VERB.findall(verbs)
    }


def owner() -> psycopg.Cursor[Any]:
    """The owner of the database of the tests, past every policy."""
    connection.ensure_connection()
    cursor: psycopg.Cursor[Any] = connection.connection.cursor()
    return cursor


@pytest.fixture
def stage() -> tuple[Network, User, list[Row]]:
    """Two networks with a row of every table in each, one behind each wall where rows are walled."""
    own, other = (Network.objects.create(slug=slug, name=slug) for slug in ("own", "other"))
    user = User.objects.create_user("somebody@example.com")
    rows: list[Row] = []
    for network in (own, other):
        for model, wall in sorted(DECLARED, key=lambda one: one[0]._meta.db_table in LAST):
            for name in WALLS if wall.by_row else ("",):
                if wall.by_row and not any(
                    side in wall.write and side in one.write for side in Side for one in [WALLS[name]]
                ):
                    continue
                made = saved(network.id, row_in(network.id, model, wall=name or "shared"))
                with owner() as cursor:
                    cursor.execute(
                        sql.SQL("SELECT to_jsonb(t)::text FROM {} t WHERE id = %s").format(
                            sql.Identifier(model._meta.db_table)
                        ),
                        [made.pk],
                    )
                    found = cursor.fetchone()
                assert found, f"the owner sees no row of {model._meta.db_table}"
                rows.append(Row(model._meta.db_table, network == own, name, json.loads(found[0])))
    return own, user, rows


@contextmanager
def under(role: str, network: Network, user: User) -> Iterator[psycopg.Connection]:
    """A transaction as the product makes one, under a role, in its own network."""
    with signed_in() as login, login.transaction(force_rollback=True):
        if role in SIDE_OF:
            by = actor_of(SIDE_OF[role], network.id)
            shown(login, replace(by, user=user.id), "a siege")
        elif role != "openmso_app":
            login.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
        yield login


def tried(
    login: psycopg.Connection, statement: str, table: str, values: list[Any] | None = None, **names: str
) -> str:
    """What comes of a statement, which is undone: done, nothing, let through (to a constraint), refused."""
    composed = sql.SQL(statement).format(
        sql.Identifier(table), **{name: sql.Identifier(one) for name, one in names.items()}
    )
    try:
        with login.transaction(force_rollback=True):
            cursor = login.execute(composed, values)
            return "done" if cursor.rowcount > 0 else "nothing"
    except psycopg.errors.InsufficientPrivilege:
        return "refused"
    except (psycopg.errors.IntegrityError, psycopg.errors.RaiseException):
        return "let through"
    except (psycopg.errors.GeneratedAlways, psycopg.errors.SyntaxErrorOrAccessRuleViolation):
        return "refused"


def may(
    grants: dict[tuple[str, str, str], set[str] | None], row: Row, role: str, verb: str, column: str = ""
) -> bool:
    """Whether a role may do this to a row, by the picture and by what the row says."""
    columns = grants.get((row.table, role, verb), set())
    if not row.own or (columns is not None and column not in columns and not (verb == "select" and columns)):
        return False
    if not row.wall:
        return True
    one, side = WALLS[row.wall], SIDE_OF.get(role)
    return side in (one.read if verb == "select" or row.table in OWN_WORDS else one.write)


OWN_WORDS = {model._meta.db_table for model, wall in DECLARED if wall.own}
"""Whoever may read what these rows are about may add one."""


def test_nothing_is_let_through_that_was_not_declared(
    stage: tuple[Network, User, list[Row]], capsys: pytest.CaptureFixture[str]
) -> None:
    own, user, rows = stage
    grants, tally = reviewed(), Tally()
    with owner() as cursor:
        tables = dict(cursor.execute(TABLES).fetchall())
    for role in ROLES:
        with under(role, own, user) as login:
            siege = Siege(login, role, grants, tally, own)
            for row in rows:
                siege.of_row(row, tables[row.table])
            for table, columns in tables.items():
                siege.of_table(table, columns)
    read = {(row.table, role) for row in rows for role in ROLES if may(grants, row, role, "select")}
    assert tally.counted["done"] > len(read)  # a wall that lets nobody through would pass, too
    with capsys.disabled():
        counted = ", ".join(f"{many:,} {what}" for what, many in tally.counted.most_common())
        sys.stdout.write(
            f"\nthe wall: {len(tables)} tables, {len(rows)} rows of two networks, {len(ROLES)} roles: "
            f"{tally.counted.total():,} tries: {counted}\n"
        )
    assert not tally.wrong, "\n".join(tally.wrong)


@dataclass(frozen=True)
class Siege:
    """One role before the wall, and what came of it."""

    login: psycopg.Connection
    role: str
    grants: dict[tuple[str, str, str], set[str] | None]
    tally: Tally
    own: Network

    def of_row(self, row: Row, columns: list[str]) -> None:
        """Read, change column by column, take over, remove and copy one row."""
        table, key = row.table, [row.values["id"]]
        whose = f"{'own' if row.own else 'other'} {row.wall} row"
        for verb, statement in (
            ("select", "SELECT id FROM {} WHERE id = %s"),
            ("delete", "DELETE FROM {} WHERE id = %s"),
        ):
            came = tried(self.login, statement, table, key)
            self.tally.note(
                came, self.role, f"{verb} {table}, {whose}", may=may(self.grants, row, self.role, verb)
            )
        for column in columns:
            came = tried(self.login, "UPDATE {} SET {c} = {c} WHERE id = %s", table, key, c=column)
            allowed = may(self.grants, row, self.role, "update", column)
            self.tally.note(came, self.role, f"update {table}.{column}, {whose}", may=allowed)
        allowed = may(self.grants, row, self.role, "insert")
        came = tried(self.login, COPY, table, [json.dumps({**row.values, "id": str(uuid4())})], t=table)
        if came == "let through" and table in GUARDED and not allowed:
            came = "stopped by a guard"
        self.tally.note(came, self.role, f"insert {table}, {whose}", may=allowed)
        if not row.own and "network_id" in row.values:
            came = tried(
                self.login, "UPDATE {} SET network_id = %s WHERE id = %s", table, [str(self.own.id), *key]
            )
            self.tally.note(came, self.role, f"taking {table} over", may=False)

    def of_table(self, table: str, columns: list[str]) -> None:
        """What is done to a table as a whole; and to one whose rows are of no network."""
        writes = any((table, self.role, one) in self.grants for one in ("update", "delete"))
        for statement in OWNERS:
            came = tried(self.login, statement, table)
            came = came if came == "refused" else "done"
            self.tally.note(came, self.role, f"{statement} {table}", may=statement == LOCK and writes)
        given = (
            "refused"
            if tried(self.login, "GRANT ALL ON {} TO PUBLIC", table) == "refused"
            else self.given(table)
        )
        self.tally.note(given, self.role, f"giving {table} to everybody", may=False)
        for verb in ("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"):
            found = self.login.execute("SELECT has_table_privilege(%s, %s)", [table, verb]).fetchone()
            self.tally.note(
                "done" if found == (True,) else "refused", self.role, f"{verb} {table}", may=False
            )
        if "network_id" in columns:
            return
        for verb, statement in OF_NOBODY.items():
            came = tried(self.login, statement, table)
            self.tally.note(came, self.role, f"{verb} {table}", may=(table, self.role, verb) in self.grants)
        for column in columns:
            came = tried(self.login, "UPDATE {} SET {c} = {c}", table, c=column)
            allowed = self.grants.get((table, self.role, "update"), set())
            self.tally.note(
                came, self.role, f"update {table}.{column}", may=allowed is None or column in allowed
            )

    def given(self, table: str) -> str:
        """Whether the public has any right to a table: who may give nothing away is only warned."""
        with self.login.transaction(force_rollback=True):
            self.login.execute(sql.SQL("GRANT ALL ON {} TO PUBLIC").format(sql.Identifier(table)))
            found = self.login.execute(
                "SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = %s::regclass AND a.grantee = 0",
                [table],
            ).fetchone()
        return "refused" if found == (0,) else "done"


LOCK = "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE"
OWNERS = (
    LOCK,
    "TRUNCATE {} CASCADE",
    "REINDEX TABLE {}",
    "CREATE TRIGGER mine AFTER INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE TABLE mine (n int REFERENCES {})",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "CREATE POLICY mine ON {} USING (true)",
    "DROP TABLE {} CASCADE",
)
OF_NOBODY = {
    "select": "SELECT 1 FROM {} LIMIT 1",
    "delete": "DELETE FROM {}",
    "insert": "INSERT INTO {} DEFAULT VALUES",
}
COPY = "INSERT INTO {} SELECT * FROM jsonb_populate_record(NULL::{t}, %s)"


def test_behind_another_wall_nothing_is_removed_where_no_hold_speaks_first(
    stage: tuple[Network, User, list[Row]],
) -> None:
    own, user, rows = stage
    with owner() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM evidence_hold")
        cursor.execute("SET session_replication_role = origin")
    grants = reviewed()
    removals = [row for row in rows if row.table in GUARDED and row.own]
    refused = 0
    for role in ("openmso_business", "openmso_clinical"):
        with under(role, own, user) as login:
            for row in removals:
                if not may(grants, row, role, "insert"):
                    values = json.dumps({**row.values, "id": str(uuid4()), "code": "again"})
                    assert tried(login, COPY, row.table, [values], t=row.table) == "refused", row
                    refused += 1
    assert refused == 4


@pytest.mark.parametrize("role", ROLES)
def test_no_role_touches_a_sequence(role: str, stage: tuple[Network, User, list[Row]]) -> None:
    own, user, _ = stage
    with owner() as cursor:
        found = cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'").fetchall()
    with under(role, own, user) as login:
        for (name,) in found:
            came = tried(login, "SELECT last_value FROM {}", name)
            assert came == "refused" or not name.startswith(ROOMS), (role, name)
            with pytest.raises(psycopg.errors.InsufficientPrivilege), login.transaction():
                login.execute("SELECT setval(%s, 1)", [name])
    assert len(found) > 5
