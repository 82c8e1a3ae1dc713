"""Kinds of values that hold others: lists and sets, tables of numbers, and what clauses of an agreement provide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from openmso.netfile.rules.kinds.kind import WRONG, Kind, Plain, Schema, Value, Wrong, is_text, one_line
from openmso.netfile.rules.kinds.numbers import DAY, DECIMAL, MOST_DIGITS, WHOLE, Day, Number
from openmso.netfile.rules.kinds.words import OWN
from openmso.netfile.rules.nodes import Listing, Node, Scalar
from openmso.netfile.rules.nodes import Mapping as MappingNode
from openmso.netfile.rules.notes import At, Notes
from openmso.netfile.rules.problems import closest, one_of

ALL: Final = "all"
"""Written where something is not limited; None in the frozen record."""

_CODE: Final = re.compile("[a-z][a-z0-9_]*")
_DAY: Final = re.compile(DAY)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one kind. `made`: frozenset (no value twice) or tuple; `least`: how many at least.

    `unlimited`: the word `all` may stand in its place and is read as None.
    """

    kind: Kind
    made: Callable[[Iterable[Any]], Any] = frozenset
    unlimited: bool = False
    least: int = 0

    def take(self, node: Node, at: At, notes: Notes) -> Value:
        """The collection, or None for `all`."""
        if self.unlimited and isinstance(node, Scalar) and node.text == ALL:
            return None
        expected = "a list such as [one, two]" + (", or all" if self.unlimited else "")
        if not isinstance(node, Listing):
            notes.unlike(node, at, expected)
            return WRONG
        if len(node.items) < self.least:
            notes.wrong(node, at, "the list is empty", expected=expected)
            return WRONG
        taken = [self.kind.take(item, at.item(index), notes) for index, item in enumerate(node.items)]
        if self.made is frozenset:
            self._refuse_twice(node, taken, at, notes)
        return WRONG if any(one is WRONG for one in taken) else self.made(taken)

    def _refuse_twice(self, node: Listing, taken: list[Any], at: At, notes: Notes) -> None:
        seen: set[Any] = set()
        for index, one in enumerate(taken):
            if one is not WRONG and one in seen:
                notes.wrong(node.items[index], at.item(index), f'"{one}" stands twice', expected="each once")
            seen.add(one)

    def give(self, value: Value) -> Plain:
        """The list; a set in order."""
        if value is None:
            return ALL
        return [self.kind.give(one) for one in (sorted(value) if self.made is frozenset else value)]

    def schema(self) -> Schema:
        """An array, or `all`."""
        array: Schema = {"type": "array", "items": self.kind.schema()}
        if self.least:
            array["minItems"] = self.least
        if self.made is frozenset:
            array["uniqueItems"] = True
        return {"anyOf": [{"const": ALL}, array]} if self.unlimited else array


