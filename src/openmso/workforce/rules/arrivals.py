"""People and licenses that come from a file, what is there already, and what taking them would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from openmso.authority.facts.people import License, Person
from openmso.workforce.rules.rejects import Reject


@dataclass(frozen=True, slots=True)
class LicenseSaid:
    """A license as a file says it. None: the file says nothing of it. `expires`: the last good day."""

    role: str
    state: str
    number: str = ""
    status: str | None = None
    multistate: bool | None = None
    issued: date | None = None
    expires: date | None = None
    never_expires: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person as a row says them, with at most one license. `id`, `npi`, `born` as far as they are given.

    `renames`: whether the name is meant to take the place of the one on record; else it must be like it.
    """

    row: int
    name: str
    id: str = ""
    npi: str = ""
    born: date | None = None
    other_names: tuple[str, ...] = ()
    license: LicenseSaid | None = None
    renames: bool = True


@dataclass(frozen=True, slots=True)
class Identified:
    """What tells a person from a namesake, as it is kept. Never shown: `repr` leaves the day out."""

    person: str
    born: date | None = field(default=None, repr=False)
    other_names: tuple[str, ...] = ()


Entry = Person | License | Identified


@dataclass(frozen=True, slots=True)
class Change:
    """A record that would come, or would be another than `before`. `row`: from where."""

    row: int
    before: Entry | None
    after: Entry

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields that change; of a new record none."""
        before = self.before
        if before is None:
            return ()
        return tuple(
            one.name
            for one in fields(self.after)
            if getattr(before, one.name) != getattr(self.after, one.name)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a file would change, in the order in which it must be written, and which rows are not taken.

    `same`: rows that say what is there already. `remarks`: what should be known of rows that are taken.
    """

    changes: tuple[Change, ...] = ()
    rejects: tuple[Reject, ...] = ()
    remarks: tuple[Reject, ...] = ()
    same: int = 0

    @property
    def added(self) -> tuple[Change, ...]:
        """Records that would come."""
        return tuple(one for one in self.changes if one.before is None)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Records that would be other than they are."""
        return tuple(one for one in self.changes if one.before is not None)


@dataclass(frozen=True, slots=True)
class There:
    """What is there: people and licenses by id, what is known of identities, and all ids that are taken."""

    people: Mapping[str, Person]
    licenses: Mapping[str, License]
    identities: Mapping[str, Identified]
    taken: frozenset[str]


class RefusedRowError(Exception):
    """A row cannot be taken."""

    def __init__(self, row: int, column: str, what: str, mend: str) -> None:
        super().__init__(what)
        self.reject = Reject(row, column, what, mend)
