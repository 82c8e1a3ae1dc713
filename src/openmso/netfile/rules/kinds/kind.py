"""What every kind of value can do, and how a plain scalar is told from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol, TypeAlias

from openmso.netfile.rules.nodes import Node, Scalar
from openmso.netfile.rules.notes import At, Notes

Value: TypeAlias = Any
"""What a kind takes and gives. Which type that is, each kind says for itself."""

Schema = dict[str, Any]
"""A JSON Schema (draft 2020-12), as plain data."""

Plain = bool | int | Decimal | str | date | list["Plain"] | dict[str, "Plain"]
"""What the writer writes."""


class Wrong:
    """The type of `WRONG`."""


WRONG: Final = Wrong()
"""In place of a value that was wrong; the problem is noted."""


class Kind(Protocol):
    """A kind of value."""

    def take(self, node: Node, at: At, notes: Notes) -> Value:
        """The value that stands in a node, or `WRONG`."""

    def give(self, value: Value) -> Plain:
        """A value as it is written. The inverse of `take`."""

    def schema(self) -> Schema:
        """What may be written."""


_NOT_TEXT: Final = re.compile(
    r"""null|Null|NULL|~|true|True|TRUE|false|False|FALSE
    |[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+
    |[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
    |[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|""",
    re.VERBOSE,
)
"""Plain scalars that YAML 1.2 (core schema) does not read as text."""

_NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def is_text(node: Scalar) -> bool:
    """Whether every YAML 1.2 and JSON reader takes the scalar as text."""
    return not node.plain or _NOT_TEXT.fullmatch(node.text) is None


def looks_like_text(text: str) -> bool:
    """Whether a text, written without quotes, would be read as text."""
    return _NOT_TEXT.fullmatch(text) is None


def one_line(text: str) -> bool:
    """Whether a text has no line breaks or control characters."""
    return _CONTROL.search(text) is None


def text_of(node: Node, at: At, notes: Notes, expected: str, *, as_written: bool = False) -> str | None:
    """The text of a scalar, or None after noting why it is none.

    `as_written`: numbers without quotes are taken as they are written (license numbers, versions).
    """
    if not isinstance(node, Scalar):
        notes.unlike(node, at, expected)
        return None
    text = node.text
    if not is_text(node) and not (as_written and _NUMBER.fullmatch(text)):
        if not text:
            notes.wrong(node, at, "nothing stands here", expected=f"{expected}, or leave the key out")
        else:
            notes.wrong(
                node, at, f"{text} is not text", expected=f'{expected}; if it is meant, write "{text}"'
            )
        return None
    if not text.strip():
        notes.wrong(node, at, "is empty", expected=f"{expected}, or leave the key out")
        return None
    if not one_line(text):
        notes.wrong(node, at, "has line breaks or control characters", expected=expected)
        return None
    return text


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record. `attribute`: of the frozen record, where its name differs from the key."""

    key: str
    kind: Kind
    doc: str
    required: bool = False
    attribute: str = ""

    @property
    def name(self) -> str:
        """The attribute of the frozen record."""
        return self.attribute or self.key


Values = Mapping[str, Any]