CODE: Final = f"^{_CODE.pattern}$"


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by name."""

    def take(self, node: Node, at: At, notes: Notes) -> dict[str, Decimal] | Wrong:
        """The numbers."""
        if not isinstance(node, MappingNode):
            notes.unlike(node, at, "numbers by name, such as {needle_depth_mm: 0.5}")
            return WRONG
        kept: dict[str, Decimal] = {}
        for key, value in code_entries(node, at, notes):
            taken = Number().take(value, at / key.text, notes)
            if isinstance(taken, Decimal):
                kept[key.text] = taken
        return kept

    def give(self, value: Mapping[str, Decimal]) -> Plain:
        """The numbers by name, in order."""
        return {name: value[name] for name in sorted(value)}

    def schema(self) -> Schema:
        """An object of numbers."""
        return {
            "type": "object",
            "additionalProperties": Number().schema(),
            "propertyNames": {"pattern": CODE},
        }


@dataclass(frozen=True, slots=True)
class Clauses:
    """Codes, each with what it provides: text, number, boolean, ISO date, or a list or mapping of these."""

    def take(self, node: Node, at: At, notes: Notes) -> dict[str, Any] | Wrong:
        """What each clause provides."""
        if not isinstance(node, MappingNode):
            notes.unlike(node, at, "clauses by code, such as {records_owner: practice}")
            return WRONG
        known = notes.vocabulary.clauses
        kept: dict[str, Any] = {}
        for key, value in code_entries(node, at, notes):
            if known is not None and key.text not in known and not key.text.startswith(OWN):
                expected = f"a known clause, or a code of your own that begins with {OWN}"
                meant = closest(key.text, sorted(known))
                notes.wrong(key, at / key.text, "unknown clause", expected=expected, meant=meant)
            kept[key.text] = provided(value, at / key.text, notes)
        return kept

    def give(self, value: Mapping[str, Any]) -> Plain:
        """The clauses in order of their codes."""
        return {code: _given(value[code]) for code in sorted(value)}

    def schema(self) -> Schema:
        """An object of anything but null."""
        return {
            "type": "object",
            "propertyNames": {"pattern": CODE},
            "additionalProperties": {"$ref": "#/$defs/provided"},
        }


PROVIDED: Final[Schema] = {
    "type": ["string", "number", "boolean", "array", "object"],
    "items": {"$ref": "#/$defs/provided"},
    "additionalProperties": {"$ref": "#/$defs/provided"},
}
"""Schema of what a clause provides."""


def provided(node: Node, at: At, notes: Notes) -> Value:
    """What a clause provides. A text of the form of a date is a date, quoted or not, as JSON has no dates."""
    match node:
        case MappingNode():
            taken = {
                key.text: provided(value, at / key.text, notes) for key, value in entries(node, at, notes)
            }
            return WRONG if any(one is WRONG for one in taken.values()) else taken
        case Listing():
            items = tuple(provided(item, at.item(index), notes) for index, item in enumerate(node.items))
            return WRONG if any(one is WRONG for one in items) else items
        case Scalar():
            return _provided_scalar(node, at, notes)


def _provided_scalar(node: Scalar, at: At, notes: Notes) -> Value:
    text = node.text
    if _DAY.fullmatch(text):
        return Day().take(node, at, notes)
    if is_text(node):
        if one_line(text.replace("\n", "")):
            return text
        notes.wrong(node, at, "has control characters", expected="text")
        return WRONG
    if text in ("true", "false"):
        return text == "true"
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text) and len(text) <= MOST_DIGITS:
        return Decimal(text)
    notes.unlike(node, at, "text, a number such as 12.5, true, false, or a date; put text in quotes")
    return WRONG


def _given(value: Value) -> Plain:
    match value:
        case Mapping():
            return {str(name): _given(one) for name, one in value.items()}
        case list() | tuple():
            return [_given(one) for one in value]
        case bool() | int() | Decimal() | str() | date():
            return value
    raise TypeError(f"a clause cannot provide a {type(value).__name__}")


def entries(node: MappingNode, at: At, notes: Notes) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping; a key that stands a second time is noted and left out."""
    first: dict[str, Scalar] = {}
    kept: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        before = first.setdefault(key.text, key)
        if before is key:
            kept.append((key, value))
        else:
            notes.wrong(
                key, at / key.text, f"the key stands twice, first in line {before.line}", expected="one"
            )
    return kept


def code_entries(node: MappingNode, at: At, notes: Notes) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping whose keys are codes."""
    kept: list[tuple[Scalar, Node]] = []
    for key, value in entries(node, at, notes):
        if _CODE.fullmatch(key.text):
            kept.append((key, value))
        else:
            notes.wrong(key, at / key.text, "is not a code", expected="lower case letters, digits and _")
    return kept


def unknown_key(key: Scalar, at: At, notes: Notes, known: Iterable[str], *, where: str) -> None:
    """Note a key that is not known."""
    names = list(known)
    notes.wrong(
        key,
        at / key.text,
        f"unknown key in {where}",
        expected=one_of(names, most=40),
        meant=closest(key.text, names),
    )
