"""What queries and actions give back, as JSON and as its schema: made from the annotations of what they return.

A record is as it is everywhere, with its version where it has one; any other frozen record is an object with its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel, ConfigDict, create_model

from openmso.authority.facts import Record
from openmso.foundation.api import values
from openmso.foundation.api.pages import kept_of
from openmso.foundation.api.shapes import shape_of, to_json
from openmso.foundation.register import Kept, table_of
from openmso.timeline.spans import Span

KINDS: Final = get_args(Record)
SIMPLE: Final[Mapping[Any, Any]] = {
    str: str,
    int: int,
    float: float,
    bool: bool,
    date: values.Day,
    datetime: values.Moment,
    Decimal: values.Exact,
    Span: values.Days,
    UUID: str,
    type: str,
    bytes: str,
}


def result_of(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The shape of what an annotation says."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any or (
        origin in (Union, UnionType) and len([one for one in inner if one is not NoneType]) > 1
    ):
        return Any  # what it is, the record beside it says
    if origin in (Union, UnionType):
        shapes = [None if one is NoneType else result_of(one) for one in inner]
        return Union[tuple(shapes)]  # noqa: UP007 - made at run time
    if origin is Kept:
        return kept_of(inner[0])
    if origin is tuple and Ellipsis not in inner:
        return tuple[tuple(result_of(one) for one in inner)]  # type: ignore[misc] # made at run time
    if origin in (tuple, list, frozenset, set):
        return list[result_of(inner[0])]  # type: ignore[misc] # made at run time
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[str, result_of(inner[1])]  # type: ignore[misc] # made at run time
    if origin is Literal:
        return hint
    if hint in KINDS:
        return shape_of(hint, table_of(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Literal[tuple(_word(one) for one in hint)]
    if isinstance(hint, type) and is_dataclass(hint):
        return SIMPLE.get(hint) or _object(hint)
    return SIMPLE[origin or hint]


@cache
def _object(kind: type) -> type[BaseModel]:
    hints = get_type_hints(kind)
    made: dict[str, Any] = {one.name: (result_of(hints[one.name]), ...) for one in fields(kind)}
    about = cleandoc(kind.__doc__ or "")
    return create_model(_name(kind), __config__=ConfigDict(extra="forbid"), __doc__=about, **made)


_NAMED: dict[str, type] = {}


def _name(kind: type) -> str:
    """A name of its own: that of the class, with its room before it if another one is called so."""
    if _NAMED.setdefault(kind.__name__, kind) is kind:
        return kind.__name__
    return f"{kind.__module__.split('.')[1].capitalize()}{kind.__name__}"


def told(value: Any) -> Any:  # noqa: ANN401 - what a query or an action gives back, or a part of it
    """The JSON of it."""
    if isinstance(value, Kept):
        return {"version": value.version, "record": to_json(value.record)}
    if isinstance(value, (*KINDS, Span)):
        return to_json(value)
    if isinstance(value, type):
        return value.__name__
    if is_dataclass(value):
        return {one.name: told(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted((told(one) for one in value), key=str)
    if isinstance(value, tuple | list):
        return [told(one) for one in value]
    if isinstance(value, Mapping):
        return {str(told(name)): told(one) for name, one in value.items()}
    if isinstance(value, Enum):
        return _word(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, UUID) else to_json(value)


def _word(one: Enum) -> str:
    """A word of a closed list: its value, or its name in lower case where the value is only its place."""
    return one.name.lower() if isinstance(one, IntEnum) else str(one.value)
