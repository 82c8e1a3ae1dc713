"""Servers of their own for what would disturb the server of the tests: killing, restoring, signing in with passwords."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from openmso.foundation.postgres import runs, start, stop


@contextmanager
def home() -> Iterator[Path]:
    """A folder with a short path that the server's own user can reach; its server is stopped at the end."""
    made = Path(tempfile.mkdtemp(prefix="mso-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        if (made / "postgres" / "PG_VERSION").exists():
            stop(made / "postgres")
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def server() -> Iterator[Path]:
    """The data folder of a running embedded server."""
    with home() as made:
        start(made / "postgres")
        yield made / "postgres"


def owner(folder: Path, database: str = "postgres") -> psycopg.Connection:
    """A connection as the owner, past every policy."""
    return psycopg.connect(host=str(folder), user="postgres", dbname=database, autocommit=True)


def number_of(folder: Path) -> int:
    """The process number of the server of a folder."""
    return int((folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def kill(folder: Path) -> None:
    """Kill the server (-9), and wait until it is dead; its workers find themselves alone and leave a moment later."""
    os.kill(number_of(folder), signal.SIGKILL)
    while runs(folder):
        time.sleep(0.002)
