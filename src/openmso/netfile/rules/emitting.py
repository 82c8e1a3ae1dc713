"""Plain data as the text of a network file, in YAML or JSON. Always the same text for the same data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from openmso.netfile.rules.kinds.kind import Plain, looks_like_text

WIDTH: Final = 100
"""Characters up to which a short record stands on one line."""


def yaml_of(tree: dict[str, Plain]) -> str:
    """YAML 1.2: sections and records in blocks, short lines of lists in braces."""
    return "".join(f"{line}\n" for line in _block(tree, 0))


def json_of(tree: dict[str, Plain]) -> str:
    """JSON, two spaces a level, decimals as the numbers they are."""
    return _json(tree, 0) + "\n"


def _block(tree: dict[str, Plain], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in tree.items():
        start = f"{pad}{_key(key)}:"
        flow = _flow(value)
        if not value and isinstance(value, dict | list):
            yield f"{start} {flow}"
        elif isinstance(value, dict):
            if depth >= 2 and len(start) + len(flow) < WIDTH:
                yield f"{start} {flow}"
            else:
                yield start
                yield from _block(value, depth + 1)
        elif isinstance(value, list) and (_has_records(value) or len(start) + len(flow) > WIDTH):
            yield start
            yield from _items(value, depth + 1)
        else:
            yield f"{start} {flow}"
        if depth == 0 and isinstance(value, dict | list):
            yield ""


def _items(values: list[Plain], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for value in values:
        flow = _flow(value)
        if not isinstance(value, dict) or not value or len(pad) + len(flow) < WIDTH:
            yield f"{pad}- {flow}"
            continue
        lines = list(_block(value, depth + 1))
        yield f"{pad}- {lines[0].lstrip()}"
        yield from lines[1:]


def _flow(value: Plain) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_key(key)}: {_flow(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(one) for one in value) + "]"
        case bool():
            return "true" if value else "false"
        case str():
            return word(value)
    return _number(value)


def _number(value: int | Decimal | date) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _has_records(values: list[Plain]) -> bool:
    return any(isinstance(one, dict) for one in values)


def _key(text: str) -> str:
    """A key. `on` stays bare: every YAML 1.2 reader takes it as the word it is."""
    return text if text == "on" else word(text)


_BARE: Final = re.compile(r"[A-Za-z][\w./]*(?:[ -][\w./]+)*")
_WORDS_OF_YAML_1_1: Final = frozenset({"y", "n", "yes", "no", "on", "off"})


def word(text: str) -> str:
    """A text, in quotes wherever another YAML reader might take it for something else."""
    bare = _BARE.fullmatch(text) and looks_like_text(text) and text.lower() not in _WORDS_OF_YAML_1_1
    return text if bare else _quoted(text)


_ESCAPED: Final = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves bare and YAML does not take, or people do not see."""


def _quoted(text: str) -> str:
    """A text in double quotes, as both YAML and JSON read it."""
    shown = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def _json(value: Plain, depth: int) -> str:
    pad, inner = "  " * depth, "  " * (depth + 1)
    match value:
        case dict() if value:
            lines = (f"{inner}{_quoted(key)}: {_json(one, depth + 1)}" for key, one in value.items())
            return "{\n" + ",\n".join(lines) + f"\n{pad}}}"
        case list() if any(isinstance(one, dict | list) for one in value):
            return "[\n" + ",\n".join(inner + _json(one, depth + 1) for one in value) + f"\n{pad}]"
        case dict() | list():
            return "{}" if isinstance(value, dict) else "[" + ", ".join(_json(one, 0) for one in value) + "]"
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case date():
            return f'"{value}"'
    return _number(value)
