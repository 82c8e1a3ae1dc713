"""A module stops at 400 lines and a function at 50, so that no giant ever grows."""

import ast

from tests.architecture.tree import ROOT, parsed, report, tracked, tracked_under, where

MODULE = 400
FUNCTION = 50
FILE = 500_000  # bytes; larger files do not belong into history


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in tracked_under(ROOT)}
    long = [f"{where(p)} has {n} lines" for p, n in lengths.items() if n > MODULE]
    assert not long, report("split by concept into a folder of the same name:", long)


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{where(path, node.lineno)} {node.name} has {length} lines"
        for path in tracked_under(ROOT)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION
    ]
    assert not long, report("name its parts:", long)


def test_no_committed_file_is_larger_than_half_a_megabyte() -> None:
    large = [f"{where(p)} has {p.stat().st_size:,} bytes" for p in tracked() if p.stat().st_size > FILE]
    assert not large, report("generate it, or split it:", large)
