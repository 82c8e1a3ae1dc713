"""What every test shares: how hard Hypothesis looks, and a PostgreSQL for those that ask for the database."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=15, deadline=None)
settings.register_profile(
    "ci",
    max_examples=100,
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


@pytest.hookimpl(trylast=True)  # after pytest-django has put those without a database last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes a process long, such as the stories of one server, comes first: at the end the others would wait for it."""
    items.sort(key=lambda one: one.get_closest_marker("slow") is None)


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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: object
) -> None:
    """A database for each process; and sign in as the owner, who can take on every role: to the server of this run, or where OPENMSO_OWNER_URL says.

    What the login role can do by itself is tested over connections of its own.
    """
    from django.conf import settings
    from django.db import connections

    from openmso.foundation.postgres import start

    if settings.EMBEDDED:
        home = Path(os.environ[SERVER]) / "postgres"
        start(home)
        connections["owner"].settings_dict["HOST"] = str(home)
        _careless(home, str(connections["owner"].settings_dict["USER"]))
    owner = connections["owner"].settings_dict
    connections["default"].settings_dict.update(
        {name: owner[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    )
    del connections.settings["owner"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined] # pytest-django's, untyped
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = _template()


def _careless(home: Path, owner: str) -> None:
    """The server of the tests is thrown away: it need not survive the machine. What must is tested with servers of its own."""
    import psycopg

    with psycopg.connect(host=str(home), user=owner, dbname="postgres", autocommit=True) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


def _template() -> str:
    """A database with all tables, made as `openmso up` makes them; the one of the tests is its copy."""
    import psycopg
    from django.db import connections
    from psycopg import sql

    from openmso.foundation.tables import make_tables

    at = connections["default"].settings_dict
    name = f"openmso_tables_{os.getpid()}"
    with psycopg.connect(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connections.settings["tables"] = {**at, "NAME": name}
    make_tables("tables")
    connections["tables"].close()
    del connections["tables"], connections.settings["tables"]
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """The migrated database, with the wall and the trail raised, and the owner free to become any side."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db import connection
    from django.db.models.signals import post_migrate

    from openmso.evidence.actions import raise_trail
    from openmso.foundation.backup import raise_reader
    from openmso.foundation.queue import WORKER_ROLE, raise_queue
    from openmso.foundation.wall import raise_wall, roles, unless_there

    # Emptying the tables after a test would make them anew for 120 tables, each time; nothing asks for them.
    post_migrate.disconnect(
        create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions"
    )
    post_migrate.disconnect(create_contenttypes)
    with django_db_blocker.unblock():  # type: ignore[attr-defined] # pytest-django's, untyped
        raise_wall()
        raise_queue()
        raise_trail()
        raise_reader()
        with connection.cursor() as cursor:
            for role in (*roles(), WORKER_ROLE):
                cursor.execute(unless_there(f"GRANT {role} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE"))


@pytest.fixture
def queue(transactional_db: None) -> Iterator[None]:
    """An empty queue, that a worker can see: its tables are no models that Django would empty between tests."""
    from django.db import connection

    def emptied() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")

    emptied()
    yield
    emptied()
