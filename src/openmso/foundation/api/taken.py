"""What actions and queries take, as JSON and as parts of an address: made from their signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from openmso.foundation.api.examples import BEGINS, SAID, example_of
from openmso.foundation.api.results import KINDS
from openmso.foundation.api.shapes import shape_of, type_of, value_of
from openmso.foundation.api.values import Id, Lines, Text, each_once
from openmso.foundation.register import table_of

Function = Callable[..., Any]
SAID_ELSEWHERE: Final = ("by", "why", "version", "proof")
"""Who, why, and which version: headers say them. On what proof: the session holds it."""
IDS: Final = (
    "id",
    "to",
    "instead",
    "license",
    "match",
    "document",
    "subject",
    "site",
    "person",
    "hold",
    "record",
)
"""Parameters that name a record."""
WRITTEN: Final = ("text", "overlay", "heads")
"""Parameters that are a text of many lines, as somebody wrote it."""


def parameters_of(function: Function) -> Iterator[tuple[str, Any, bool]]:
    """Name, annotation and whether it must be said, of everything that a body or a query says."""
    hints = get_type_hints(function)
    for name, parameter in signature(function).parameters.items():
        if name not in SAID_ELSEWHERE:
            yield name, hints[name], parameter.default is Parameter.empty


def body_of(function: Function) -> type[BaseModel]:
    """The shape of a body that says what a function takes."""
    made: dict[str, Any] = {}
    for name, hint, required in parameters_of(function):
        inner = _taken(name, hint)
        made[name] = (
            (inner, ...) if required and not _may_be_null(hint) else (inner | None, ... if required else None)
        )
    title = "".join(word.capitalize() for word in function.__name__.split("_"))
    return create_model(title, __config__=ConfigDict(extra="forbid"), **made)


def query_of(function: Function, *without: str) -> type[BaseModel]:
    """The shape of a query that says what a function takes, but for what the path says."""
    made: dict[str, Any] = {}
    for name, hint, required in parameters_of(function):
        if name not in without:
            inner = _asked(name, hint)
            made[name] = (inner, ...) if required else (inner | None, Field(None))
    return create_model(f"Asked_{function.__name__}", __config__=ConfigDict(extra="forbid"), **made)


def arguments_of(function: Function, said: BaseModel, at: str) -> dict[str, Any]:
    """What a shape says, as the function takes it; what was not said is left to its defaults."""
    hints = get_type_hints(function)
    given: dict[str, Any] = {}
    for name in type(said).model_fields:
        value, hint = getattr(said, name), _plain(hints[name])
        if value is None and name not in said.model_fields_set:
            continue
        if hint is bool and isinstance(value, str):
            value = value == "true"
        given[name] = None if value is None else value_of(hint, value, f"{at}.{name}")
    return {name: value for name, value in given.items() if value is not None or _may_be_null(hints[name])}


def example_body(function: Function) -> dict[str, Any]:
    """A body with what must be said."""
    return {
        name: _example(name, _plain(hint)) for name, hint, required in parameters_of(function) if required
    }


def _plain(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The annotation, apart from whether it may be nothing."""
    if get_origin(hint) in (Union, UnionType):
        return next(one for one in get_args(hint) if one is not NoneType)
    return hint


def _may_be_null(hint: Any) -> bool:  # noqa: ANN401 - an annotation
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def _taken(name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    hint = _plain(hint)
    inner: Any = get_args(hint)[0] if get_origin(hint) is not None else None
    if inner in KINDS:
        return list[shape_of(inner, table_of(inner))]  # type: ignore[misc] # made at run time
    if hint in KINDS:
        return shape_of(hint, table_of(hint))
    if hint is str:
        return Id if name in IDS else Lines if name in WRITTEN else Text
    if get_origin(hint) is frozenset and inner is str:
        return Annotated[
            list[Text], Field(json_schema_extra={"uniqueItems": True}), BeforeValidator(each_once)
        ]
    return type_of(hint)


def _asked(name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    hint = _plain(hint)
    if hint is bool:
        return Literal["true", "false"]
    if hint is int:
        return Days
    return _taken(name, hint)


def _digits(value: Any) -> Any:  # noqa: ANN401 - whatever the query held
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 5):
        raise ValueError("a whole number from 1 to 1826")
    return value


Days = Annotated[
    int,
    BeforeValidator(_digits),
    Field(ge=1, le=1826),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 1826}),
]
"""So many days ahead: five years at most."""


PLAIN: Final[Mapping[Any, Any]] = {
    date: BEGINS.isoformat(),
    bytes: "JVBERi0xLjc=",
    bool: True,
    int: 6,
    float: 41.5,
    Decimal: "100",
    UUID: "01a216b7-b865-74e7-ad14-f568a13c7f62",
    datetime: "2026-11-20T10:00:00-06:00",
}
"""An example of each kind of value."""


def _example(name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    if hint in KINDS:
        return example_of(hint)
    if hint is str:
        return SAID.get(name) or ("rosa" if name in IDS else "An example")
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is not None and get_args(hint):
        return [_example(name, get_args(hint)[0])]
    shape = type_of(hint)
    if get_origin(shape) is Literal:
        return get_args(shape)[0]
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {}
    raise TypeError(f"no example of {name}")
