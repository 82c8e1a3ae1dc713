"""Fields of the trade, so that every table says the same thing the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

ID_LENGTH = 200


def code(**options: Any) -> models.CharField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A word of a closed list, or the id of a record that may be of several kinds."""
    return models.CharField(max_length=ID_LENGTH, **options)


def codes(**options: Any) -> ArrayField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A set of codes; null where the record is not limited."""
    return ArrayField(models.CharField(max_length=ID_LENGTH), **options)


if TYPE_CHECKING:
    Decimals = models.DecimalField[Any, Any]
    Wholes = models.BigIntegerField[Any, Any]
else:
    Wholes = models.BigIntegerField
    Decimals = models.DecimalField  # Django's fields take types for mypy only


class ExactField(Decimals):
    """A decimal number exactly as given. A column with a scale would round silently what a file says."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - options of Django's field
        super().__init__(*args, **{**options, "max_digits": 1000, "decimal_places": 500})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """How migrations write it: without the digits that are always the same."""
        name, path, args, options = super().deconstruct()
        return (
            name,
            path,
            args,
            {k: v for k, v in options.items() if k not in ("max_digits", "decimal_places")},
        )

    def db_type(self, connection: Any) -> str:  # noqa: ANN401, ARG002 - Django's signature
        """PostgreSQL's number of any length."""
        return "numeric"


class TransactionField(Wholes):
    """The number of a transaction, which never comes again on the same server."""

    def db_type(self, connection: Any) -> str:  # noqa: ANN401, ARG002 - Django's signature
        """PostgreSQL's own number of 64 bits."""
        return "xid8"


class ThisTransaction(models.Func):
    """The number of the transaction that writes."""

    function = "pg_current_xact_id"
    output_field = TransactionField()


def number(**options: Any) -> ExactField:  # noqa: ANN401 - options of Django's field
    """A decimal number: dollars, percent, hours, parts of a post."""
    return ExactField(**options)


def whole(**options: Any) -> models.PositiveBigIntegerField[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A whole number, not below zero."""
    return models.PositiveBigIntegerField(**options)


def down(to: str, **options: Any) -> models.ForeignKey[Any, Any]:  # noqa: ANN401 - options of Django's field
    """A reference to a record of this room or of one below; it cannot be taken away while it is referred to."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)
