"""An example of what counsel may state: the text of an overlay that says what the law says now, ready to be changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from openmso.authority.law import Key, Parameter
from openmso.law.facts.pack import Pack

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
FREE_KEY: Final = "a_topic_of_your_own"


def example(pack: Pack, jurisdiction: str, parameter: str, key: Key, on: date) -> str:
    """An overlay on one question from a day on. It says what stands now, or where nothing does something of the right shape.

    Raises `KeyError` for a question or a jurisdiction there is not.
    """
    asked = pack.asked[parameter].parameter
    if jurisdiction not in pack.jurisdictions:
        raise KeyError(jurisdiction)
    chosen = key if len(key) == len(asked.keys) else _key(pack, jurisdiction, asked)
    reading = pack.book.reading(jurisdiction, parameter, on.toordinal(), *chosen)
    value = reading.value if reading.value is not None else _shaped(asked.kind, asked.codes, asked.fields)
    lines = [f"jurisdiction: {jurisdiction}", f"{parameter}:"]
    lines += ["  " * (depth + 1) + f"{one}:" for depth, one in enumerate(chosen)]
    indent = "  " * (len(chosen) + 1)
    cite = reading.statements[0].cite if reading.known else ""
    said = (*_value(value, indent), f"{indent}  since: {on.isoformat()}")
    sources = (f"{indent}  cite: {json.dumps(cite, ensure_ascii=False)}",) if cite else ()
    note = f'{indent}  note: "Say here how you read it, and why."'
    return "\n".join((*lines, *said, *sources, note, ""))


def _key(pack: Pack, jurisdiction: str, asked: Parameter) -> Key:
    there = pack.book.keys(jurisdiction, asked.name)
    if there:
        return there[0]
    return tuple(
        next(iter(pack.terms.get(f"{kind.removesuffix('_or_any')}s", (FREE_KEY,)))) for kind in asked.keys
    )


def _shaped(kind: str, codes: tuple[str, ...], fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the type is the parameter's
    """The plainest value of a kind."""
    if kind.startswith("mapping"):
        one = {
            name: _shaped(field["kind"], tuple(field.get("codes", ())), field.get("fields", {}))
            for name, field in fields.items()
            if field.get("required")
        } or {
            name: _shaped(field["kind"], tuple(field.get("codes", ())), field.get("fields", {}))
            for name, field in list(fields.items())[:1]
        }
        return (one,) if kind == "mappings" else one
    plain: dict[str, Any] = {
        "boolean": True,
        "integer": 1,
        "decimal": Decimal(1),
        "code": codes[0] if codes else "",
        "codes": codes[:1],
        "texts": ("in words",),
        "scalars": {"number": 1},
    }
    return plain.get(kind, "in words")


def _value(value: Any, indent: str) -> tuple[str, ...]:  # noqa: ANN401 - the same
    """The lines of a value; of a mapping each field has its own."""
    if not isinstance(value, Mapping) or not value:
        return (f"{indent}- value: {_flow(value)}",)
    return (f"{indent}- value:", *(f"{indent}    {name}: {_flow(one)}" for name, one in value.items()))


def _flow(value: Any) -> str:  # noqa: ANN401 - a value of law is of its parameter's type
    """A value on one line, as the pack's reader takes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = _PLAIN.match(value) and value.lower() not in _RESERVED
        return value if plain else json.dumps(value, ensure_ascii=False)
    return str(value)
