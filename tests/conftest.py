"""What every test shares: how hard Hypothesis looks, and a PostgreSQL for those that ask for the database."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=60, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,  # the same examples on every run: a red build is red for everyone
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

SERVER = "OPENMSO_TEST_SERVER"


def pytest_configure(config: pytest.Config) -> None:
    """Name one folder for the server of this run; the processes of xdist inherit it."""
    if not hasattr(config, "workerinput"):
        os.environ[SERVER] = tempfile.mkdtemp(prefix="openmso-")
        Path(os.environ[SERVER]).chmod(0o755)  # as root the server runs as another user


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, if one was started, and remove its folder."""
    if hasattr(config, "workerinput") or SERVER not in os.environ:
        return
    home = Path(os.environ.pop(SERVER))
    if (home / "postgres").exists():
        from openmso.foundation.postgres import stop

        stop(home / "postgres")
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Point the tests at the server of this run, unless `DATABASE_URL` names another."""
    if os.environ.get("DATABASE_URL"):
        return
    from django.db import connections

    from openmso.foundation.postgres import start

    home = Path(os.environ[SERVER]) / "postgres"
    start(home)
    for alias in connections:
        connections[alias].settings_dict["HOST"] = str(home)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The migrated database, with the wall and the trail raised."""
    from openmso.evidence.models.trail import raise_trail
    from openmso.foundation.wall import raise_wall

    with django_db_blocker.unblock():  # type: ignore[attr-defined] # pytest-django's, untyped
        raise_wall()
        raise_trail()
    yield
