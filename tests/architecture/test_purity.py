"""The cellar and every room's rules take numbers in and give answers out, and touch nothing else.

The import contract `pure` watches modules; this watches what needs no import: built-in files and consoles,
the clock inside `datetime`, and names bound when the program runs.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import CELLAR, SRC, parsed, report, tracked_under, where

BUILTINS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint", "globals"}
CLOCK = {"now", "today", "utcnow"}


def pure_modules() -> list[Path]:
    """The modules of the cellar, and each room's rules, be they a file or a folder."""
    return [
        path
        for path in tracked_under(SRC)
        if path.relative_to(SRC).parts[0] in CELLAR or "rules" in (path.stem, path.parent.name)
    ]


def impurity(node: ast.AST) -> str | None:
    """What makes a piece of code depend on more than its arguments."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
            return f"calls {name}()"
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
            return f"reads the clock by {name}()"
        case ast.Global():
            return "rebinds a global"
    return None


def test_the_cellar_depends_on_its_arguments_only() -> None:
    impure = [
        f"{where(path, getattr(node, 'lineno', None))} {what}"
        for path in pure_modules()
        for node in ast.walk(parsed(path))
        if (what := impurity(node))
    ]
    assert not impure, report("hand it in as an argument:", impure)


@pytest.mark.parametrize("code", ["open('x')", "date.today()", "datetime.now(UTC)", "global x"])
def test_impurity_is_seen(code: str) -> None:
    assert any(impurity(node) for node in ast.walk(ast.parse(code)))
