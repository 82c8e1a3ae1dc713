"""A YAML document as the reader sees it: scalars, lists and mappings, each with its line.

Scalars are read by the core schema of YAML 1.2, narrowed: `true`, `false` and `null` only in these
spellings, whole numbers without leading zeros, everything else is text. Dates are text until a field asks
for one. Nothing is ever read as yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: Final = {"true": True, "false": False, "null": None, "": None}

YES_OR_NO: Final = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Words that older YAML read as booleans, and people still do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar: its text, and whether it stood without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def missing(self) -> bool:
        """Whether nothing at all is written, not even `null`."""
        return self.plain and not self.text

    @property
    def value(self) -> bool | int | Decimal | str | None:
        """What the scalar means."""
        text = self.text
        if not self.plain:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in "-0123456789":
            if _INTEGER.match(text):
                return int(text)
            if _DECIMAL.match(text):
                return Decimal(text)
        return text

    @property
    def yes_or_no(self) -> bool:
        """Whether it is one of the words that older YAML read as booleans."""
        return len(self.text) <= 3 and self.text.casefold() in YES_OR_NO


@dataclass(frozen=True, slots=True)
class List:
    """A sequence."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping: its pairs as they stand, duplicates too."""

    line: int
    pairs: tuple[tuple[Text, Node], ...]
    _first: dict[str, Node] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for key, node in self.pairs:
            self._first.setdefault(key.text, node)

    def get(self, key: str) -> Node | None:
        """What stands under a key (the first, if it stands twice)."""
        return self._first.get(key)

    def repeated(self) -> Iterator[Text]:
        """The keys that stood before."""
        if len(self._first) == len(self.pairs):
            return
        seen: set[str] = set()
        for key, _ in self.pairs:
            if key.text in seen:
                yield key
            seen.add(key.text)


type_names: Final = {Text: "a single value", List: "a list", Table: "a mapping"}

Node = Text | List | Table


def described(node: Node) -> str:
    """What a node is, for a message: its text quoted, or its kind."""
    if isinstance(node, Text):
        return "nothing" if node.missing else repr(node.text)
    return type_names[type(node)]
