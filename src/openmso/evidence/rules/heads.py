"""Heads of chains as they are kept outside the database: a line for each, in a file that is only added to.

Who holds a head can tell whether an end of the chain was cut off and sealed anew, whatever power over the database
somebody had. A line is the moment, the network and the head, with spaces between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class HeadError(ValueError):
    """A line is no head of a chain; the number of the line comes first."""


@dataclass(frozen=True, slots=True)
class Head:
    """Number and digest (hexadecimal) of the last seal of a network at a moment."""

    at: datetime
    network: str
    number: int
    digest: str

    def line(self) -> str:
        """The head as a line of the file."""
        return f"{self.at.isoformat(timespec='seconds')} {self.network} {self.number}:{self.digest}"


def heads(text: str) -> tuple[Head, ...]:
    """The heads of a file. Empty lines and lines that begin with # are passed over. Raises `HeadError`."""
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1)]
    return tuple(_head(number, words) for number, words in lines if words and not words[0].startswith("#"))


def _head(number: int, words: list[str]) -> Head:
    try:
        at, network, head = words
        seal, digest = head.split(":")
        found = Head(datetime.fromisoformat(at), network, int(seal), digest)
        whole = len(bytes.fromhex(digest)) == 32
    except ValueError:
        whole, found = False, None
    if found is None or not whole:
        raise HeadError(f"line {number} is no head of a chain: {' '.join(words)[:100]}")
    return found
