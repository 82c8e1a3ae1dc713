"""The migrations make exactly the tables that the models describe."""

import importlib
import pkgutil

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.tree import SRC, rooms


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # leaves by SystemExit if one is


def registered() -> dict[str, str]:
    """The rooms that are apps with tables: name by label. A room may be one for its templates only."""
    found = [config for config in apps.get_app_configs() if config.name.startswith("openmso.")]
    return {config.label: config.name for config in found if list(config.get_models())}


def test_every_room_with_tables_has_migrations() -> None:
    for name in sorted(registered().values()):
        found = importlib.import_module(f"{name}.migrations")
        assert [one.name for one in pkgutil.iter_modules(found.__path__)], name


def test_every_room_with_models_is_registered() -> None:
    with_models = {room for room in rooms() if list((SRC / room).glob("models*"))}
    assert with_models == set(registered())
