"""A server elsewhere, over TCP and with passwords: it is made ready, refuses strangers, and the tests of the wall hold there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation
from tests.foundation.walls import on
from tests.robustness.servers import (
    LOGIN_PASSWORD,
    OWNER_PASSWORD,
    Elsewhere,
    free_port,
    home,
    owner,
)

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OLD = Path("/usr/lib/postgresql/15/bin")
HERE_TOO = (
    "tests/foundation/test_door.py",
    "tests/foundation/test_doorstep.py",
    "tests/foundation/test_crossings.py",
    "tests/robustness/test_attacks.py",
    "tests/robustness/test_injection.py",
)
"""Tests that are run once more against the server elsewhere."""


@pytest.fixture(scope="module")
def ready(far: Elsewhere) -> Installation:
    """An installation on the server, made ready, with a network."""
    run = far.installation("ready")
    said = run("up")
    assert (said.code, "database ready is up" in said.out) == (0, True), said
    assert run("import", NETWORKS / "clinic.yaml", "--network", "clinic", "--yes").code == 0
    return run


def test_the_product_works_there_without_the_owner(ready: Installation) -> None:
    assert ready("export", "clinic", OPENMSO_OWNER_URL="").code == 0
    assert "signed in as openmso_app" in ready("status", OPENMSO_OWNER_URL="").out


@pytest.mark.parametrize(
    ("variable", "role"), [("OPENMSO_OWNER_URL", "mso_owner"), ("DATABASE_URL", "openmso_app")]
)
def test_a_wrong_password_is_told_as_such_and_not_shown(
    ready: Installation, far: Elsewhere, variable: str, role: str
) -> None:
    said = ready("up", **{variable: far.url(role, "guessed", "ready")})
    assert said.code == 2
    assert "does not let us in; look at DATABASE_URL and OPENMSO_OWNER_URL" in said.err
    assert f'password authentication failed for user "{role}"' in said.err
    assert not any(word in said.err for word in ("guessed", LOGIN_PASSWORD, OWNER_PASSWORD))


def test_where_tls_is_asked_for_nothing_is_said_in_plain(ready: Installation, far: Elsewhere) -> None:
    """This server has none: a driver that did not ask would get in."""
    said = ready("export", "clinic", DATABASE_URL=far.urls("ready")["DATABASE_URL"] + "?sslmode=verify-full")
    assert (said.code, "does not let us in" in said.err) == (2, True)


def test_the_role_that_signs_in_does_nothing_outside_a_side(ready: Installation, far: Elsewhere) -> None:
    tables = [name for (name,) in _asked(far, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    assert len(tables) > 40
    with psycopg.connect(ready.environment["DATABASE_URL"], autocommit=True) as login:
        for table in tables:
            if (
                table.startswith(("foundation_", "structure_", "workforce_", "oversight_", "evidence_"))
                and table != "foundation_user"
            ):
                for statement in ("SELECT 1 FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        login.execute(on(statement, table))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ALTER ROLE openmso_app SUPERUSER", "openmso_app: superuser"),
        ("ALTER ROLE openmso_business BYPASSRLS", "openmso_business: looks past row security"),
        ("GRANT pg_read_all_data TO openmso_app", "openmso_app: may become pg_read_all_data"),
    ],
)
def test_a_role_with_rights_over_the_server_is_refused(
    ready: Installation, far: Elsewhere, given: str, said: str
) -> None:
    back = {
        "ALTER ROLE openmso_app SUPERUSER": "ALTER ROLE openmso_app NOSUPERUSER",
        "ALTER ROLE openmso_business BYPASSRLS": "ALTER ROLE openmso_business NOBYPASSRLS",
        "GRANT pg_read_all_data TO openmso_app": "REVOKE pg_read_all_data FROM openmso_app",
    }[given]
    with owner(far.folder) as there:
        there.execute(given)
        refused = ready("up")
        there.execute(back)
    assert (refused.code, said in refused.err) == (2, True), refused


def _asked(far: Elsewhere, statement: str) -> list[tuple[str, ...]]:
    with owner(far.folder, "ready") as there:
        return there.execute(statement).fetchall()


@pytest.fixture
def old() -> Iterator[Installation]:
    """A server of an older version, where the machine has one."""
    if not (OLD / "postgres").exists():
        pytest.skip("no PostgreSQL 15 on this machine")
    user = "nobody" if os.geteuid() == 0 else None
    with home() as made:
        folder = made / "old"
        folder.mkdir()
        if user:
            shutil.chown(folder, user)
        port = free_port()
        subprocess.run(
            [OLD / "initdb", "-D", folder, "-U", "mso_owner", "-A", "trust"],
            check=True,
            capture_output=True,
            user=user,
        )
        command: list[str | Path] = [
            OLD / "pg_ctl",
            "-D",
            folder,
            "-w",
            "-o",
            f"-h 127.0.0.1 -p {port} -k {folder}",
            "-l",
            folder / "log",
        ]
        subprocess.run([*command, "start"], check=True, stdout=subprocess.DEVNULL, user=user)
        try:
            url = f"@127.0.0.1:{port}/postgres"
            yield Installation(
                {
                    "DATABASE_URL": f"postgresql://openmso_app{url}",
                    "OPENMSO_OWNER_URL": f"postgresql://mso_owner{url}",
                }
            )
        finally:
            subprocess.run(
                [*command, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, user=user
            )


def test_an_older_server_is_refused_before_anything_is_made(old: Installation) -> None:
    said = old("up")
    assert (said.code, "OpenMSO needs PostgreSQL 18 or later; this is 15" in said.err) == (2, True), said
    with psycopg.connect(old.environment["OPENMSO_OWNER_URL"]) as there:
        assert there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_the_tests_of_door_wall_and_evidence_hold_there_too(ready: Installation, far: Elsewhere) -> None:
    """The same tests, over TCP, with passwords, by an owner who is no superuser."""
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "OPENMSO_", "COV"))
        },
        **far.urls("ready"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *HERE_TOO],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout
