"""Shapes of what is answered around records: a record with its version, a page of them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, Field, create_model

from openmso.foundation.api.shapes import shape_of
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
def page_of(kind: type) -> type[BaseModel]:
    """Some records, and the way to the next ones."""
    kept = kept_of(kind)
    return create_model(
        f"PageOf{kind.__name__}",
        __config__=ConfigDict(extra="forbid"),
        items=(list[kept], Field(description="in the order in which they were first given")),  # type: ignore[valid-type] # made at run time
        next=(str | None, Field(description="where the next page is; null behind the last")),
    )
