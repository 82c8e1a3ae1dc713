"""A document as a tree of nodes that remember where they stand, whatever it was written in (YAML, JSON)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Scalar:
    """A single value as written. `plain`: written without quotes, so it may be a number or a boolean."""

    text: str
    plain: bool
    file: str
    line: int


@dataclass(slots=True)
class Listing:
    """A list."""

    items: list[Node]
    file: str
    line: int


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written. A key may stand twice: the reader says so, the tree keeps both."""

    entries: list[tuple[Scalar, Node]]
    file: str
    line: int

    def at(self, key: str) -> Node | None:
        """What stands under a key, where it stands first."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Listing | Mapping


def named(node: Node) -> str:
    """A node for people, in a message: what stands there, cut where it is long."""
    match node:
        case Mapping():
            return "a mapping"
        case Listing():
            return "a list"
        case Scalar(text=text, plain=plain):
            if not text:
                return "nothing" if plain else "an empty text"
            shown = text if len(text) <= 60 else text[:57] + "…"
            shown = " ".join(shown.split()) if shown.split() else shown
            return f'"{shown}"'
