"""The archive of a binder: files with a manifest in a ZIP, made alike from like, and held against its manifest again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openmso.compliance.rules.binders import MANIFEST, faults_of

LARGEST: Final = 200 * 1024 * 1024
"""An archive whose files say they have more bytes in all is not opened: archives may be made to fill a machine."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What holding an archive against its manifest found. `digest`: the SHA-256 of the manifest, to compare with one kept elsewhere."""

    files: int
    digest: str
    faults: tuple[str, ...]
    manifest: Mapping[str, Any]

    @property
    def holds(self) -> bool:
        """Whether every file is as the manifest says, and the manifest the one that was expected."""
        return not self.faults


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, hexadecimal."""
    return sha256(data).hexdigest()


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it stands in the archive."""
    return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()


def packed(files: Mapping[str, bytes], at: datetime) -> bytes:
    """Files by name as a ZIP, in this order, dated with a moment."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, at.timetuple()[:6])
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data)
    return made.getvalue()


def verify(archive: Path | IO[bytes], expected: str = "") -> Checked:
    """Hold every file of an archive against its manifest; `expected`: the SHA-256 that the manifest should have, if known.

    Whoever changes a file and the manifest with it is found by `expected` only.
    """
    try:
        with ZipFile(archive) as opened:
            names = [one.filename for one in opened.infolist()]
            if len(names) != len(set(names)):
                return Checked(len(names), "", ("the archive holds a name twice",), {})
            if sum(one.file_size for one in opened.infolist()) > LARGEST:
                return Checked(len(names), "", ("the archive is too large for a binder",), {})
            if MANIFEST not in names:
                return Checked(len(names), "", (f"{MANIFEST} is missing: this is no binder",), {})
            raw = opened.read(MANIFEST)
            found = {one: _measured(opened.read(one)) for one in names if one != MANIFEST}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as broken:
        return Checked(0, "", (f"the archive cannot be read: {broken}",), {})
    return _checked(raw, found, expected)


def _checked(raw: bytes, found: Mapping[str, tuple[int, str]], expected: str) -> Checked:
    digest = digest_of(raw)
    try:
        manifest = json.loads(raw)
    except ValueError:
        return Checked(len(found), digest, (f"{MANIFEST} cannot be read",), {})
    faults = faults_of(manifest, found)
    if expected and expected.strip().lower() != digest:
        faults = (f"{MANIFEST} was changed: its SHA-256 is {digest}, not {expected.strip().lower()}", *faults)
    return Checked(len(found), digest, faults, manifest if isinstance(manifest, dict) else {})


def _measured(data: bytes) -> tuple[int, str]:
    return len(data), digest_of(data)
