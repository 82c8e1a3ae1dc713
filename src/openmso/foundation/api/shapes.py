"""Frozen records to JSON and back, and the schema of that JSON: made from the records' own annotations, in one place.

What a field may hold comes from `authority.facts.fields`, how long it may be from its column. A text that was not
said is null, a span is {since, until}, a set is a list in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from django.db import models
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from openmso.authority.codes import PLACES, PROCEDURES, STATES
from openmso.authority.facts.fields import FIELDS, Allowed
from openmso.authority.terms import ROLES
from openmso.foundation.api import values
from openmso.foundation.api.problems import REFUSED, ProblemError, wrong
from openmso.foundation.frozen import marked, unmarked
from openmso.timeline.spans import ALWAYS, Span, SpanError

NAMED: Final[Mapping[frozenset[str], str]] = {
    PROCEDURES: "Procedure",
    STATES: "State",
    PLACES: "Place",
    ROLES: "Role",
}
"""Closed lists that many fields share: each is one schema of its own name."""
SIMPLE: Final[Mapping[Any, Any]] = {
    Decimal: values.Exact,
    date: values.Day,
    datetime: values.Moment,
    int: values.Whole,
    float: values.Degrees,
    bool: values.Flag,
    str: values.Text,
    bytes: values.Bytes,
    Span: values.Days,
}


@cache
def shape_of(record: type, table: type[models.Model] | None = None) -> type[BaseModel]:
    """The shape of a kind of record, as JSON holds it. With its `table`, texts are as long as its columns."""
    hints = get_type_hints(record)
    made: dict[str, Any] = {}
    for one in fields(record):
        hint = hints[one.name]
        allowed = FIELDS.get(record, {}).get(one.name)
        inner = type_of(hint, allowed, _longest(table, one.name))
        if one.name == "id":
            inner = values.Id
        required = one.default is MISSING and one.default_factory is MISSING
        may_be_null = _may_be_null(hint) or (hint is str and one.default == "")
        said = Field(... if required else _default(one), description=_description(one.name, hint, allowed))
        made[one.name] = (inner | None if may_be_null else inner, said)
    return create_model(
        record.__name__,
        __config__=ConfigDict(extra="forbid"),
        __doc__=cleandoc(record.__doc__ or ""),
        **made,
    )


def to_json(value: Any) -> Any:  # noqa: ANN401 - a record or any part of one
    """A record as JSON holds it: every field, in the order of the record."""
    if isinstance(value, Span):
        return {"since": to_json(value.first), "until": to_json(value.until)}
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: None if one == "" else to_json(one) for name, one in said.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, Mapping):
        return marked(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):  # a moment, too
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def to_record(record: type, shape: BaseModel, at: str = "body") -> Any:  # noqa: ANN401 - any record
    """The record that a shape holds. Raises the problem `refused` for days that end before they begin; `at`: where it stands."""
    hints = get_type_hints(record)
    said = {name: getattr(shape, name) for name in type(shape).model_fields}
    return record(**{name: value_of(hints[name], one, f"{at}.{name}") for name, one in said.items()})


def value_of(hint: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - an annotation, and what a shape holds
    """The value that an annotation wants, of what a shape holds at a place. Raises as `to_record`."""
    if value is None:
        return "" if hint is str else None
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return value_of(next(one for one in inner if one is not NoneType), value, at)
    if hint is Span:
        try:
            return Span.of(value.since, value.until)
        except SpanError:
            raise ProblemError(
                REFUSED,
                [wrong(f"{at}.until", "is not after since", "the first day on which it no longer holds")],
            ) from None
    if origin is frozenset:
        return frozenset(value_of(inner[0], one, at) for one in value)
    if isinstance(origin, type) and origin is not Mapping and issubclass(origin, Iterable):
        return tuple(value_of(inner[0], one, f"{at}.{place}") for place, one in enumerate(value))
    if origin is Mapping:
        if inner[1] is not Any:
            return {code: value_of(inner[1], one, f"{at}.{code}") for code, one in value.items()}
        return {code: _provided(one) for code, one in value.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return to_record(hint, value, at)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value.value if isinstance(value, Enum) else value


def _provided(value: Any) -> Any:  # noqa: ANN401 - what a clause provides
    if isinstance(value, values.Provided):
        return _provided(value.root)
    if isinstance(value, BaseModel):
        return unmarked(value.model_dump(by_alias=True, mode="json"))
    if isinstance(value, list):
        return tuple(_provided(one) for one in value)
    if isinstance(value, dict):
        return {code: _provided(one) for code, one in value.items()}
    return value


def type_of(hint: Any, allowed: Allowed | None = None, longest: int = values.LONGEST) -> Any:  # noqa: ANN401 - annotations
    """The type of a value as JSON holds it, apart from whether it may be null."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return type_of(next(one for one in inner if one is not NoneType), allowed, longest)
    if origin is frozenset:
        return _set(type_of(inner[0], allowed, longest), some=allowed is not None and allowed.some)
    if origin is tuple and Ellipsis not in inner:
        several = type_of(inner[0], allowed, longest)
        return Annotated[list[several], Field(min_length=len(inner), max_length=len(inner))]  # type: ignore[valid-type] # made at run time
    if isinstance(origin, type) and origin is not Mapping and issubclass(origin, Iterable):
        return list[type_of(inner[0], allowed, longest)]  # type: ignore[misc] # made at run time
    if origin is Mapping:
        return values.mapping(values.Code, values.Clause if inner[1] is Any else type_of(inner[1]))
    if hint is str and allowed is not None:
        return _words(allowed, longest)
    if hint is int and allowed is not None:
        return values.whole(allowed.least or 0, allowed.most or values.LARGEST)
    if hint is Decimal and allowed is not None and allowed.least == 0:
        return values.Amount
    if hint is float and allowed is not None:
        return Annotated[values.Degrees, Field(ge=allowed.least, le=allowed.most)]
    if isinstance(hint, type) and is_dataclass(hint) and hint is not Span:
        return shape_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Literal[tuple(one.value for one in hint)]
    return SIMPLE.get(hint, hint)


