"""A row of every walled table, made from its columns, with what it refers to beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from openmso.evidence.models import Envelope, EnvelopeWord
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.models import Network, User, WallRegistry
from openmso.foundation.models.fields import ExactField
from openmso.foundation.rules.sides import WALLS, Side
from tests.foundation.walls import actor_of

NUMBERS: Final = count(1)
VALUES: Final[dict[type[models.Field[Any, Any]], Callable[[], Any]]] = {
    models.SlugField: lambda: f"slug-{next(NUMBERS)}",
    models.EmailField: lambda: f"user{next(NUMBERS)}@example.com",
    models.CharField: lambda: f"w{next(NUMBERS)}",
    models.TextField: lambda: "words",
    models.DateField: lambda: date(2026, 1, 1),
    models.DateTimeField: lambda: datetime(2026, 1, 1, tzinfo=UTC),
    DateRangeField: lambda: DateRange(date(2026, 1, 1), None, "[)"),
    DateTimeRangeField: lambda: DateTimeTZRange(
        datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 1, 10, tzinfo=UTC), "[)"
    ),
    ArrayField: lambda: ["w"],
    models.JSONField: dict,
    ExactField: lambda: Decimal(1),
    models.FloatField: lambda: 1.5,
    models.BooleanField: lambda: True,
    models.PositiveIntegerField: lambda: 1,
    models.PositiveBigIntegerField: lambda: 1,
    models.BinaryField: lambda: b"bytes",
}
EXACT: Final[dict[str, dict[str, Any]]] = {
    "evidence_content": {"code": sha256(b"bytes").hexdigest()},
    "evidence_envelopeword": {"what": "revoked", "reason": "words"},
    "finance_otherdue": {"kind": "loan"},
}
"""What a constraint wants of a column."""
NEEDED: Final[dict[str, tuple[str, ...]]] = {"finance_transfer": ("due",)}
"""References that may be empty, of which a constraint wants one."""
INSTEAD: Final[dict[tuple[str, str], str]] = {("finance_transfer", "invoice"): "due"}
"""A reference and the one that must be empty where it is not."""


def row_in(network: UUID, model: type[models.Model], *, wall: str = "shared") -> models.Model:
    """An unsaved row of a table in a network; what it refers to is saved. A kind of field unknown here is an error.

    `wall` is where it stands, with all that it refers to, if the table is walled by row.
    """
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        needed = field.name in NEEDED.get(model._meta.db_table, ())
        if field.db_default is not models.NOT_PROVIDED or (field.null and not needed):
            continue
        if isinstance(field, models.ForeignKey):
            values[field.attname] = (
                network if field.related_model is Network else _saved(network, field.related_model, wall)
            )
        elif field.name == "wall":
            values["wall"] = wall
        elif field.name != "id":
            choices = [value for value, _ in field.choices or ()]
            short = field.max_length is not None and field.max_length <= 2
            values[field.name] = choices[0] if choices else "TX" if short else VALUES[type(field)]()
    if model is EnvelopeWord:  # an envelope that nobody is asked in is taken back by whoever sent it
        with acting(system(network), why="looking"):
            values["user_id"] = Envelope.objects.get(pk=values["envelope_id"]).user_id
    return model(**{**values, **EXACT.get(model._meta.db_table, {})})


def _saved(network: UUID, model: Any, wall: str) -> UUID:
    if model is User:
        return User.objects.create_user(f"user{next(NUMBERS)}@example.com").id
    key: UUID = saved(network, row_in(network, model, wall=wall)).pk
    return key


def saved(network: UUID, row: models.Model) -> models.Model:
    """The row, saved by who may: the owner of the database has no rows of a network."""
    with acting(writer_of(network, row), why="a row of the tests"):
        row.save(force_insert=True)
    return row


def refer(row: models.Model, field: models.ForeignKey[Any, Any], to: models.Model) -> None:
    """Let a row refer to another one, and to no other in its place."""
    setattr(row, field.attname, to.pk)
    other = INSTEAD.get((row._meta.db_table, field.name))
    if other:
        setattr(row, other, None)


def writer_of(network: UUID, row: models.Model, side: Side = Side.SYSTEM) -> Actor:
    """Somebody on a side, who is the row's own user where rows are their users' own."""
    wall = WallRegistry.declared[type(row)]
    if not wall.own:
        by = actor_of(side if side in wall.write else min(wall.write), network)
        narrow = wall.posts and by.post not in wall.posts and by.side is not Side.SYSTEM
        return replace(by, post=min(wall.posts)) if narrow else by
    row_wall = WALLS[getattr(row, "wall", "shared")]
    used = side if side in wall.write else min(wall.write & row_wall.read)
    return replace(actor_of(used, network), user=getattr(row, "user_id", None))
