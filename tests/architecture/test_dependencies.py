"""Every dependency has a reason, a pinned version with hashes, and is declared where it is imported."""

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SRC, imports, pyproject, report, tracked_under, where

LISTS = sorted((ROOT / "requirements").glob("*.in"))


def requirements(path: Path) -> list[tuple[int, str]]:
    """Line number and text of every requirement of a list."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [(number, line) for number, line in lines if line.strip() and not line.startswith(("#", "-"))]


def normalized(requirement: str) -> str:
    """The project a requirement names, as an index spells it."""
    name = re.split(r"[\s\[<>=!~;#]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def projects(name: str) -> set[str]:
    """The projects named in one of the lists."""
    return {normalized(line) for _, line in requirements(ROOT / "requirements" / f"{name}.in")}


def test_every_dependency_has_a_reason() -> None:
    bare = [
        f"{where(path, number)} {line}"
        for path in LISTS
        for number, line in requirements(path)
        if len(line.partition("#")[2].split()) < 3
    ]
    assert not bare, report("say after a # what it is for:", bare)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_dependency_is_locked_with_hashes(path: Path) -> None:
    entries = re.findall(
        r"^(\S+?)==\S+ \\\n((?:    --hash=\S+.*\n)+)", path.with_suffix(".txt").read_text(), re.MULTILINE
    )
    assert projects(path.stem) <= {normalized(name) for name, _ in entries}


def test_locks_share_their_versions() -> None:
    pins: dict[str, set[str]] = {}
    for path in LISTS:
        for name, version in re.findall(
            r"^(\S+?)==(\S+)", path.with_suffix(".txt").read_text(), re.MULTILINE
        ):
            pins.setdefault(name, set()).add(version)
    assert not {name: versions for name, versions in pins.items() if len(versions) > 1}


def test_the_distribution_asks_for_what_the_list_explains() -> None:
    declared = {requirement.replace(" ", "") for requirement in pyproject()["project"]["dependencies"]}
    explained = {line.split("#")[0].strip() for _, line in requirements(ROOT / "requirements" / "runtime.in")}
    assert declared == explained


def test_source_imports_only_what_is_declared() -> None:
    extras = pyproject()["project"]["optional-dependencies"].values()
    declared = projects("runtime") | {normalized(r) for extra in extras for r in extra}
    providers = packages_distributions()
    undeclared = [
        f"{where(path, line)} {name}"
        for path in tracked_under(SRC)
        for line, name in imports(path)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | {"openmso"}
        and declared.isdisjoint(normalized(d) for d in providers.get(top, []))
    ]
    assert not undeclared, report("add it to requirements/runtime.in with a reason:", undeclared)
