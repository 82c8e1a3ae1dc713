"""Single mistakes in the small network, each with every line that is told of it."""

from collections.abc import Iterator
from pathlib import Path

from tests.netfile.small import SMALL


def mistakes() -> Iterator[tuple[str, list[str]]]:
    """The text with a mistake in it, and what is told; from `mistakes.txt`."""
    blocks = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
    for block in blocks[1:]:
        lines: dict[str, list[str]] = {"-": [], "+": [], "!": []}
        for line in block.splitlines():
            lines[line[0]].append(line[1:])
        old, new = ("".join(f"{line}\n" for line in lines[sign]) for sign in "-+")
        assert SMALL.count(old) == 1, old
        yield SMALL.replace(old, new), [f"network.yaml:{line}" for line in lines["!"]]
