"""A record as it is kept: with its version, on a page, or refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any, Generic, TypeVar

from openmso.authority.facts.checks import Fault
from openmso.timeline.spans import Span

R = TypeVar("R")
VERSION_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A record, and the version of it: alike for alike content, whoever wrote it and when."""

    record: R
    version: str

    @classmethod
    def of(cls, record: R) -> Kept[R]:
        """With the version of its content."""
        return cls(record, version_of(record))


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some records, in the order in which they were first given. `next`: for `after`; None on the last page."""

    items: tuple[Kept[R], ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a change changed, as plain data; None on either side also where the record was not there."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """One change of a record: when, who (the user's id, or nothing for the system), in which post, on which side, by which door, why.

    `before` is None where it was entered, `after` where it was struck.
    """

    at: datetime
    who: str
    post: str
    side: str
    door: str
    why: str
    before: R | None
    after: R | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What changed, field by field."""
        old = content(self.before) if self.before is not None else {}
        new = content(self.after) if self.after is not None else {}
        names = dict.fromkeys([*old, *new])
        return tuple(
            Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
        )


class RefusedError(Exception):
    """What was asked cannot stand. `faults`: all that is wrong; `field`, `what` and `mend` are those of the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{one.field}: {one.what}; mend: {one.mend}" for one in faults))
        self.faults = faults

    @classmethod
    def at(cls, field: str, what: str, mend: str) -> RefusedError:
        """Refused for one thing."""
        return cls(Fault(field, what, mend))

    @property
    def field(self) -> str:
        """Where the first fault lies."""
        return self.faults[0].field

    @property
    def what(self) -> str:
        """What it is."""
        return self.faults[0].what

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self.faults[0].mend


class NotThereError(LookupError):
    """The network has no such record."""

    def __init__(self, kind: type, id: str) -> None:
        super().__init__(f'there is no {kind.__name__.lower()} "{id}"')
        self.kind, self.id = kind, id


class StaleError(Exception):
    """Somebody changed the record meanwhile; `now` is what is there."""

    def __init__(self, now: Kept[Any]) -> None:
        super().__init__(
            f'"{now.record.id}" was changed meanwhile; look at what is there now and decide again'
        )
        self.now = now


def version_of(record: Any) -> str:  # noqa: ANN401 - any record
    """The version of a record: the beginning of the SHA-256 of its kind and content."""
    told = json.dumps([type(record).__name__, content(record)], sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()[:VERSION_LENGTH]


def content(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """A record as plain data, every field of it: days in ISO, spans as [first, until], numbers as shortest text."""
    return {one.name: _plain(getattr(record, one.name)) for one in fields(record)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field of any record
    match value:
        case Span():
            return [_plain(value.first), _plain(value.until)]
        case Enum():
            return _plain(value.value)
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case Decimal():
            return format(value.normalize() + 0, "f")  # 1.50 is 1.5, and -0 is 0
        case date():
            return value.isoformat()
    return content(value) if is_dataclass(value) else value
