"""The published JSON Schema (draft 2020-12) of the network file, made from the shapes that the reader follows.

It serves completion and hints in editors. It is never stricter than the reader; what spans several records
(references, ids, dates that are reversed, ownership) only the reader can judge.
"""

from __future__ import annotations

from typing import Any, Final

from openmso.netfile.rules.kinds.groups import PROVIDED, Many
from openmso.netfile.rules.kinds.kind import Field, Schema
from openmso.netfile.rules.kinds.numbers import DAY, Day
from openmso.netfile.rules.kinds.shape import EXPIRES, SINCE, UNTIL, Part, Shape
from openmso.netfile.rules.kinds.words import ID
from openmso.netfile.rules.shapes import BEDSIDE, NETWORK, SECTIONS, VERSION

NAME: Final = f"urn:openmso:network-file:{VERSION}"
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_DATES: Final = {
    SINCE: (Day(word="always"), "first day; `always` if it is not known"),
    UNTIL: (Day(), "first day it no longer holds; write either this or `expires`"),
    EXPIRES: (Day(word="never"), "last good day; `never` if it has none"),
}


def network_schema() -> Schema:
    """The JSON Schema of a network file."""
    shapes = (NETWORK, BEDSIDE, *(section.shape for section in SECTIONS))
    defs: dict[str, Schema] = {
        "id": {"type": "string", "pattern": f"^{ID}$", "maxLength": 200},
        "day": {"type": "string", "pattern": f"^{DAY}$", "format": "date"},
        "provided": PROVIDED,
    }
    for shape in shapes:
        _define(shape, defs)
    return {
        "$schema": DRAFT,
        "$id": NAME,
        "title": "OpenMSO network file",
        "description": "A network of medical practices and the organization that manages them.",
        "type": "object",
        "properties": {**_head(), **_sections(), "bedside": _by_name(BEDSIDE, {"type": "string"})},
        "additionalProperties": False,
        "$defs": dict(sorted(defs.items())),
    }


def _head() -> dict[str, Schema]:
    files = {"type": "array", "items": {"type": "string", "minLength": 1}}
    return {
        "version": {"const": VERSION, "description": "the version of this format"},
        "include": {
            **files,
            "description": "further files of the network, or patterns such as people/*.yaml",
        },
        "network": {**NETWORK.reference, "description": NETWORK.doc},
    }


def _sections() -> dict[str, Schema]:
    return {
        one.key: _by_name(one.shape, {"$ref": "#/$defs/id"}) if one.keyed else _listed(one.shape)
        for one in SECTIONS
    }


def _by_name(shape: Shape, names: Schema) -> Schema:
    return {
        "type": "object",
        "description": f"{shape.doc}, under each id",
        "propertyNames": names,
        "additionalProperties": shape.reference,
    }


def _listed(shape: Shape) -> Schema:
    return {"type": "array", "description": f"{shape.doc}, in each line", "items": shape.reference}


def _define(shape: Shape, defs: dict[str, Schema]) -> None:
    """Add the schema of a shape and of everything in it to `defs`."""
    name = shape.reference["$ref"].rsplit("/", 1)[1]
    if name in defs:
        return
    defs[name] = {}  # before its parts, so that the order does not matter
    properties: dict[str, Any] = {}
    for key in shape.keys:
        if key in shape.by_key:
            one = shape.by_key[key]
            properties[key] = {**one.kind.schema(), "description": one.doc}
            _define_parts(one, defs)
        elif key in shape.nested_by_key:
            nested = shape.nested_by_key[key].shape
            _define(nested, defs)
            properties[key] = _listed(nested)
        elif key in _DATES:
            kind, doc = _DATES[key]
            properties[key] = {**kind.schema(), "description": doc}
        else:
            properties[key] = {"$ref": "#/$defs/id", "description": "an id of its own; derived if left out"}
    defs[name] = {
        "type": "object",
        "description": shape.doc,
        "properties": properties,
        "additionalProperties": False,
        **_required(shape),
    }


def _define_parts(one: Field, defs: dict[str, Schema]) -> None:
    kind = one.kind.kind if isinstance(one.kind, Many) else one.kind
    if isinstance(kind, Part):
        _define(kind.shape, defs)


def _required(shape: Shape) -> Schema:
    keys = [one.key for one in shape.fields if one.required]
    found: Schema = {}
    if shape.dated is not None:
        if shape.dated.since_required:
            keys.append(SINCE)
        if shape.dated.end_required:
            found["anyOf"] = [{"required": [UNTIL]}, {"required": [EXPIRES]}]
        found["not"] = {"required": [UNTIL, EXPIRES]}
    if keys:
        found["required"] = keys
    return found
