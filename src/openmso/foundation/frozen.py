"""Rows to frozen records of the cellar and back, field by field, by the record's own annotations.

A record and its table name their fields alike. Three things differ: a record's `id` is the row's `code`, its `span`
is the row's range `valid`, and a reference holds the other record's id where the row holds a foreign key.
Nested records (fee terms, signatures, pay plans) are kept as JSON. JSON knows no days and no exact decimals: where
a record's annotation does not say what a value is, as in the clauses of an agreement, it is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.timeline.spans import Span

R = TypeVar("R")


class UnknownReferenceError(Exception):
    """A record refers to another one that the network does not have."""


def records_of(model: type[models.Model], record: Callable[..., R]) -> list[R]:
    """Every visible row of a table as frozen records, in the order in which they were first given."""
    return [one for _, one in placed_records(model, record)]


def paths_of(model: type[models.Model], record: Any) -> tuple[str, ...]:  # noqa: ANN401 - any dataclass
    """What to read of a row, in the order in which `record_of` wants it."""
    return tuple(path for _, path, _ in _columns(model, record))


def record_of(model: type[models.Model], record: Callable[..., R], row: Iterable[Any]) -> R:
    """The frozen record of a row that was read by `paths_of`."""
    columns = _columns(model, record)
    return record(**{name: thaw(value) for (name, _, thaw), value in zip(columns, row, strict=True)})


Place = tuple[int, UUID]
"""Where a record stands among those of its kind."""


def placed_records(
    model: type[models.Model], record: Callable[..., R], codes: Iterable[str] | None = None
) -> list[tuple[Place, R]]:
    """As `records_of`, each with its place; with `codes` only the records with one of these ids."""
    columns = _columns(model, record)
    rows = model._default_manager.order_by("position", "id")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return [
        (
            (position, key),
            record(**{name: thaw(value) for (name, _, thaw), value in zip(columns, row, strict=True)}),
        )
        for position, key, *row in rows.values_list("position", "id", *(one[1] for one in columns))
    ]


@cache
def _columns(
    model: type[models.Model],
    record: Any,  # noqa: ANN401 - any dataclass
) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(record)
    return tuple((one.name, _path(model, one.name), _thaw(hints[one.name])) for one in fields(record))


def _path(model: type[models.Model], name: str) -> str:
    column = {"id": "code", "span": "valid"}.get(name, name)
    is_reference = isinstance(model._meta.get_field(column), models.ForeignKey)
    return f"{column}__code" if is_reference else column


def _thaw(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - an annotation
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        thaw = _thaw(next(one for one in inner if one is not NoneType))
        return lambda value: None if value is None else thaw(value)
    if hint is Span:
        return lambda value: Span.of(value.lower, value.upper)
    if origin is Mapping:
        return unmarked
    if origin is frozenset:
        thaw = _thaw(inner[0])
        return lambda value: frozenset(thaw(one) for one in value)
    if origin is tuple:
        thaw = _thaw(inner[0])
        return lambda value: tuple(thaw(one) for one in value)
    if hint is Decimal:
        return lambda value: value if isinstance(value, Decimal) else Decimal(value)
    if hint in (date, datetime):
        return lambda value: hint.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        return lambda value: _nested(hint, value)
    return lambda value: value


def _nested(record: Any, value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any dataclass
    thaws = _thaws(record)
    return record(**{name: thaws[name](one) for name, one in value.items()})


@cache
def _thaws(record: type) -> Mapping[str, Callable[[Any], Any]]:
    """By field of a nested record how it is thawed; its annotations are read once."""
    return {name: _thaw(hint) for name, hint in get_type_hints(record).items()}


def row_of(
    record: Any,  # noqa: ANN401 - any record
    model: type[models.Model],
    references: Mapping[tuple[type, str], Any],
) -> dict[str, Any]:
    """The columns of a record's row; `references` gives keys of other rows by table and id.

    Raises `UnknownReferenceError`.
    """
    row: dict[str, Any] = {}
    kind: Any = type(record)
    for name, column, related, as_json in _places(kind, model):
        value = getattr(record, name)
        if related is None:
            row[column] = value if type(value) in AS_THEY_ARE else _frozen(value, as_json=as_json)
            continue
        found = references.get((related, value))
        if found is None:
            raise UnknownReferenceError(f"{record.id}: {name} {value!r} is not in the network")
        row[column] = found
    return row


AS_THEY_ARE: Final = frozenset({str, int, float, bool, NoneType})
"""Types that a row holds as a record does."""


@cache
def _places(
    record: Any,  # noqa: ANN401 - any dataclass
    model: type[models.Model],
) -> tuple[tuple[str, str, type[models.Model] | None, bool], ...]:
    """For each field of a record its column, the table it refers to, and whether it is kept as JSON."""
    found: list[tuple[str, str, type[models.Model] | None, bool]] = []
    for one in fields(record):
        column = {"id": "code", "span": "valid"}.get(one.name, one.name)
        field = model._meta.get_field(column)
        if isinstance(field, models.ForeignKey):
            found.append((one.name, f"{column}_id", field.related_model, False))
        else:
            found.append((one.name, column, None, isinstance(field, models.JSONField)))
    return tuple(found)


def kept(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """A record as JSON, without what it has by default."""
    frozen: dict[str, Any] = _frozen(record, as_json=True)
    return frozen


def thawed(record: Callable[..., R], value: Mapping[str, Any]) -> R:
    """The record that was kept as JSON."""
    found: R = _nested(record, value)
    return found


def _frozen(value: Any, *, as_json: bool) -> Any:  # noqa: ANN401 - a field of any record
    if isinstance(value, Span):
        return DateRange(value.first, value.until, "[)")
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_frozen(one, as_json=as_json) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _frozen(getattr(value, one.name), as_json=True)
            for one in fields(value)
            if getattr(value, one.name) != one.default
        }
    if isinstance(value, Mapping):
        return marked(value)
    if as_json and isinstance(value, Decimal):
        return str(value)
    if as_json and isinstance(value, date):  # a moment, too
        return value.isoformat()
    return value


def marked(value: Any) -> Any:  # noqa: ANN401 - a value of unknown kind
    """A value as JSON; a day and a decimal number say that they are one."""
    match value:
        case Mapping():
            inner = {name: marked(one) for name, one in value.items()}
            return {"$map": inner} if len(inner) == 1 and next(iter(inner)).startswith("$") else inner
        case tuple() | list():
            return [marked(one) for one in value]
        case Decimal():
            return {"$decimal": str(value)}
        case date():
            return {"$date": value.isoformat()}
    return value


def unmarked(value: Any) -> Any:  # noqa: ANN401 - a value of unknown kind
    """The value that was marked."""
    match value:
        case {"$decimal": text, **rest} if not rest:
            return Decimal(text)
        case {"$date": text, **rest} if not rest:
            return date.fromisoformat(text)
        case {"$map": inner, **rest} if not rest:
            return {name: unmarked(one) for name, one in inner.items()}
        case dict():
            return {name: unmarked(one) for name, one in value.items()}
        case list():
            return tuple(unmarked(one) for one in value)
    return value
