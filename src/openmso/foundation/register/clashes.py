"""What the database refuses, in plain words: which record is in the way, and on which days."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import DatabaseError, IntegrityError, models
from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.authority.facts import Record
from openmso.authority.facts.checks import Fault
from openmso.foundation.frozen import paths_of, record_of
from openmso.foundation.register.tables import named, table_of
from openmso.timeline.spans import Span, show_day

RESTRICTED: Final = "23001"
"""SQLSTATE of what a guard of the database holds back, such as a legal hold; it says why in words."""


def broken(refused: DatabaseError) -> str:
    """The name of the constraint that the database holds against a row; empty if it names none."""
    said = getattr(refused.__cause__, "diag", None)
    return str(getattr(said, "constraint_name", None) or "")


def clash(record: Record, refused: IntegrityError) -> list[Fault]:
    """Why a record could not be written or struck. Inside the door, after the savepoint was undone."""
    said = getattr(refused.__cause__, "diag", None)
    name = broken(refused)
    model = table_of(type(record))
    for constraint in model._meta.constraints:
        if constraint.name == name and isinstance(constraint, ExclusionConstraint):
            return [_twice(record, constraint)]
    if "foreign key" in str(refused):
        where = getattr(said, "table_name", None)
        return [Fault("id", f'"{record.id}" is referred to from {where}', "take that away first, or end it")]
    if getattr(said, "sqlstate", "") == RESTRICTED:
        return [
            Fault("id", str(getattr(said, "message_primary", "")), "let it be released, or end the record")
        ]
    rule = name.replace("_", " ") or "a rule of the database"
    return [Fault("id", f"the database refuses it: {rule}", "look at the days and numbers of the record")]


def _twice(record: Record, constraint: ExclusionConstraint) -> Fault:
    """An exclusion constraint: the same fields hold on the same day in another record."""
    model, kind = table_of(type(record)), type(record)
    same = [str(field) for field, _ in constraint.expressions if field not in ("network", "valid")]
    span = cast("Span", record.span)  # type: ignore[union-attr] # what is excluded by days has days
    there = {_path(model, name): getattr(record, name) for name in same}
    dated: Any = model._default_manager  # of a table with `valid`, or nothing could overlap
    rows = dated.filter(**there, valid__overlap=DateRange(span.first, span.until, "[)"))
    other = rows.exclude(code=record.id).values_list(*paths_of(model, kind)).first()
    fields = ", ".join(same)
    if other is None:  # the one that was in the way is gone by now
        return Fault(
            "span", f"another {named(kind)} holds the same {fields} on one of these days", "try again"
        )
    found: Any = record_of(model, kind, other)
    both = found.span.intersection(span)
    until = f"until {show_day(both.end)}" if both.until else "without end"
    return Fault(
        "span",
        f"{found.id} holds the same {fields} from {show_day(both.start)} {until}",
        "let one end on the day the other begins",
    )


def _path(model: type[models.Model], name: str) -> str:
    return f"{name}__code" if isinstance(model._meta.get_field(name), models.ForeignKey) else name