def _set(inner: Any, *, some: bool) -> Any:  # noqa: ANN401 - annotations
    return Annotated[
        list[inner],
        Field(min_length=1 if some else 0, json_schema_extra={"uniqueItems": True}),
        AfterValidator(values.each_once),
    ]


def word_of(allowed: Allowed, table: type[models.Model], name: str) -> Any:  # noqa: ANN401 - a type made at run time
    """The type of a word or text of a record's field."""
    return _words(allowed, _longest(table, name))


def _words(allowed: Allowed, longest: int) -> Any:  # noqa: ANN401 - a type made at run time
    if allowed.to:
        return values.Id
    if allowed.words is not None:
        name = NAMED.get(allowed.words)
        return _named(name, allowed.words) if name else Literal[tuple(sorted(allowed.words))]
    if allowed.pattern:
        return Annotated[str, Field(pattern=f"^{allowed.pattern}$", max_length=longest)]
    return Annotated[str, Field(pattern=values.LINE, max_length=longest)]


@cache
def _named(name: str, words: frozenset[str]) -> type[Enum]:
    made: type[Enum] = Enum(name, {word: word for word in sorted(words)}, type=str)  # type: ignore[misc] # made at run time
    return made


def _longest(table: type[models.Model] | None, name: str) -> int:
    if table is None or name in ("id", "span"):
        return values.LONGEST
    column = table._meta.get_field(name)
    inner = getattr(column, "base_field", column)
    return min(getattr(inner, "max_length", None) or values.LONGEST, values.LONGEST)


def _may_be_null(hint: Any) -> bool:  # noqa: ANN401 - an annotation
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def _default(one: Any) -> Any:  # noqa: ANN401 - a field of a record
    value = one.default_factory() if one.default is MISSING else one.default
    if value == ALWAYS and isinstance(value, Span):
        return values.Days()
    return None if value == "" else list(value) if isinstance(value, frozenset | tuple) else value


def _description(name: str, hint: Any, allowed: Allowed | None) -> str:  # noqa: ANN401 - an annotation
    if name == "id":
        return "its id, once given for ever: lower case letters, digits, - _ . and / between parts"
    if allowed is not None:
        unlimited = _may_be_null(hint) and get_origin(next(iter(get_args(hint)))) is frozenset
        return f"{allowed.what}; null: not limited" if unlimited else allowed.what
    return "the days on which it holds" if hint is Span else ""
