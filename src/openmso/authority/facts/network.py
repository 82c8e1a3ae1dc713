"""`Facts`: all records of one network, indexed, immutable, cheap to change by one.

A changed copy shares every table and index that the change does not touch, so a what-if or a recompile after
one edited record costs what the record's own table costs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
    Screening,
)
from openmso.authority.facts.structure import (
    Msa,
    Office,
    Organization,
    Ownership,
    Registration,
    Service,
    Site,
)
from openmso.authority.terms import Confidence

Record = (
    Organization
    | Ownership
    | Office
    | Site
    | Service
    | Registration
    | Msa
    | Person
    | License
    | Certificate
    | Experience
    | Exclusion
    | Screening
    | Insurance
    | Engagement
    | Competency
    | Appointment
    | Agreement
    | Delegation
    | Protocol
    | StandingOrder
    | Activity
)
R = TypeVar("R", bound=Record)

EVERYWHERE: Final = "*"
"""Index entry of records whose set of ids is None, that is, not limited."""


class UnknownRecordError(LookupError):
    """No record of the network has this id."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a network chooses. `grant_threshold`: below it an unsigned statement of law grants only on condition.

    `insured_roles`: roles that must have malpractice cover. `self_pay_only`: no federal program is billed.
    """

    grant_threshold: Confidence = Confidence.MEDIUM
    insured_roles: frozenset[str] = frozenset()
    self_pay_only: bool = True


@dataclass(frozen=True)
class Facts:
    """The records of a network by id. Ids are unique in the whole network. Build with `Facts.of`."""

    tables: Mapping[type, Mapping[str, Record]] = field(default_factory=dict)
    settings: Settings = Settings()
    name: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where each record was read, by id: `file:line`."""
    _indexes: dict[tuple[type, str], dict[str, tuple[Record, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        *,
        settings: Settings | None = None,
        name: str = "",
        sources: Mapping[str, str] | None = None,
    ) -> Facts:
        """Hold records given in any order. A repeated id keeps the last record."""
        tables: dict[type, dict[str, Record]] = {}
        for record in records:
            tables.setdefault(type(record), {})[record.id] = record
        return cls(tables, settings or Settings(), name, sources or {})

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of a kind, in the order given."""
        return cast("tuple[R, ...]", tuple(self.tables.get(kind, {}).values()))

    def get(self, kind: type[R], id: str) -> R | None:
        """The record of a kind with this id."""
        return cast("R | None", self.tables.get(kind, {}).get(id))

    def need(self, kind: type[R], id: str) -> R:
        """As `get`, but raises `UnknownRecordError`."""
        found = self.get(kind, id)
        if found is None:
            raise UnknownRecordError(f"the network has no {kind.__name__.lower()} {id!r}")
        return found

    def by(self, kind: type[R], attribute: str, value: str) -> tuple[R, ...]:
        """Records whose attribute is this id, or is a set that holds it, or is a set that is not limited."""
        index = self._index(kind, attribute)
        return cast("tuple[R, ...]", index.get(value, ()) + index.get(EVERYWHERE, ()))

    def find(self, id: str) -> Record | None:
        """The record of whatever kind with this id."""
        for table in self.tables.values():
            if id in table:
                return table[id]
        return None

    def changed(self, *records: Record) -> Facts:
        """A copy in which these records are added, or stand in the place of those with their ids."""
        return self._replaced({(type(record), record.id): record for record in records})

    def without(self, *ids: str) -> Facts:
        """A copy without these records. Raises `UnknownRecordError` for an id that is not there."""
        gone: dict[tuple[type, str], Record | None] = {}
        for id in ids:
            found = self.find(id)
            if found is None:
                raise UnknownRecordError(f"the network has no record {id!r}")
            gone[type(found), id] = None
        return self._replaced(gone)

    def renewed(
        self,
        kind: type[R],
        changes: Mapping[str, R | None],
        ranks: Mapping[str, Any],
        moved: Collection[str] = (),
    ) -> Facts:
        """A copy in which some records of a kind are as they are now, None: gone; all in the order of their ranks.

        What a fresh `Facts.of` of the records in that order would hold. `moved` are the ids that are new or whose rank
        is another than before.
        """
        old = self.tables.get(kind, {})
        tables: dict[type, Mapping[str, Record]] = {**self.tables, kind: _ranked(old, changes, ranks, moved)}
        if not tables[kind]:
            del tables[kind]
        indexes = dict(self._indexes)
        for place in [place for place in indexes if place[0] is kind]:
            patched = _patched(indexes[place], place[1], old, changes)
            for record in changes.values():
                for value in _index_values(getattr(record, place[1])) if record is not None else ():
                    patched[value] = tuple(sorted(patched[value], key=lambda one: ranks[one.id]))
            indexes[place] = patched
        return Facts(tables, self.settings, self.name, self.sources, indexes)

    def with_table(self, kind: type[R], records: Mapping[str, R]) -> Facts:
        """A copy in which the records of a kind are these, in their order."""
        tables: dict[type, Mapping[str, Record]] = {**self.tables, kind: records}
        if not records:
            del tables[kind]
        kept = {place: index for place, index in dict(self._indexes).items() if place[0] is not kind}
        return Facts(tables, self.settings, self.name, self.sources, kept)

    def called(self, settings: Settings, name: str) -> Facts:
        """A copy of another name and settings."""
        return Facts(self.tables, settings, name, self.sources, dict(self._indexes))

    def _replaced(self, changes: Mapping[tuple[type, str], Record | None]) -> Facts:
        tables: dict[type, Mapping[str, Record]] = dict(self.tables)
        indexes = dict(self._indexes)
        for kind in {kind for kind, _ in changes}:
            old = self.tables.get(kind, {})
            new = dict(old)
            mine = {id: record for (of, id), record in changes.items() if of is kind}
            for id, record in mine.items():
                if record is None:
                    new.pop(id, None)
                else:
                    new[id] = record
            tables[kind] = new
            for place in [place for place in indexes if place[0] is kind]:
                indexes[place] = _patched(indexes[place], place[1], old, mine)
        return Facts(tables, self.settings, self.name, self.sources, indexes)

    def _index(self, kind: type, attribute: str) -> dict[str, tuple[Record, ...]]:
        place = (kind, attribute)
        if place not in self._indexes:
            grown: dict[str, list[Record]] = {}
            for record in self.tables.get(kind, {}).values():
                for value in _index_values(getattr(record, attribute)):
                    grown.setdefault(value, []).append(record)
            self._indexes[place] = {value: tuple(found) for value, found in grown.items()}
        return self._indexes[place]


def _index_values(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - any attribute of any record
    if value is None:
        return (EVERYWHERE,)
    return tuple(value) if isinstance(value, frozenset) else (value,)


def _ranked(
    old: Mapping[str, Record],
    changes: Mapping[str, Record | None],
    ranks: Mapping[str, Any],
    moved: Collection[str],
) -> dict[str, Record]:
    """A table in which changed records stand in the place of those with their ids, and moved ones at their rank."""
    table = dict(old)
    elsewhere = {id: record for id, record in changes.items() if id in moved and record is not None}
    for id, record in changes.items():
        if record is None or id in elsewhere:
            table.pop(id, None)
        else:
            table[id] = record
    if not elsewhere:
        return table
    table |= elsewhere
    return {id: table[id] for id in sorted(table, key=ranks.__getitem__)}


def _patched(
    index: dict[str, tuple[Record, ...]],
    attribute: str,
    old: Mapping[str, Record],
    changes: Mapping[str, Record | None],
) -> dict[str, tuple[Record, ...]]:
    """An index in which only the entries of changed records are made anew; a changed record goes last."""
    patched = dict(index)
    for id, record in changes.items():
        before = old.get(id)
        for value in _index_values(getattr(before, attribute)) if before is not None else ():
            patched[value] = tuple(one for one in patched[value] if one.id != id)
        if record is not None:
            for value in _index_values(getattr(record, attribute)):
                patched[value] = (*patched.get(value, ()), record)
    return patched
