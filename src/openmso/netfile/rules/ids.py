"""Ids: how those of nested records are derived, and how a text becomes part of an id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import normalize

from openmso.netfile.rules.kinds.shape import Shape

_BETWEEN: Final = re.compile(r"[^a-z0-9_./-]+")
_PART: Final = re.compile(r"[a-z0-9][a-z0-9_]*(?:[-.][a-z0-9][a-z0-9_]*)*")
LONGEST_PART: Final = 60


def slug(value: object) -> str:
    """A value as part of an id: lower case without accents, everything else a hyphen."""
    text = str(value)
    if len(text) <= LONGEST_PART and _PART.fullmatch(text):
        return text
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = _BETWEEN.sub("-", plain.lower())
    parts = (part.strip("-._") for part in text.split("/"))
    return "/".join(part for part in parts if part)[:LONGEST_PART].strip("-._/") or "none"


class Derived:
    """Derives ids in the order records are written: the second of the same id gets `-2`, the next `-3`."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, shape: Shape, parent: str, values: Mapping[str, Any]) -> str:
        """The id of the next record of a shape with these values, in the record `parent`."""
        self._given[_plain_id(shape, parent, values)] += 1
        return self._numbered(_plain_id(shape, parent, values), 0)

    def peek(self, shape: Shape, parent: str, values: Mapping[str, Any]) -> str:
        """What `next` would give."""
        return self._numbered(_plain_id(shape, parent, values), 1)

    def _numbered(self, id: str, ahead: int) -> str:
        count = self._given[id] + ahead
        return id if count == 1 else f"{id}-{count}"


def _plain_id(shape: Shape, parent: str, values: Mapping[str, Any]) -> str:
    own = shape.derive.format_map({name: slug(values[name]) for name in shape.derived_from})
    return f"{parent}/{own}" if parent else own
