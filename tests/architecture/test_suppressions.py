"""Whoever silences a check says why, on the same line."""

import re

import pytest

from tests.architecture.tree import ROOT, report, tracked_under, where

# A marker, its codes, and then at least two words.
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s*\w+)\b(?P<rest>.*)")
EXPLAINED = re.compile(r"^(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?\s*[-–#:(]+\s*\w+\S*\s+\S+")


def unexplained(line: str) -> bool:
    """Whether a line silences a check without a reason."""
    found = SILENCED.search(line)
    return found is not None and not EXPLAINED.match(found["rest"])


def test_every_suppression_has_a_reason() -> None:
    bare = [
        f"{where(path, number)} {line.strip()}"
        for path in tracked_under(ROOT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unexplained(line)
    ]
    assert not bare, report("say why:", bare)


@pytest.mark.parametrize("rest", ["noqa: S101", "noqa", "type: ignore[arg-type]", "pragma: no cover"])
def test_a_bare_suppression_is_seen(rest: str) -> None:
    assert unexplained(f"x = 1  # {rest}")
    assert not unexplained(f"x = 1  # {rest} - the caller checks")
