"""What the tests of the wall share: actors of every side, and whether the database lets them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
from django.db import ProgrammingError, connection, models, transaction
from psycopg import sql

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, pass_of
from openmso.foundation.models import Network, WallRegistry
from openmso.foundation.rules.sides import Post, Side, Walled

POST_OF_SIDE = {
    Side.BUSINESS: Post.OPERATOR,
    Side.CLINICAL: Post.MEDICAL_DIRECTOR,
    Side.AUDITOR: Post.AUDITOR,
}
SIDES = list(Side)
DECLARED: list[tuple[type[models.Model], Walled]] = sorted(
    WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table
)
NAMES = [model._meta.db_table for model, _ in DECLARED]

REFERENCES = [
    (model, field)
    for model, _ in DECLARED
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey) and field.related_model in WallRegistry.declared
]


def actor_of(side: Side, network: UUID) -> Actor:
    """Somebody on a side."""
    if side is Side.SYSTEM:
        return system(network)
    return Actor(user=None, network=network, post=POST_OF_SIDE[side], side=side)


def shown(login: psycopg.Connection, by: Actor, why: str = "trying the wall") -> None:
    """Enter a transaction of another connection as the door does: with the pass of an actor, under the role of their side."""
    given = pass_of(by, why, process=login.info.backend_pid)
    login.execute(
        "SELECT set_config('openmso.pass', %s, true), set_config('role', %s, true)",
        [given, by.side.database_role],
    )


@contextmanager
def undone() -> Iterator[None]:
    """Run and roll back, whatever happens."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def on(statement: str, table: str) -> sql.Composed:
    """A statement with the table's name in the place of `{}`."""
    return sql.SQL(statement).format(sql.Identifier(table))


def refusal(by: Actor, statement: sql.Composed, values: Sequence[Any] = ()) -> str:
    """What the database answers when the actor's side tries this: "" if it does it."""
    try:
        with undone(), acting(by, why="trying the wall"), connection.cursor() as cursor:
            cursor.execute(statement, list(values) or None)
    except ProgrammingError as error:
        return str(error)
    return ""


def may(by: Actor, statement: sql.Composed) -> bool:
    """Whether the statement is within the rights of the actor's side; any other refusal is an error."""
    answer = refusal(by, statement)
    if answer and "permission denied" not in answer:
        raise AssertionError(answer)
    return not answer


def adding(by: Actor, row: models.Model) -> str:
    """What the database answers when the actor's side adds this row."""
    fields = [one for one in row._meta.concrete_fields if one.db_default is models.NOT_PROVIDED]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    statement = f"INSERT INTO {{}} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - our columns
    return refusal(by, on(statement, row._meta.db_table), values)


def signed_by(by: Actor, row: Any) -> Any:
    """A row of what is nobody else's, with the actor's name on it."""
    row.actor, row.side = str(by.user or ""), by.side.value
    return row


def as_side(side: Side, network: Network, row: models.Model) -> Actor:
    """Somebody on a side of a network; the row's own user, where rows are their users' own."""
    own = WallRegistry.declared[type(row)].own
    return replace(actor_of(side, network.id), user=getattr(row, "user_id", None) if own else None)
