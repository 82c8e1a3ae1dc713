"""The history as records of the cellar: what a record was, change by change, and what was known at a moment.

Events hold rows as they were, so records are made of them as of rows; columns that came later are filled with what a record has by
default. Row security decides which events are there: those of tables that the actor's side may read.

An event bears the moment at which it was written, not the one at which its transaction ended: what was being written at a moment counts
as known. Transactions are short; nothing outside can have acted on what was not committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import FloatField, ForeignKey, QuerySet, TextField
from django.db.models.functions import Cast

from openmso.authority.facts import Record
from openmso.evidence.models import Event
from openmso.foundation.frozen import paths_of, record_of
from openmso.foundation.models import Network, NetworkRecord
from openmso.foundation.register import Change, table_of

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]


def changes_of(kind: type[R], id: str) -> list[Change[R]]:
    """Every change of the record of this id that may be read, oldest first. Inside the door only."""
    found = list(_events(kind).filter(code=id).order_by("id"))
    rows = [(_row(one["was"]), _row(one["became"])) for one in found]
    codes = _codes(kind, [row for pair in rows for row in pair if row])
    return [
        Change(
            at=event["at"],
            who=event["actor"],
            post=event["post"],
            side=event["side"],
            door=event["door"],
            why=event["why"],
            before=_record(kind, before, codes),
            after=_record(kind, after, codes),
        )
        for event, (before, after) in zip(found, rows, strict=True)
    ]


def known_at(kind: type[R], moment: datetime, id: str | None = None) -> list[R]:
    """The records of a kind (or that of an id) as they were known at an aware moment, in the order in which they were first given.

    Inside the door only.
    """
    events = _events(kind).filter(at__lte=moment)
    if id is not None:
        events = events.filter(code=id)
    last = events.order_by("record", "-id").distinct("record")
    rows = [row for row in (_row(one["became"]) for one in last) if row]
    codes = _codes(kind, rows)
    ordered = sorted(rows, key=lambda row: (row["position"], row["code"]))
    return [record for row in ordered if (record := _record(kind, row, codes)) is not None]


def network_known_at(moment: datetime) -> tuple[str, Mapping[str, Any]] | None:
    """Name and settings of the network of the transaction as they were at a moment; None before it was founded."""
    of_network = Event.objects.filter(table=Network._meta.db_table, at__lte=moment)
    last = of_network.order_by("id").values_list("after", flat=True).last()
    return None if last is None else (last["name"], last["settings"])


def _events(kind: type) -> QuerySet[Any, Any]:
    # As text: Django would read numbers of JSON as floats, and lose digits of money.
    of_table: Any = Event.objects.filter(table=table_of(kind)._meta.db_table)
    texts = {"was": Cast("before", TextField()), "became": Cast("after", TextField())}
    found: QuerySet[Any, Any] = of_table.annotate(**texts).values(
        "at", "actor", "post", "side", "door", "why", "was", "became"
    )
    return found


def _row(text: str | None) -> Row | None:
    found: Row | None = None if text is None else json.loads(text, parse_float=Decimal)
    return found


def _codes(kind: type, rows: Iterable[Row]) -> Mapping[str, str]:
    """The ids of the records that rows refer to by key, whether they are there still or not."""
    keys = _keys(table_of(kind))
    wanted = {UUID(row[column]) for row in rows for column, _ in keys.values()}
    if not wanted:
        return {}
    tables = {table for _, table in keys.values()}
    told = Event.objects.filter(table__in=tables, record__in=wanted).values_list("record", "code")
    return {str(record): code for record, code in told.distinct()}


def _keys(model: type[NetworkRecord]) -> Mapping[str, tuple[str, str]]:
    """Columns of keys, with the tables they lead to, by the path under which the record wants the id."""
    return {
        f"{one.name}__code": (one.column, one.related_model._meta.db_table)
        for one in model._meta.concrete_fields
        if isinstance(one, ForeignKey) and one.name != "network"
    }


def _record(kind: type[R], row: Row | None, codes: Mapping[str, str]) -> R | None:
    if row is None:
        return None
    model = table_of(kind)
    keys = _keys(model)
    values = [
        codes[row[keys[path][0]]] if path in keys else _value(model, path, row, one.default)
        for path, one in zip(paths_of(model, kind), fields(kind), strict=True)
    ]
    return record_of(model, kind, values)


def _value(model: type[NetworkRecord], path: str, row: Row, default: Any) -> Any:  # noqa: ANN401 - any column
    if path not in row:
        return None if default is MISSING else default
    value = row[path]
    if path == "valid":
        return _range(value)
    if value is not None and isinstance(model._meta.get_field(path), FloatField):
        return float(value)
    return value


def _range(text: str) -> DateRange:
    """A range of days as PostgreSQL writes it, always from a first day on and up to one that is no longer in it."""
    first, until = text[1:-1].split(",")
    return DateRange(
        date.fromisoformat(first) if first else None, date.fromisoformat(until) if until else None, "[)"
    )
