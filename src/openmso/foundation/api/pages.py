"""Shapes of what is answered around records: a record with its version, a page of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from openmso.foundation.api.shapes import shape_of
from openmso.foundation.api.values import Moment
from openmso.foundation.register import table_of


@cache
def kept_of(kind: type) -> type[BaseModel]:
    """A record with its version."""
    return create_model(
        f"Kept{kind.__name__}",
        __config__=ConfigDict(extra="forbid"),
        version=(str, Field(description="its version: what If-Match wants, without the quotes")),
        record=(shape_of(kind, table_of(kind)), ...),
    )


@cache
def change_of(kind: type) -> type[BaseModel]:
    """One change of a record, as the history tells it."""
    shape: Any = shape_of(kind, table_of(kind))
    return create_model(
        f"ChangeOf{kind.__name__}",
        __config__=ConfigDict(extra="forbid"),
        at=(Moment, Field(description="when")),
        who=(str, Field(description="the id of the user; empty for the system")),
        post=(str, Field(description="the post of their seat")),
        side=(str, Field(description="on which side")),
        door=(str, Field(description="by which door they came in: web, api, job, …")),
        why=(str, Field(description="the reason they gave")),
        before=(shape | None, Field(description="what it was; null where it was entered")),
        after=(shape | None, Field(description="what it became; null where it was struck")),
    )


@cache
def page_of(kind: type) -> type[BaseModel]:
    """Some records, and the way to the next ones."""
    kept = kept_of(kind)
    return create_model(
        f"PageOf{kind.__name__}",
        __config__=ConfigDict(extra="forbid"),
        items=(list[kept], Field(description="in the order in which they were first given")),  # type: ignore[valid-type] # made at run time
        next=(str | None, Field(description="where the next page is; null behind the last")),
    )
