"""`openmso up`, `down` and `status`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short path that the server's own user can reach."""
    made = Path(tempfile.mkdtemp(prefix="mso-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def test_the_embedded_database_goes_up_twice_and_down_twice(home: Path) -> None:
    run = Installation({"OPENMSO_HOME": str(home)})
    try:
        assert run("status").code == 1
        nobody = run("networks")
        assert (nobody.code, "start it with: openmso up" in nobody.err) == (2, True)
        first = run("up")
        assert (first.code, "migrations were applied" in first.out) == (0, True), first
        assert run("up").out == f"the embedded PostgreSQL in {home}/postgres is up\n"
        said = run("status")
        assert (said.code, "signed in as openmso_app\nmigrations: all applied" in said.out) == (0, True)
    finally:
        stopped = run("down")
    assert stopped.out == f"the embedded PostgreSQL in {home}/postgres is stopped\n"
    assert run("down").out == f"the embedded PostgreSQL in {home}/postgres was not running\n"


def test_a_home_too_deep_for_a_socket_is_refused(tmp_path: Path) -> None:
    said = Installation({"OPENMSO_HOME": str(tmp_path / ("deep" * 30))})("up")
    assert said.code == 2
    assert "too long for a socket" in said.err


def test_a_server_elsewhere_is_ready_and_not_ours_to_stop(installed: Installation) -> None:
    said = installed("status")
    assert (said.code, "migrations: all applied" in said.out) == (0, True)
    refused = installed("down")
    assert (refused.code, "is not ours to stop" in refused.err) == (2, True)


def test_without_the_owners_connection_nothing_is_migrated_and_status_says_so(
    installed: Installation,
) -> None:
    said = installed("up", OPENMSO_OWNER_URL="")
    assert (said.code, said.err) == (
        2,
        "openmso: this takes the owner of the database: set OPENMSO_OWNER_URL\n",
    )
    assert "migrations: not known" in installed("status", OPENMSO_OWNER_URL="").out


def test_the_product_does_not_sign_in_as_the_owner(installed: Installation) -> None:
    said = installed("status", DATABASE_URL=installed.environment["OPENMSO_OWNER_URL"])
    assert (said.code, "it must be openmso_app" in said.err) == (2, True)


def test_a_server_that_is_not_there_is_named_without_its_password(installed: Installation) -> None:
    said = installed("export", "n", DATABASE_URL="postgresql://openmso_app:secret@127.0.0.1:1/mso")
    assert said.code == 2
    assert "PostgreSQL at 127.0.0.1:1, database mso does not answer" in said.err
    assert "secret" not in said.err


def test_with_another_secret_than_that_of_up_a_command_says_so(installed: Installation) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "secretive", "--yes").code == 0
    another = {"OPENMSO_SECRET_KEY": "another than that of up"}
    told = installed("export", "secretive", **another)
    assert (told.code, "does not take the product's word" in told.err) == (2, True), told
