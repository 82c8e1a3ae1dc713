"""Records that hold for a span of days, as a range of PostgreSQL, and the constraints that such ranges want."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from openmso.foundation.models.records import NetworkRecord


class EffectiveRecord(NetworkRecord):
    """A record that holds on the days of `valid`: a half-open range, unbounded where no day is known."""

    valid = DateRangeField()

    class Meta:
        abstract = True


def never_twice(name: str, *fields: str) -> ExclusionConstraint:
    """No two records of a network with the same fields on the same day; checked at once unless deferred."""
    same = [("network", RangeOperators.EQUAL), *((field, RangeOperators.EQUAL) for field in fields)]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, ("valid", RangeOperators.OVERLAPS)],
        deferrable=models.Deferrable.IMMEDIATE,
    )


def unique_code(name: str) -> models.UniqueConstraint:
    """A code names one record of a network."""
    return models.UniqueConstraint(fields=["network", "code"], name=name)


def in_order(name: str) -> models.Index:
    """Pages of records, and the place of a new one, are found without reading the whole table."""
    return models.Index(fields=["network", "position", "code"], name=name)
