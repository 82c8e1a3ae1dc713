"""Servers of their own for what would disturb the server of the tests: killing, restoring, signing in with passwords."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from openmso.foundation.postgres import _pg_ctl, runs, start, stop
from tests.cli.installations import Installation


@contextmanager
def home() -> Iterator[Path]:
    """A folder with a short path that the server's own user can reach; its server is stopped at the end."""
    made = Path(tempfile.mkdtemp(prefix="robust-"))
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
    port = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[3]
    return psycopg.connect(host=str(folder), port=port, user="postgres", dbname=database, autocommit=True)


def number_of(folder: Path) -> int:
    """The process number of the server of a folder."""
    return int((folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def kill(folder: Path) -> None:
    """Kill the server (-9), and wait until it is dead; its workers find themselves alone and leave a moment later."""
    os.kill(number_of(folder), signal.SIGKILL)
    while runs(folder):
        time.sleep(0.002)


OWNER_PASSWORD = "the owner's / own"  # noqa: S105 - of a server that lives as long as the tests
LOGIN_PASSWORD = "p@ss:word"  # noqa: S105 - same


@dataclass(frozen=True)
class Elsewhere:
    """A server reached over TCP, where everybody has a password and the owner of the database is no superuser."""

    folder: Path
    port: int

    def installation(self, database: str) -> Installation:
        """An installation whose database is new on this server."""
        with owner(self.folder) as there:
            there.execute(f"CREATE DATABASE {database} OWNER mso_owner")
        return Installation(self.urls(database))

    def urls(self, database: str) -> dict[str, str]:
        """What an administrator would set."""
        return {
            "DATABASE_URL": self.url("openmso_app", LOGIN_PASSWORD, database),
            "OPENMSO_OWNER_URL": self.url("mso_owner", OWNER_PASSWORD, database),
        }

    def url(self, role: str, password: str, database: str) -> str:
        """The URL of a database for a role."""
        return f"postgresql://{role}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """A server that listens on a port of this machine and asks for passwords."""
    with server() as folder:
        with owner(folder) as there:
            there.execute(
                sql.SQL("CREATE ROLE mso_owner LOGIN CREATEROLE CREATEDB PASSWORD {}").format(OWNER_PASSWORD)
            )
        stop(folder)
        (folder / "pg_hba.conf").write_text(
            "local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8"
        )
        port = free_port()
        address = f'-h 127.0.0.1 -p {port} -k "{folder}"'
        _pg_ctl(folder, "-w", "-o", address, "-l", str(folder / "log"), "start")
        yield Elsewhere(folder, port)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
