"""The compiled copy of a pack in the user's cache folder, so that a command need not read 600 files anew.

Nothing depends on it: a copy that is missing, unreadable or of another make is silently left aside, and a
folder that cannot be written to is no error. `OPENMSO_CACHE_DIR` says where it goes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

VARIABLE: Final = "OPENMSO_CACHE_DIR"
_KEPT: Final = 4


def folder() -> Path:
    """Where compiled packs are kept."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "openmso" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "openmso"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "openmso"


def load(key: str) -> bytes | None:
    """The copy kept under a key, or None."""
    try:
        return _path(key).read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: a user without a home folder
        return None


def store(key: str, content: bytes) -> None:
    """Keep a copy, whole or not at all; the oldest copies go. Failing to is not worth a word."""
    with suppress(OSError, RuntimeError):
        path = _path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".law-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _forget(path.parent)


def _path(key: str) -> Path:
    return folder() / f"law-{key}.json"


def _forget(where: Path) -> None:
    kept = sorted(where.glob("law-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        path.unlink(missing_ok=True)
