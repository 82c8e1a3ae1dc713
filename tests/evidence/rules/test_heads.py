"""Heads of chains in a file: read as written, refused line by line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from openmso.evidence.rules.heads import Head, HeadError, heads

DIGEST = "ab" * 32
HEAD = Head(datetime(2026, 11, 26, 7, 7, tzinfo=UTC), "lone-star", 12, DIGEST)


def test_a_head_is_read_as_it_was_written() -> None:
    line = f"2026-11-26T07:07:00+00:00 lone-star 12:{DIGEST}"
    assert HEAD.line() == line
    assert heads(f"# kept by counsel\n\n{line}\n{line}\n") == (HEAD, HEAD)


@pytest.mark.parametrize(
    "line",
    ["nonsense", f"2026-11-26 n 1:{DIGEST}x", f"yesterday n 1:{DIGEST}", f"2026-11-26 n one:{DIGEST}", "2026-11-26 n 1:ab"],
)  # fmt: skip
def test_what_is_no_head_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(HeadError, match="line 3 is no head of a chain"):
        heads(f"{HEAD.line()}\n\n{line}\n")
