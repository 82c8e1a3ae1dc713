"""From the first migration with data to the newest, and back: every row survives, and the chain that the first version sealed holds.

`first.sql` was written by the first version. Whoever adds a migration is held by this test; one that cannot be undone says why in its
docstring, with the words "cannot be undone".
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from openmso.netfile.queries import read
from tests.cli.conftest import NETWORKS
from tests.cli.installations import KEYS, Installation
from tests.foundation.test_tables import ALL
from tests.robustness.servers import home, owner

pytestmark = pytest.mark.slow

FIRST = Path(__file__).parent / "first.sql"
HEAD = "1:f30b67c3896b5214d68c3cbb696764e3097a497b44b0eb43074e01d9908d1437"
"""Number and digest of the seal, as the first version said them."""
APPS = ("foundation", "evidence", "structure", "workforce", "oversight")
"""The apps of the first version, lowest first."""
TO_THE_FIRST = """
import sys
import django
django.setup()
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connections["owner"])
executor.migrate([key for key in executor.loader.graph.nodes if key[0] in sys.argv[1:] and key[1].startswith("0001")])
"""


@dataclass
class Story:
    """A database on its way."""

    folder: Path
    run: Installation
    before: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def to_the_first(self) -> None:
        """Django's own migrating, as the owner, forwards or back to the first migration of each app: all at once, for every way there draws all tables anew."""
        environment = {name: value for name, value in os.environ.items() if name not in KEYS}
        done = subprocess.run(
            [sys.executable, "-c", TO_THE_FIRST, *APPS],
            env={**environment, **self.run.environment, "DJANGO_SETTINGS_MODULE": "openmso.web.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]

    def applied(self) -> set[tuple[str, str]]:
        """The migrations of the first version's apps that are applied."""
        with owner(self.folder) as there:
            found = there.execute("SELECT app, name FROM django_migrations").fetchall()
        return {(app, name) for app, name in found if app in APPS}

    def rows(self) -> dict[str, dict[str, dict[str, Any]]]:
        """The rows of the tables of the first version, by table and id."""
        tables = sorted(
            {
                line.split()[2].removeprefix("public.")
                for line in FIRST.read_text(encoding="utf-8").splitlines()
                if line.startswith("INSERT")
            }
        )
        found: dict[str, dict[str, dict[str, Any]]] = {}
        with owner(self.folder) as there:
            for table in tables:
                said = there.execute(
                    sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(sql.Identifier(table))
                ).fetchall()
                found[table] = {str(one["id"]): one for one in (json.loads(text) for (text,) in said)}
        return found


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    """The tables of the first version, with its data."""
    with home() as made:
        run = Installation({"OPENMSO_HOME": str(made)})
        from openmso.foundation.postgres import start

        start(made / "postgres")
        story = Story(made / "postgres", run)
        story.to_the_first()
        with owner(story.folder) as there, there.transaction():
            there.execute(FIRST.read_text(encoding="utf-8"))
        story.before = story.rows()
        yield story


def kept(
    before: dict[str, dict[str, dict[str, Any]]], after: dict[str, dict[str, dict[str, Any]]]
) -> list[str]:
    """What of the rows of the first version is not there any more."""
    return [
        f"{table} {id} {name}: {value!r} is {after[table].get(id, {}).get(name)!r}"
        for table, rows in before.items()
        for id, row in rows.items()
        for name, value in row.items()
        if after[table].get(id, {}).get(name) != value
    ]


def test_upgraded_every_row_is_there_and_the_first_seal_holds(story: Story, tmp_path: Path) -> None:
    said = story.run("up")
    assert (said.code, "migrations were applied" in said.out) == (0, True), said
    inserted = FIRST.read_text(encoding="utf-8").count("INSERT INTO")
    assert sum(len(rows) for rows in story.before.values()) == inserted == 41
    assert kept(story.before, story.rows()) == []
    verified = story.run("evidence", "verify", "clinic")
    assert (verified.code, HEAD in verified.out) == (0, True), verified
    assert story.run("export", "clinic", tmp_path / "out.yaml").code == 0
    given, found = read(NETWORKS / "clinic.yaml"), read(tmp_path / "out.yaml")
    assert found.facts
    assert given.facts
    assert found.facts.tables == given.facts.tables
    assert found.facts.name == "Anew"


def test_undone_to_the_first_every_row_is_there_and_upgraded_again_the_seal_holds(story: Story) -> None:
    assert story.run("up").code == 0
    if not any(undoable(one) for one in later()):
        story.to_the_first()
        assert story.applied() == {(app, "0001_initial") for app in APPS}
        assert kept(story.before, story.rows()) == []
        assert story.run("up").code == 0
    assert kept(story.before, story.rows()) == []
    verified = story.run("evidence", "verify", "clinic")
    assert (verified.code, HEAD in verified.out) == (0, True), verified


def test_upgraded_the_tables_are_those_of_a_new_database(story: Story) -> None:
    """In every column, constraint and index: a new database is made straight from the models, and an old one by the migrations."""
    assert story.run("up").code == 0
    with home() as made:
        said = Installation({"OPENMSO_HOME": str(made)})("up")
        assert said.code == 0, said
        with owner(made / "postgres") as new, owner(story.folder) as old:
            for asked in ALL:
                theirs = {str(one) for one in old.execute(asked).fetchall()}
                assert {str(one) for one in new.execute(asked).fetchall()} ^ theirs == set()
                assert theirs


def later() -> list[Any]:
    """Our migrations after the first."""
    loader = MigrationLoader(None)
    return [
        one
        for (app, name), one in sorted(loader.disk_migrations.items())
        if app in (*APPS, "law") and not name.startswith("0001")
    ]


def undoable(migration: Any) -> str:
    """The steps of a migration that cannot be undone."""
    return ", ".join(type(one).__name__ for one in migration.operations if not one.reversible)


def test_a_migration_can_be_undone_or_says_why_not() -> None:
    found = later()
    assert len(found) > 5
    silent = [
        f"{one.app_label}.{one.name}: {undoable(one)}"
        for one in found
        if undoable(one) and "cannot be undone" not in (sys.modules[one.__module__].__doc__ or "")
    ]
    assert not silent
