"""The network, and the columns that every record of a network has.

A record belongs to one network for ever, carries the id that people and files know it by (`code`, unique in the
network), and declares which side may read and write it. A model without a declaration has no grants at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.rules.sides import Walled

M = TypeVar("M", bound=type[models.Model])


class UuidV7(models.Func):
    """Time-ordered ids made by PostgreSQL 18."""

    function = "uuidv7"
    output_field = models.UUIDField()


class WallRegistry:
    """What each table is to each side, by model. Filled by `walled`, read when the wall is raised."""

    declared: ClassVar[dict[type[models.Model], Walled]] = {}


def walled(wall: Walled) -> Callable[[M], M]:
    """Declare what a table is to each side."""

    def declare(model: M) -> M:
        WallRegistry.declared[model] = wall
        return model

    return declare


class Network(models.Model):
    """An MSO with its practices: the tenant. Nothing of one network is there for another.

    `situations` are the named situations at the bedside that its file holds for asking.
    """

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    settings = models.JSONField(default=dict)
    situations = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.name


class NetworkRecord(models.Model):
    """Columns of every record of a network. `position` keeps the order in which records were first given."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code
