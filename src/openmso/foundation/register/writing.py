"""Writing records: enter, amend, end, strike. One transaction each, a handful of statements, all of it or nothing.

`amend` and `end` hold the row while they look at its version, so that of two editors the second is told. `end` is for what
was true and is no more; `strike` for what never was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg import sql

from openmso.authority.facts import Record
from openmso.authority.facts.checks import faults, references
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.frozen import paths_of, record_of, row_of
from openmso.foundation.models.effective import EffectiveRecord
from openmso.foundation.register.clashes import clash
from openmso.foundation.register.kept import Kept, NotThereError, RefusedError, StaleError
from openmso.foundation.register.lookups import Found, dangling, found_for, keep_still, referrers
from openmso.foundation.register.tables import may_write, named, table_of
from openmso.timeline.spans import Span, show_day

R = TypeVar("R", bound=Record)
Judge = Callable[[Actor, Any, Any], None]
"""Raises what refuses to make the second record of the first; None for what was not there, or will be no more."""


def enter(*, by: Actor, why: str, record: R, judge: Judge | None = None) -> Kept[R]:
    """Write a new record. Raises `RefusedError` with all that is wrong, `WrongHandsError` for the other side."""
    may_write(by, type(record))
    with acting(by, why=why):
        found = _looked_up(by, record, is_new=True)
        if judge:
            judge(by, None, record)
        model: Any = table_of(type(record))
        row = model(network_id=by.network, position=found.place + 1, **row_of(record, model, found.keys))
        _at_once(record, lambda: row.save(force_insert=True))
    return Kept.of(record)


def amend(
    *, by: Actor, why: str, record: R, version: str | None = None, judge: Judge | None = None
) -> Kept[R]:
    """Write another content under the id of a record that is there.

    `version`: of what the editor saw. Raises `StaleError` if it is another by now, `NotThereError`, and as `enter`.
    """
    return change(
        by=by,
        why=why,
        kind=type(record),
        id=record.id,
        change=lambda _: record,
        version=version,
        judge=judge,
    )


def end(
    *,
    by: Actor,
    why: str,
    kind: type[R],
    id: str,
    on: date,
    version: str | None = None,
    judge: Judge | None = None,
) -> Kept[R]:
    """Let a record end: `on` is the first day on which it no longer holds. Raises `RefusedError`, and as `amend`."""
    if not issubclass(table_of(kind), EffectiveRecord):
        raise RefusedError.at("kind", f"a {named(kind)} holds on no span of days", "amend it, or strike it")
    return change(
        by=by, why=why, kind=kind, id=id, change=lambda there: _ended(there, on), version=version, judge=judge
    )


def _ended(record: R, on: date) -> R:
    dated: Any = record  # what has a span: `end` lets nothing else in
    span: Span = dated.span
    if on.toordinal() <= span.start:
        raise RefusedError.at(
            "on",
            f"{on} is not after its first day, {show_day(span.start)}",
            "a later day; or strike it if it never held",
        )
    if span.until is not None and span.until <= on:
        raise RefusedError.at("on", f"it ends already on {span.until}", "an earlier day; or amend it")
    ended: R = replace(dated, span=Span(span.start, on.toordinal()))
    return ended


def change(
    *,
    by: Actor,
    why: str,
    kind: type[R],
    id: str,
    change: Callable[[R], R],
    version: str | None = None,
    judge: Judge | None = None,
) -> Kept[R]:
    """Write what `change` makes of the record that is there; the row is held meanwhile. Raises as `amend`."""
    may_write(by, kind)
    with acting(by, why=why):
        there, key = _held(kind, id, version)
        record = change(there)
        if record != there:
            found = _looked_up(by, record, is_new=False)
            if judge:
                judge(by, there, record)
            rows: Any = table_of(kind)._default_manager.filter(pk=key)
            _at_once(record, lambda: rows.update(**row_of(record, table_of(kind), found.keys)))
    return Kept.of(record)


def strike(
    *, by: Actor, why: str, kind: type[R], id: str, version: str | None = None, judge: Judge | None = None
) -> None:
    """Take a record away that was never true. Raises `RefusedError` while others refer to it, and as `amend`."""
    may_write(by, kind)
    with acting(by, why=why):
        keep_still(by.network, [id], [])
        there: R
        there, key = _held(kind, id, version)
        others = referrers(kind, id, key)
        if others:
            said = ", ".join(str(one) for one in others)
            raise RefusedError.at("id", f'"{id}" is referred to by {said}', "strike those first, or end it")
        if judge:
            judge(by, there, None)
        _at_once(there, lambda: _delete(kind, key))


def _delete(kind: type, key: UUID) -> None:
    with connection.cursor() as cursor:
        table = sql.Identifier(table_of(kind)._meta.db_table)
        cursor.execute(sql.SQL("DELETE FROM {} WHERE id = %s").format(table), [key])
        # Whoever refers to it from a table that is not asked above (a later room's) is heard now, not at the end.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _held(kind: type[R], id: str, version: str | None) -> tuple[R, UUID]:
    """The record and its key; its row is locked until the transaction ends."""
    model = table_of(kind)
    rows = model._default_manager.select_for_update(of=("self",)).filter(code=id)
    found = rows.values_list("pk", *paths_of(model, kind)).first()
    if found is None:
        raise NotThereError(kind, id)
    record = record_of(model, kind, found[1:])
    now = Kept.of(record)
    if version is not None and version != now.version:
        raise StaleError(now)
    return record, found[0]


def _looked_up(by: Actor, record: Record, *, is_new: bool) -> Found:
    """What the record refers to. Raises `RefusedError` with everything that is wrong with it."""
    wrong = list(faults(record))
    if wrong:
        raise RefusedError(*wrong)
    keep_still(by.network, [record.id] if is_new else [], {one.id for one in references(record)})
    found = found_for(record, is_new=is_new)
    if found.taken is not None:
        what = f'"{record.id}" is taken by a {named(found.taken)}'
        raise RefusedError.at("id", what, "another id; ids are unique in the whole network")
    lost = dangling(record, found)
    if lost:
        raise RefusedError(*lost)
    return found


def _at_once(record: Record, write: Callable[[], object]) -> None:
    """Write under a savepoint, so that what the database refuses can be told in plain words."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as refused:
        raise RefusedError(*clash(record, refused)) from refused
