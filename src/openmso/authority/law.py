"""The law book: dated, cited, graded statements, and what they say on a day.

Three kinds of nothing are kept apart. A parameter that no statement covers on a day was never researched
(`Reading.known` is false). A statement whose value is `None` says that the rule is known not to exist.
A statement whose first day was not established (`since_known` false) is taken to hold back without limit
until an earlier statement says otherwise, and every citation of it says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from openmso.authority.terms import Confidence
from openmso.timeline.spans import ALWAYS, Span
from openmso.timeline.tracks import Track

FEDERAL: Final = "US"

Key = tuple[str, ...]
Value = bool | int | Decimal | str | tuple[Any, ...] | Mapping[str, Any]
"""Scalars, tuples of codes, or mappings of these. Never mutated."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a jurisdiction says of one parameter over one span.

    `key` narrows the parameter (procedure and role of a delegation rule); most have none. `authority` names
    who says so where two authorities disagree. `signed` names the counsel who confirmed it. `pending` law
    never decides. `overlay` marks counsel's statement in a network, which wins over the pack.
    `where` is file and line, for people.
    """

    jurisdiction: str
    parameter: str
    key: Key
    value: Value | None = field(hash=False)
    span: Span = ALWAYS
    since_known: bool = True
    cite: str = ""
    url: str = ""
    read_on: date | None = None
    confidence: Confidence = Confidence.MEDIUM
    authority: str = ""
    signed: str = ""
    pending: bool = False
    overlay: bool = False
    note: str = ""
    where: str = ""

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Which of several statements on the same day decides: the greatest."""
        return (self.overlay, bool(self.signed), int(self.confidence))

    def trusted(self, threshold: Confidence) -> bool:
        """Whether it may grant without counsel: signed, or of at least this confidence."""
        return bool(self.signed) or self.overlay or self.confidence >= threshold


@dataclass(frozen=True, slots=True)
class Reading:
    """What the book says of a parameter on a day: the deciding statement first, rivals after it."""

    statements: tuple[Statement, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anybody established it; an unknown parameter neither allows nor forbids."""
        return bool(self.statements)

    @property
    def statement(self) -> Statement | None:
        """The deciding statement."""
        return self.statements[0] if self.statements else None

    @property
    def value(self) -> Any:  # noqa: ANN401 - the type is the parameter's, checked by the pack's reader
        """The deciding value; `None` if the rule does not exist or was never researched (see `known`)."""
        return self.statements[0].value if self.statements else None

    @property
    def disputed(self) -> bool:
        """Whether a rival of equal rank says something else."""
        first, *rest = self.statements or (None,)
        return any(first and rival.rank == first.rank and rival.value != first.value for rival in rest)

    def trusted(self, threshold: Confidence) -> bool:
        """Whether a grant may rest on it without counsel's confirmation."""
        return self.known and self.statements[0].trusted(threshold) and not self.disputed


UNRESEARCHED: Final = Reading()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question that can be asked of every jurisdiction.

    `kind` is boolean, integer, decimal, text, code, codes or mapping; `fields` the shape of a mapping.
    """

    name: str
    label: str
    question: str
    kind: str
    keys: Key = ()
    unit: str = ""
    null_means: str = ""
    unknown_means: str = ""
    used_by: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Procedure:
    """An act of the closed list. `general_scope`: roles whose general scope covers it without a row of its own."""

    code: str
    label: str
    definition: str
    family: str
    general_scope: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LawBook:
    """All statements, by jurisdiction, parameter and key. Build with `LawBook.of`; never mutated."""

    statements: tuple[Statement, ...]
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    version: str = ""
    digest: str = ""
    _index: Mapping[tuple[str, str, Key], tuple[Statement, ...]] = field(default_factory=dict, repr=False)
    _tracks: dict[tuple[str, str, Key], Track[Reading]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        *,
        procedures: Mapping[str, Procedure] | None = None,
        parameters: Mapping[str, Parameter] | None = None,
        version: str = "",
        digest: str = "",
    ) -> LawBook:
        """Index statements given in any order."""
        listed = tuple(statements)
        index: dict[tuple[str, str, Key], list[Statement]] = defaultdict(list)
        for statement in listed:
            index[statement.jurisdiction, statement.parameter, statement.key].append(statement)
        frozen = {place: tuple(found) for place, found in index.items()}
        return cls(listed, procedures or {}, parameters or {}, version, digest, frozen)

    def with_overlay(self, statements: Iterable[Statement]) -> LawBook:
        """The book as counsel of a network reads it: these statements win on their days."""
        return LawBook.of(
            (*self.statements, *statements),
            procedures=self.procedures,
            parameters=self.parameters,
            version=self.version,
            digest=self.digest,
        )

    def said(self, jurisdiction: str, parameter: str, *key: str) -> tuple[Statement, ...]:
        """Every statement on a parameter, pending ones too, in the order of the pack."""
        return self._index.get((jurisdiction, parameter, key), ())

    def keys(self, jurisdiction: str, parameter: str) -> tuple[Key, ...]:
        """The keys under which a jurisdiction says anything of a parameter."""
        return tuple(key for place, name, key in self._index if (place, name) == (jurisdiction, parameter))

    def track(self, jurisdiction: str, parameter: str, *key: str) -> Track[Reading]:
        """What the book says of a parameter, for every day."""
        place = (jurisdiction, parameter, key)
        if place not in self._tracks:
            self._tracks[place] = _track(self._index.get(place, ()))
        return self._tracks[place]

    def reading(self, jurisdiction: str, parameter: str, day: int, *key: str) -> Reading:
        """What the book says of a parameter on a day (an ordinal)."""
        return self.track(jurisdiction, parameter, *key).at(day)


def _track(statements: tuple[Statement, ...]) -> Track[Reading]:
    deciding = [statement for statement in statements if not statement.pending]
    if not deciding:
        return Track.constant(UNRESEARCHED)

    def reading_on(day: int) -> Reading:
        there = [statement for statement in deciding if day in statement.span]
        return Reading(tuple(sorted(there, key=lambda statement: statement.rank, reverse=True)))

    return Track.by_day((cut for one in deciding for cut in (one.span.start, one.span.end)), reading_on)
