"""How a room hands out its records: what API and pages ask of its `queries` and `actions`, whichever room it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from openmso.foundation.actor import Actor
from openmso.foundation.register.kept import Change, Kept, Page


class Queries(Protocol):
    """How a room reads records."""

    def one(self, by: Actor, kind: type, id: str, *, known_at: datetime | None = None) -> Kept[Any]:
        """The record with this id; as it was known at a moment."""

    def history(self, by: Actor, kind: type, id: str) -> Sequence[Change[Any]]:
        """Every change of the record."""

    def known(self, by: Actor, kind: type, known_at: datetime) -> Sequence[Kept[Any]]:
        """All records as they were known at a moment."""

    def page(
        self,
        by: Actor,
        kind: type,
        /,
        *,
        on: date | None,
        after: str | None,
        limit: int,
        **filters: Any,  # noqa: ANN401 - values of any field
    ) -> Page[Any]:
        """Some of the records."""


class Actions(Protocol):
    """How a room writes records."""

    def enter(self, *, by: Actor, why: str, record: Any) -> Kept[Any]:  # noqa: ANN401 - a record of any kind
        """Write a new one."""

    def amend(self, *, by: Actor, why: str, record: Any, version: str | None) -> Kept[Any]:  # noqa: ANN401 - a record of any kind
        """Write another content."""

    def end(self, *, by: Actor, why: str, kind: type, id: str, on: date, version: str | None) -> Kept[Any]:
        """Let it end on a day."""

    def strike(self, *, by: Actor, why: str, kind: type, id: str, version: str | None) -> None:
        """Take away what never was true."""
