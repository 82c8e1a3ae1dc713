"""Values: nodes turned into what the law book holds, or the problems with them.

Lists become tuples, numbers with a decimal point `Decimal`, mappings plain dictionaries that nobody changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from openmso.law.rules.nodes import List, Node, Table, Text, described
from openmso.law.rules.problems import Problems, near
from openmso.law.rules.specs import Spec

INVALID: Final = object()
"""Stands for a value whose problem was noted."""


def read_value(node: Node, spec: Spec, problems: Problems, name: str) -> object:
    """What a node holds under a specification; `INVALID` if a problem was noted. `name` is for messages."""
    return _READERS[spec.kind](node, spec, problems, name)


def read_fields(table: Table, fields: Mapping[str, Spec], problems: Problems, name: str) -> dict[str, Any]:
    """The values of a mapping with closed keys; what is wrong is noted and left out."""
    check_keys(table, fields, problems, name)
    found: dict[str, Any] = {}
    for key, node in table.pairs:
        spec = fields.get(key.text)
        if spec is None or key.text in found:
            continue
        value = read_value(node, spec, problems, f"{name}.{key.text}" if name else key.text)
        if value is not INVALID:
            found[key.text] = value
    for needed, wanted in fields.items():
        if wanted.required and table.get(needed) is None:
            missing = f"{name} has no {needed!r}" if name else f"{needed!r} is missing"
            problems.add(table.line, f"{missing}; expected it here")
    return found


def check_keys(table: Table, known: Iterable[str], problems: Problems, name: str) -> None:
    """Note keys that are not known and keys that stand twice."""
    allowed = frozenset(known)
    inside = f" in {name}" if name else ""
    for key, _ in table.pairs:
        if key.text not in allowed:
            problems.add(key.line, f"unknown key {key.text!r}{inside}; {near(key.text, allowed)}")
    check_repeated(table, problems, name)


def check_repeated(table: Table, problems: Problems, name: str) -> None:
    """Note keys that stand twice."""
    inside = f" in {name}" if name else ""
    for key in table.repeated():
        problems.add(key.line, f"{key.text!r} stands twice{inside}; expected each key once")


def as_text(node: Node, problems: Problems, name: str) -> object:
    """A text of at least one sign, or `INVALID`."""
    value = node.value if isinstance(node, Text) else None
    if isinstance(node, Text) and node.yes_or_no:
        return _wrong(node, problems, name, "text, and never yes, no, on or off")
    if isinstance(value, str) and value.strip():
        return value
    return _wrong(node, problems, name, "text (in double quotes if it looks like a number)")


def _wrong(node: Node, problems: Problems, name: str, expected: str) -> object:
    if isinstance(node, Text) and node.missing:
        problems.add(node.line, f"nothing is written for {name}; expected {expected}")
    else:
        problems.add(node.line, f"{name} is {described(node)}; expected {expected}")
    return INVALID


def _boolean(node: Node, _spec: Spec, problems: Problems, name: str) -> object:
    if isinstance(node, Text) and isinstance(node.value, bool):
        return node.value
    return _wrong(node, problems, name, "true or false")


def _integer(node: Node, _spec: Spec, problems: Problems, name: str) -> object:
    value = node.value if isinstance(node, Text) else None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return _wrong(node, problems, name, "a whole number, zero or more")


def _decimal(node: Node, _spec: Spec, problems: Problems, name: str) -> object:
    value = node.value if isinstance(node, Text) else None
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0:
        return Decimal(value)
    return _wrong(node, problems, name, "a number, zero or more")


def _text(node: Node, _spec: Spec, problems: Problems, name: str) -> object:
    return as_text(node, problems, name)


def _code(node: Node, spec: Spec, problems: Problems, name: str) -> object:
    if not isinstance(node, Text) or node.missing:
        return _wrong(node, problems, name, "one code")
    if node.text in spec.codes:
        return node.text
    problems.add(
        node.line, f"{name} is {node.text!r}, which is not one of its codes; {near(node.text, spec.codes)}"
    )
    return INVALID


def _several(one: Callable[..., object], called: str) -> Callable[..., object]:
    """A reader of lists of what another reads."""

    def read(node: Node, spec: Spec, problems: Problems, name: str) -> object:
        if not isinstance(node, List):
            return _wrong(node, problems, name, f"a list of {called}")
        values = [one(item, spec, problems, name) for item in node.items]
        if INVALID in values:
            return INVALID
        if called == "codes" and len(set(values)) != len(values):
            problems.add(node.line, f"{name} names a code twice; expected each code once")
            return INVALID
        return tuple(values)

    return read


def _mapping(node: Node, spec: Spec, problems: Problems, name: str) -> object:
    if not isinstance(node, Table):
        return _wrong(node, problems, name, f"a mapping of {', '.join(sorted(spec.fields)[:8])}")
    before = len(problems.found)
    found = read_fields(node, spec.fields, problems, name)
    return found if len(problems.found) == before else INVALID


def _scalars(node: Node, _spec: Spec, problems: Problems, name: str) -> object:
    """A mapping of free names to single values or lists of them."""
    if not isinstance(node, Table):
        return _wrong(node, problems, name, "a mapping of names to numbers, words or lists of them")
    check_repeated(node, problems, name)
    found = {key.text: _scalar(inner, problems, f"{name}.{key.text}") for key, inner in node.pairs}
    return INVALID if INVALID in found.values() else found


def _scalar(node: Node, problems: Problems, name: str) -> object:
    if isinstance(node, List):
        values = tuple(_scalar(item, problems, name) for item in node.items)
        return INVALID if INVALID in values else values
    if isinstance(node, Text) and not node.missing and not node.yes_or_no and node.value is not None:
        return node.value
    return _wrong(node, problems, name, "a number, a word, true, false, or a list of them")


_READERS: Final[Mapping[str, Callable[[Node, Spec, Problems, str], object]]] = {
    "boolean": _boolean,
    "integer": _integer,
    "integers": _several(_integer, "whole numbers"),
    "decimal": _decimal,
    "text": _text,
    "texts": _several(_text, "sentences"),
    "code": _code,
    "codes": _several(_code, "codes"),
    "mapping": _mapping,
    "mappings": _several(_mapping, "mappings"),
    "scalars": _scalars,
}
