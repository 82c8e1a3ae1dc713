"""Many rows of a table at once: one statement for thousands, through the same grants, policies and triggers as for one.

Rows go as one JSON text that PostgreSQL reads as rows of the table. (COPY would be a little faster, but PostgreSQL
refuses it on a table with row security.) Values are as `frozen.row_of` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg import sql

BATCH: Final = 2000
"""Rows of one statement: few statements, and no text of more than some megabytes."""
Row = Mapping[str, Any]


def insert_rows(model: type[models.Model], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Insert rows, all with the same columns; after each batch the keys of its rows by code."""
    for batch in _batches(rows):
        names = _names(model, batch[0])
        statement = sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s::json) "
            "RETURNING code, id"
        ).format(table=_table(model), names=sql.SQL(", ").join(names))
        with connection.cursor() as cursor:
            cursor.execute(statement, [_text(model, batch)])
            yield dict(cursor.fetchall())


def update_rows(model: type[models.Model], rows: Iterable[Row]) -> Iterator[int]:
    """Give the rows of these codes and networks their columns anew; after each batch how many it had."""
    for batch in _batches(rows):
        names = _names(model, batch[0])
        given = [sql.SQL("{name} = given.{name}").format(name=name) for name in names]
        statement = sql.SQL(
            "UPDATE {table} SET {given} FROM json_populate_recordset(NULL::{table}, %s::json) AS given "
            "WHERE {table}.network_id = given.network_id AND {table}.code = given.code"
        ).format(table=_table(model), given=sql.SQL(", ").join(given))
        with connection.cursor() as cursor:
            cursor.execute(statement, [_text(model, batch)])
        yield len(batch)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _table(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def _names(model: type[models.Model], row: Row) -> list[sql.Identifier]:
    """The columns of a row, and those that the table wants besides and the model has a default for."""
    return [sql.Identifier(name) for name in (*row, *_defaults(model, row))]


def _defaults(model: type[models.Model], row: Row) -> dict[str, Any]:
    return {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if field.attname not in row and field.has_default()
    }


def _text(model: type[models.Model], batch: Sequence[Row]) -> str:
    defaults = _defaults(model, batch[0])
    whole = [{**row, **defaults} for row in batch] if defaults else batch
    return json.dumps(whole, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> str:  # noqa: ANN401 - a value of a column that JSON does not know
    match value:
        case DateRange():
            first, until = (one.isoformat() if one else "" for one in (value.lower, value.upper))
            return f"[{first},{until})"
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
    raise TypeError(f"{value!r} is no value of a column")
