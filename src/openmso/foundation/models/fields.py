"""Fields of the trade, so that every table says the same thing the same way."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

ID_LENGTH = 200


def code(**options: Any) -> models.CharField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A word of a closed list, or the id of a record that may be of several kinds."""
    return models.CharField(max_length=ID_LENGTH, **options)


def codes(**options: Any) -> ArrayField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A set of codes; null where the record is not limited."""
    return ArrayField(models.CharField(max_length=ID_LENGTH), **options)


def money(**options: Any) -> models.DecimalField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """US dollars and cents."""
    return models.DecimalField(max_digits=14, decimal_places=2, **options)


def down(to: str, **options: Any) -> models.ForeignKey[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A reference to a record of this room or of one below; it cannot be taken away while it is referred to."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)
