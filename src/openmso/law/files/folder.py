"""The folder of a pack: which files belong to it, and the digest of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

MANIFEST: Final = "pack.yaml"
COVERAGE: Final = "coverage.yaml"
TERMS: Final = "terms"
PARAMETERS: Final = "parameters"
CASES: Final = "cases"
SUFFIX: Final = ".yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the pack: its path from the pack's root, with slashes, and its bytes."""

    path: str
    content: bytes

    @property
    def folder(self) -> str:
        """The folder right below the root, empty for files of the root itself."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The name without suffix."""
        return self.path.rpartition("/")[2].removesuffix(SUFFIX)


def law_files(root: Path) -> list[Found]:
    """Every file that says what the law is, in order of path; cases and coverage only talk about it."""
    found = [_read(root, root / MANIFEST)] if (root / MANIFEST).is_file() else []
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not _hidden(path)):
        found.extend(
            _read(root, path) for path in sorted(folder.iterdir()) if path.is_file() and not _hidden(path)
        )
    return found


def case_files(root: Path) -> list[Found]:
    """Every file of cases, in order of path."""
    return [_read(root, path) for path in sorted(root.glob(f"*/{CASES}/*{SUFFIX}"))]


def digest(files: Iterable[Found]) -> str:
    """SHA-256 over path and bytes of every file, in hexadecimal; line ends count as one kind."""
    whole = sha256()
    for one in sorted(files, key=lambda one: one.path):
        for part in (one.path.encode(), one.content.replace(b"\r\n", b"\n")):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def strays(root: Path) -> Iterator[str]:
    """Paths that do not belong into a pack: other suffixes, folders within folders."""
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if any(_hidden(Path(part)) for part in relative.parts):
            continue
        depth = len(relative.parts)
        if path.is_dir():
            fine = depth == 1 or (depth == 2 and relative.parts[1] == CASES)
        else:
            fine = path.suffix == SUFFIX and (depth > 1 or path.name in (MANIFEST, COVERAGE))
        if not fine:
            yield relative.as_posix()


def _read(root: Path, path: Path) -> Found:
    return Found(path.relative_to(root).as_posix(), path.read_bytes())


def _hidden(path: Path) -> bool:
    """Files of editors, systems and interpreters, which say nothing."""
    return path.name.startswith((".", "__")) or path.name.endswith("~")
