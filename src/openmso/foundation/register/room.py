"""What one room hands out of the register: the four verbs and reading for its own kinds, with its judgments around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from openmso.authority.facts import Record
from openmso.foundation.actor import Actor
from openmso.foundation.models import NetworkRecord
from openmso.foundation.register import reading, writing
from openmso.foundation.register.kept import Kept, Page, RefusedError
from openmso.foundation.register.tables import named

R = TypeVar("R", bound=Record)


class Room:
    """The kinds of one room. What is another room's is refused by name."""

    def __init__(
        self, tables: Mapping[type[Record], type[NetworkRecord]], judge: writing.Judge | None = None
    ) -> None:
        self._tables, self._judge = tables, judge

    def enter(self, *, by: Actor, why: str, record: R) -> Kept[R]:
        """Write a new record. Raises `RefusedError` with all that is wrong, `WrongHandsError` for the other side."""
        self._own(type(record))
        return writing.enter(by=by, why=why, record=record, judge=self._judge)

    def amend(self, *, by: Actor, why: str, record: R, version: str | None = None) -> Kept[R]:
        """Write other content under the id of a record. `version`: of what the editor saw; raises `StaleError`."""
        self._own(type(record))
        return writing.amend(by=by, why=why, record=record, version=version, judge=self._judge)

    def end(
        self, *, by: Actor, why: str, kind: type[R], id: str, on: date, version: str | None = None
    ) -> Kept[R]:
        """Let a record end: `on` is the first day on which it no longer holds."""
        self._own(kind)
        return writing.end(by=by, why=why, kind=kind, id=id, on=on, version=version, judge=self._judge)

    def change(
        self,
        *,
        by: Actor,
        why: str,
        kind: type[R],
        id: str,
        change: Callable[[R], R],
        version: str | None = None,
    ) -> Kept[R]:
        """Write what `change` makes of the record that is there; its row is held meanwhile."""
        self._own(kind)
        return writing.change(
            by=by, why=why, kind=kind, id=id, change=change, version=version, judge=self._judge
        )

    def strike(self, *, by: Actor, why: str, kind: type[R], id: str, version: str | None = None) -> None:
        """Take away what never was true. Refused while others refer to it, saying which."""
        self._own(kind)
        writing.strike(by=by, why=why, kind=kind, id=id, version=version, judge=self._judge)

    def one(self, by: Actor, kind: type[R], id: str) -> Kept[R]:
        """The record of a kind with this id. Raises `NotThereError`."""
        self._own(kind)
        return reading.one(by, kind, id)

    def page(
        self,
        by: Actor,
        kind: type[R],
        /,
        *,
        on: date | None = None,
        after: str | None = None,
        limit: int = 50,
        **filters: Any,  # noqa: ANN401 - values of any field
    ) -> Page[R]:
        """Some records of a kind, as `register.page`; fields to find them by are named as they are."""
        self._own(kind)
        return reading.page(by, kind, on=on, after=after, limit=limit, filters=filters)

    def _own(self, kind: type) -> None:
        if kind not in self._tables:
            own = ", ".join(named(one) for one in self._tables)
            raise RefusedError.at("kind", f"{named(kind)} is no record of this room", f"one of {own}")
