"""Tables are made straight from the models where there are none, with every migration noted as applied."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from openmso.foundation.tables import make_tables, pending

pytestmark = pytest.mark.django_db

COLUMNS = """
    SELECT table_name, column_name, data_type, udt_name, character_maximum_length, numeric_precision, numeric_scale,
           is_nullable, column_default, is_identity, identity_generation, generation_expression
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, contype, pg_get_constraintdef(oid), condeferrable, condeferred
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3
"""
NAMES = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x') ORDER BY 1, 2"
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
APPLIED = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
ALL = (COLUMNS, CONSTRAINTS, NAMES, INDEXES, APPLIED)


@pytest.fixture
def empty() -> Iterator[str]:
    """Another database of the server, empty, and the alias that leads to it."""
    at = connections["default"].settings_dict
    name = f"{at['NAME']}_tables"
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"] or None, user=at["USER"], password=at["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    ) as server:  # fmt: skip
        known = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(known))
        server.execute(sql.SQL("CREATE DATABASE {}").format(known))
        connections.settings["tables"] = {**at, "NAME": name}
        settings.DATABASES.setdefault("tables", connections.settings["tables"])
        try:
            yield "tables"
        finally:
            connections["tables"].close()
            del connections["tables"], connections.settings["tables"]
            settings.DATABASES.pop("tables", None)
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(known))


def catalog(alias: str) -> list[list[tuple[object, ...]]]:
    """What the database says of its tables."""
    found = []
    with connections[alias].cursor() as cursor:
        for asked in ALL:
            cursor.execute(asked)
            found.append(cursor.fetchall())
    return found


def test_tables_are_made_once_with_every_migration_noted(
    empty: str, django_db_blocker: pytest.FixtureRequest
) -> None:
    """That the migrations make the same tables is told by `tests/robustness/test_upgrade.py`."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined] # pytest-django's, untyped
        applied = make_tables(empty)
        straight = catalog(empty)
        assert len(applied) > 100
        assert len(straight[0]) > 1000
        assert not pending(empty)
        assert not make_tables(empty)
        assert catalog(empty) == straight
