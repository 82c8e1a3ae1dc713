"""What one room hands out of the register: the four verbs and reading for its own kinds, with its judgments around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from openmso.authority.facts import Record
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.models import NetworkRecord
from openmso.foundation.register import reading, writing
from openmso.foundation.register.kept import Change, Kept, NotThereError, Page, RefusedError
from openmso.foundation.register.tables import named

R = TypeVar("R", bound=Record)


class Past(Protocol):
    """Where it is known what was known: the history lies in a room above."""

    def changes_of(self, kind: type[R], id: str) -> list[Change[R]]:
        """Every change of a record that the actor of the transaction may read, oldest first."""

    def known_at(self, kind: type[R], moment: datetime, id: str | None = None) -> list[R]:
        """The records of a kind (or the one of this id) as they were known at a moment."""


class Room:
    """The kinds of one room. What is another room's is refused by name.

    `judge`: the room's own judgment of what is written. `past`: where its history is read.
    """

    def __init__(
        self,
        tables: Mapping[type[Record], type[NetworkRecord]],
        judge: writing.Judge | None = None,
        past: Past | None = None,
    ) -> None:
        self._tables, self._judge, self._past = tables, judge, past

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

    def one(self, by: Actor, kind: type[R], id: str, *, known_at: datetime | None = None) -> Kept[R]:
        """The record of a kind with this id. Raises `NotThereError`. `known_at`: as it was known at that moment, aware."""
        self._own(kind)
        if known_at is None:
            return reading.one(by, kind, id)
        with seeing(by):
            found = self._remembering.known_at(kind, _aware(known_at), id)
        if not found:
            raise NotThereError(kind, id)
        return Kept.of(found[0])

    def known(self, by: Actor, kind: type[R], known_at: datetime) -> tuple[Kept[R], ...]:
        """All records of a kind as they were known at a moment, in the order in which they were first given."""
        self._own(kind)
        with seeing(by):
            return tuple(Kept.of(one) for one in self._remembering.known_at(kind, _aware(known_at)))

    def history(self, by: Actor, kind: type[R], id: str) -> tuple[Change[R], ...]:
        """Every change of the record of this id, oldest first; also of one that was struck. Raises `NotThereError` for none."""
        self._own(kind)
        with seeing(by):
            found = tuple(self._remembering.changes_of(kind, id))
        if not found:
            raise NotThereError(kind, id)
        return found

    @property
    def _remembering(self) -> Past:
        if self._past is None:
            raise TypeError("this room was given no past to read")
        return self._past

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


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise RefusedError.at(
            "known_at", f"{moment.isoformat()} has no offset", "a moment such as 2026-11-24T14:10:00-06:00"
        )
    return moment
