"""What a list of records can be asked for: the day, where the page begins, how long it is, and fields that equal a value."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from django.db import models
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from openmso.authority.facts.fields import FIELDS
from openmso.foundation.api.asking import PageAfter
from openmso.foundation.api.shapes import word_of
from openmso.foundation.api.values import Day
from openmso.foundation.register import table_of

LONGEST_PAGE: Final = 200
PAGE: Final = 50
RESERVED: Final = ("id", "on", "after", "limit")


def _digits(value: Any) -> Any:  # noqa: ANN401 - whatever the query held
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 4):
        raise ValueError(f"a whole number from 1 to {LONGEST_PAGE}")
    return value


Limit = Annotated[
    int,
    BeforeValidator(_digits),
    Field(ge=1, le=LONGEST_PAGE, description="how many at most on this page"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE}),
]
OnDay = Annotated[
    Day | None,
    Field(
        description="only those that hold on this day; of what happened on a day, what had happened by then"
    ),
]


@cache
def asked_of(kind: type) -> type[BaseModel]:
    """What a list of this kind of record can be asked for."""
    hints = get_type_hints(kind)
    asked: dict[str, Any] = {
        one.name: (made | None, Field(None, description=f"only those whose {one.name} is, or holds, this"))
        for one in fields(kind)
        if one.name not in RESERVED and (made := _asked(kind, one.name, hints[one.name])) is not None
    }
    return create_model(
        f"Asked{kind.__name__}",
        __config__=ConfigDict(extra="forbid"),
        on=(OnDay, None),
        after=(PageAfter, None),
        limit=(Limit, PAGE),
        **asked,
    )


def filters_of(asked: BaseModel) -> dict[str, Any]:
    """The fields and values that were asked for."""
    said = asked.model_dump(mode="python", exclude_none=True, exclude={"on", "after", "limit"})
    return {name: getattr(value, "value", value) for name, value in said.items()}


def _asked(kind: type, name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The type of a value to ask a field for; None if it cannot be asked."""
    if isinstance(table_of(kind)._meta.get_field(name if name != "span" else "valid"), models.JSONField):
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is frozenset:
        hint = get_args(hint)[0]
    if hint is bool:
        return Literal["true", "false"]
    if hint is date:
        return Day
    return word_of(FIELDS[kind][name], table_of(kind), name) if hint is str else None
