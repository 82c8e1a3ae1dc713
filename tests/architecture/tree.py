"""The source tree as the architecture tests see it: tracked files, modules, rooms, imports."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "openmso"
TESTS = ROOT / "tests"

CELLAR = {"timeline", "authority", "words"}  # pure, one concept a module, no shelves
GROUND = {"foundation"}  # what every room stands on: one concept a module, all of it handed out
DOORS = {"web", "cli"}  # assembled from the rooms, imported by nobody
COUNTER = {"queries", "actions", "facts"}  # what one room may import of another
FRONT = "web"
WAYS_IN = {"api", "urls"}  # what the front door assembles of every room


@cache
def tracked() -> list[Path]:
    """Every file that is committed or about to be; in an unpacked archive, every file outside dot folders."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]
    try:
        listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        names = [str(p) for p in found if p.suffix != ".pyc" and not p.parts[0].startswith(".")]
    else:
        names = listing.split("\0")
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def tracked_under(*folders: Path, suffix: str = ".py") -> list[Path]:
    """The tracked files with this suffix below any of the folders."""
    return [p for p in tracked() if p.suffix == suffix and any(p.is_relative_to(f) for f in folders)]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def rooms() -> set[str]:
    """The rooms that are built: the packages right below `openmso`."""
    return {p.parent.name for p in SRC.glob("*/__init__.py")}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, inside functions too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def where(path: Path, line: int | None = None) -> str:
    """A place, as an editor opens it."""
    place = str(path.relative_to(ROOT))
    return place if line is None else f"{place}:{line}"


def report(title: str, offenders: list[str]) -> str:
    """All offenders at once, one a line."""
    return "\n  ".join([title, *offenders])


@cache
def pyproject() -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contract(name: str) -> dict[str, Any]:
    """One import contract of pyproject.toml by its id."""
    found: list[dict[str, Any]] = pyproject()["tool"]["importlinter"]["contracts"]
    return next(c for c in found if c["id"] == name)
