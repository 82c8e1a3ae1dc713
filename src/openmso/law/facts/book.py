"""A pack, read once and then taken from its compiled copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import openmso
from openmso.law.facts import compiled
from openmso.law.facts.pack import Pack, read_folder
from openmso.law.files import cache as copies
from openmso.law.files import folder

SHIPPED: Final = Path(__file__).resolve().parents[1] / "pack"
"""The pack that comes with this version."""


@cache
def shipped() -> Pack:
    """The pack that comes with this version, read once a process."""
    return read_pack(SHIPPED)


def read_pack(root: Path, *, cached: bool = True) -> Pack:
    """The pack in a folder, strictly read. Raises `PackError` with every problem, or `FileNotFoundError`.

    With `cached`, a compiled copy of exactly these bytes is used and kept; any doubt about it, and the files
    are read anew.
    """
    if not root.is_dir():
        raise FileNotFoundError(f"there is no folder {root}")
    files = folder.law_files(root)
    digest = folder.digest(files)
    key = f"{compiled.MAKE}-{openmso.__version__}-{digest}"
    if cached and (content := copies.load(key)) is not None:
        found = compiled.unpacked(content)
        if found is not None and found.book.digest == digest:
            return found
    pack = read_folder(root, files)
    if cached:
        copies.store(key, compiled.packed(pack))
    return pack
