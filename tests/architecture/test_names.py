"""A name says what a thing is. Names that fit anything are where order ends."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SRC, parsed, report, tracked_under, where

EMPTY = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
BARE = {"base", "bases", "service", "services"}  # fine with a noun beside it: `service_lines`


def says_nothing(name: str) -> bool:
    """Whether a module's or folder's name is one of those that hold anything."""
    return name in BARE or not EMPTY.isdisjoint(name.lower().strip("_").split("_"))


@pytest.mark.parametrize("name", ["utils", "law_helpers", "base", "service"])
def test_empty_names_are_known(name: str) -> None:
    assert says_nothing(name)


def test_no_module_or_folder_has_an_empty_name() -> None:
    def parts(path: Path) -> list[str]:
        return [*path.relative_to(ROOT).parts[:-1], path.stem]

    empty = [where(p) for p in tracked_under(ROOT) if any(map(says_nothing, parts(p)))]
    assert not empty, report("whose concept is it? put it there:", empty)


def test_no_class_is_a_manager_or_helper() -> None:
    empty = [
        f"{where(path, node.lineno)} {node.name}"
        for path in tracked_under(SRC)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(tuple(EMPTY))
    ]
    assert not empty, report("name what it is:", empty)
