"""What each field of a record means, in the words of the network file, for whoever describes records elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from openmso.netfile.rules.kinds.groups import Many
from openmso.netfile.rules.kinds.shape import Part, Shape
from openmso.netfile.rules.shapes import SECTIONS


@cache
def field_words() -> Mapping[type, Mapping[str, str]]:
    """By kind of record and field. A field that the file says by its place alone (whose a license is) is not there."""
    return {
        shape.record: {one.name: one.doc for one in shape.fields}
        for section in SECTIONS
        for shape in _with_nested(section.shape)
    }


def _with_nested(shape: Shape) -> Iterator[Shape]:
    yield shape
    for nested in shape.nested:
        yield from _with_nested(nested.shape)
    for one in shape.fields:
        kind = one.kind.kind if isinstance(one.kind, Many) else one.kind
        if isinstance(kind, Part):
            yield from _with_nested(kind.shape)
