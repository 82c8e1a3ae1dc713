"""Reading records: one, or a page of them; always the same number of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet

from openmso.authority.facts import Record
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.frozen import paths_of, record_of
from openmso.foundation.models import NetworkRecord
from openmso.foundation.models.effective import EffectiveRecord
from openmso.foundation.register.kept import Kept, NotThereError, Page, RefusedError
from openmso.foundation.register.tables import named, table_of
from openmso.timeline.spans import Span

R = TypeVar("R", bound=Record)
MOST: Final = 500
"""Records on one page."""


def one(by: Actor, kind: type[R], id: str) -> Kept[R]:
    """The record of a kind with this id. Raises `NotThereError`."""
    with seeing(by):
        return Kept.of(record_at(table_of(kind)._default_manager.all(), kind, id))


def rows_named(by: Actor, kind: type, field: str, ids: Collection[str]) -> Mapping[str, Any]:
    """The rows that keep records, by id and in one statement, for tables that refer to records and hold none.

    Raises `RefusedError` at `field` for the first id that is not there.
    """
    with seeing(by):
        rows = table_of(kind)._default_manager.filter(network=by.network, code__in=ids)
        found = {row.code: row for row in rows}
    for id in ids:
        if id not in found:
            raise RefusedError.at(field, str(NotThereError(kind, id)), f"the id of a {named(kind)}")
    return found


def row_named(by: Actor, kind: type, field: str, id: str) -> Any:  # noqa: ANN401 - a row of any table
    """One of them. Raises as `rows_named`."""
    return rows_named(by, kind, field, [id])[id]


def record_at(rows: QuerySet[Any], kind: type[R], id: str) -> R:
    """The record of these rows with this id. Raises `NotThereError`. Inside the door only."""
    found = rows.filter(code=id).values_list(*paths_of(table_of(kind), kind)).first()
    if found is None:
        raise NotThereError(kind, id)
    return record_of(table_of(kind), kind, found)


def page(
    by: Actor,
    kind: type[R],
    *,
    on: date | None = None,
    after: str | None = None,
    limit: int = 50,
    filters: Mapping[str, Any] | None = None,
) -> Page[R]:
    """Some records of a kind, in the order in which they were first given.

    `on`: those in force on a day; of what happened on a day (experience, screenings, activities), what had happened by then. `filters`: fields that
    equal a value; a set that holds it, or that is not limited, fits. `after`: `next` of the page before. `limit`: 1 to 500.
    Raises `RefusedError` for what cannot be asked.
    """
    if not 1 <= limit <= MOST:
        raise RefusedError.at("limit", f"{limit} does not fit", f"a number from 1 to {MOST}")
    model = table_of(kind)
    rows = model._default_manager.filter(*_fits(model, kind, filters or {}), _on(model, on), _after(after))
    paths = paths_of(model, kind)
    with seeing(by):
        found = list(rows.order_by("position", "code").values_list("position", *paths)[: limit + 1])
    items = tuple(Kept.of(record_of(model, kind, row[1:])) for row in found[:limit])
    more = len(found) > limit
    return Page(items, f"{found[limit - 1][0]}:{items[-1].record.id}" if more else None)


def _after(after: str | None) -> Q:
    if after is None:
        return Q()
    position, colon, code = after.partition(":")
    if not (colon and position.isascii() and position.isdigit() and len(position) < 10):
        raise RefusedError.at("after", f'"{after[:60]}" does not fit', "`next` of the page before")
    # Said twice, so that the index on position is used.
    return Q(position__gte=int(position)) & (Q(position__gt=int(position)) | Q(code__gt=code))


def _on(model: type[NetworkRecord], on: date | None) -> Q:
    if on is None:
        return Q()
    if issubclass(model, EffectiveRecord):
        return Q(valid__contains=on)
    return Q(on__lte=on) if any(field.name == "on" for field in model._meta.fields) else Q()


def _fits(model: type[NetworkRecord], kind: type, filters: Mapping[str, Any]) -> list[Q]:
    return [_fit(model, kind, name, value) for name, value in filters.items()]


def _fit(model: type[NetworkRecord], kind: type, name: str, value: Any) -> Q:  # noqa: ANN401 - any field
    hint = get_type_hints(kind).get(name)
    known = [
        one.name for one in fields(kind) if _can_be_asked(model, one.name, get_type_hints(kind)[one.name])
    ]
    if name not in known:
        raise RefusedError.at(name, f"{_of(kind)} cannot be found by it", f"one of {', '.join(known)}")
    column = model._meta.get_field("code" if name == "id" else name)
    wanted = _value(name, value, hint)
    if isinstance(column, ArrayField):
        return Q(**{f"{name}__contains": [wanted]}) | Q(**{f"{name}__isnull": True})
    if isinstance(column, models.ForeignKey):
        return Q(**{f"{name}__code": wanted})
    return Q(**{column.name: wanted})


def _of(kind: type) -> str:
    name = named(kind)
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _can_be_asked(model: type[NetworkRecord], name: str, hint: Any) -> bool:  # noqa: ANN401 - any annotation
    column = "code" if name == "id" else name
    return hint is not Span and not isinstance(model._meta.get_field(column), models.JSONField)


def _value(name: str, value: Any, hint: Any) -> Any:  # noqa: ANN401 - any field
    """A value as the field has it; text is taken for what it says."""
    wanted = hint
    while get_origin(wanted):  # of `frozenset[str] | None` it is the text that counts
        wanted = next(one for one in get_args(wanted) if one is not type(None))
    if not isinstance(value, str) or wanted is str:
        return value
    try:
        if wanted is bool:
            return {"true": True, "false": False}[value]
        return wanted(value) if wanted in (int, float, Decimal) else date.fromisoformat(value)
    except (ValueError, KeyError, InvalidOperation):
        raise RefusedError.at(name, f'"{value[:60]}" does not fit', _said(wanted)) from None


def _said(wanted: type) -> str:
    return {bool: "true or false", date: "a day such as 2026-11-23"}.get(wanted, "a number")
