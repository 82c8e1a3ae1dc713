"""The tables of a database: made straight from the models where there are none yet, migrated where there are.

Django draws every table anew for every step of a migration, which takes half a minute of a first start. In an empty
database that work has no subject: the tables are made as the models say, and the migrations are noted as applied. That both
ways end at the same tables is tested.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations import Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

BELOW: Final = "auth"
"""The app of Django that our tables refer to; it comes first, with what it refers to."""
MIGRATED: Final = frozenset({"contenttypes", BELOW, "procrastinate"})
"""Apps that are migrated always: those below, and the one whose tables are written in SQL."""


def make_tables(alias: str) -> list[str]:
    """Bring the tables of a database to those of this version; the migrations that were applied, or noted as such."""
    wanting = pending(alias)
    if not connections[alias].introspection.table_names():
        call_command("migrate", BELOW, database=alias, verbosity=0, interactive=False)
        with transaction.atomic(using=alias):  # all or none: after a pulled plug the next start begins anew
            _make_straight(alias, [one for one in wanting if one.app_label not in MIGRATED])
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    return [str(one) for one in wanting]


def pending(alias: str) -> list[Migration]:
    """The migrations that are not applied yet, in their order."""
    executor = MigrationExecutor(connections[alias])
    return [one for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _make_straight(alias: str, migrations: list[Migration]) -> None:
    plain = [(one, operation) for one in migrations for operation in one.operations]
    with connections[alias].schema_editor() as editor:
        for migration, operation in plain:
            if isinstance(operation, CreateExtension):  # columns and constraints need them
                operation.database_forwards(migration.app_label, editor, ProjectState(), ProjectState())
    with connections[alias].schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.app_label not in MIGRATED and model._meta.can_migrate(alias):
                editor.create_model(model)  # with the tables of its relations to many
    recorder = MigrationRecorder(connections[alias])
    with connections[alias].schema_editor() as editor:
        for migration, operation in plain:
            if isinstance(operation, RunSQL):
                operation.database_forwards(migration.app_label, editor, ProjectState(), ProjectState())
    for migration in migrations:
        recorder.record_applied(migration.app_label, migration.name)
