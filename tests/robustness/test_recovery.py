"""The embedded server starts again, whatever a crash left in its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openmso.foundation.postgres import DataFolderError, program, runs, start, stop
from tests.robustness.servers import home, kill, number_of, owner, server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    """A server for all tests of this file, with a table."""
    with server() as folder:
        with owner(folder) as there:
            there.execute("CREATE TABLE kept (n int)")
        yield folder


@pytest.fixture
def folder(shared: Path) -> Path:
    """The shared server, running."""
    start(shared)
    return shared


def kept(folder: Path) -> int:
    """How many rows the table holds."""
    with owner(folder) as there:
        found = there.execute("SELECT count(*) FROM kept").fetchone()
    assert found
    return int(found[0])


def stopped_with(folder: Path, left: str) -> None:
    """The server is killed, and all its workers are gone; its file says what is `left`."""
    kill(folder)
    (folder / "postmaster.pid").write_text(left, encoding="utf-8")


def test_a_killed_server_starts_again_with_what_was_committed(folder: Path) -> None:
    with owner(folder) as there:
        there.execute("INSERT INTO kept VALUES (1)")
        before = kept(folder)
        kill(folder)
    start(folder)
    assert kept(folder) == before


def test_a_server_killed_at_work_starts_again_while_its_worker_is_still_busy(folder: Path) -> None:
    there = owner(folder)
    busy = there.execute("SELECT pg_backend_pid()").fetchone()
    assert busy
    os.kill(busy[0], 19)  # SIGSTOP: it holds the memory of the server and notices nothing
    kill(folder)
    waker = f"import os, time; time.sleep(1); os.kill({busy[0]}, 18)"  # SIGCONT
    with subprocess.Popen([sys.executable, "-c", waker]):
        start(folder)
    there.close()
    assert kept(folder) >= 0


def test_the_number_of_a_dead_server_may_be_another_process_by_now(folder: Path) -> None:
    lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    stopped_with(folder, "\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not runs(folder)
    start(folder)
    assert number_of(folder) != os.getpid()
    assert kept(folder) >= 0


@pytest.mark.parametrize(
    "left",
    ["", "\n", "12", "x\n", f"{os.getpid()}\n"],
    ids=["empty", "a line", "cut off", "junk", "another process"],
)
def test_a_file_that_was_half_written_is_no_hindrance(folder: Path, left: str) -> None:
    stopped_with(folder, left)
    assert not runs(folder)
    start(folder)
    assert kept(folder) >= 0


def test_stopping_a_killed_server_stops_nobody_else(folder: Path) -> None:
    lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    stopped_with(folder, "\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not stop(folder)


def test_a_folder_whose_making_was_killed_is_made_anew() -> None:
    with home() as made:
        half = made / "postgres.new"
        half.mkdir()
        (half / "PG_VERSION").write_text("18\n", encoding="utf-8")
        start(made / "postgres")
        assert runs(made / "postgres")
        assert not half.exists()


def test_a_server_that_cannot_start_says_why_at_once(folder: Path) -> None:
    stop(folder)
    setting = folder / "postgresql.auto.conf"
    before = setting.read_text(encoding="utf-8")
    setting.write_text("shared_buffers = 'much'\n", encoding="utf-8")
    try:
        with pytest.raises(DataFolderError, match="shared_buffers"):
            start(folder)
    finally:
        setting.write_text(before, encoding="utf-8")


def test_the_programs_beside_the_server_are_there() -> None:
    for name in ("pg_dump", "pg_restore", "psql"):
        said = subprocess.run([program(name), "--version"], capture_output=True, text=True, check=True).stdout
        assert " 18." in said
