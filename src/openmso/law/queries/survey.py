"""One question put to every jurisdiction, as published surveys of fifty states print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.law import FEDERAL, Key, Parameter, Reading, Statement
from openmso.law.facts.pack import Pack
from openmso.law.queries.packs import whole


@dataclass(frozen=True, slots=True)
class Row:
    """One jurisdiction's answer. `ends` is the first day on which it no longer holds, if one is known."""

    jurisdiction: str
    label: str
    reading: Reading
    later: tuple[Statement, ...] = ()
    pending: tuple[Statement, ...] = ()

    @property
    def statement(self) -> Statement:
        """The deciding statement."""
        return self.reading.statements[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The jurisdictions that answer alike. `value` is None where they established that there is no rule."""

    value: Any
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers of all jurisdictions to one question on a day, alike ones together.

    `silent` are jurisdictions where nobody established anything, with what is enacted for later or pending.
    """

    parameter: Parameter
    key: Key
    on: date
    groups: tuple[Group, ...]
    silent: tuple[Row, ...]


def table(parameter: str, on: date, key: Key = (), *, of: Pack | None = None) -> Survey:
    """One question put to every jurisdiction on a day.

    Raises `KeyError` if there is no such parameter, `ValueError` if the key has the wrong length.
    """
    pack = whole() if of is None else of
    asked = pack.asked[parameter].parameter
    if len(key) != len(asked.keys):
        raise ValueError(f"{parameter} is asked with {' and '.join(asked.keys) or 'no key'}")
    rows = [_row(pack, code, parameter, key, on) for code in pack.jurisdictions]
    silent = tuple(row for row in rows if not row.reading.known and row.jurisdiction != FEDERAL)
    return Survey(asked, key, on, _groups(asked, [row for row in rows if row.reading.known]), silent)


def _row(pack: Pack, code: str, parameter: str, key: Key, on: date) -> Row:
    day = on.toordinal()
    said = pack.book.said(code, parameter, *key)
    return Row(
        code,
        pack.terms["jurisdictions"][code].label,
        pack.book.reading(code, parameter, day, *key),
        tuple(one for one in said if not one.pending and one.span.start > day),
        tuple(one for one in said if one.pending),
    )


def _groups(parameter: Parameter, rows: Iterable[Row]) -> tuple[Group, ...]:
    """Jurisdictions together that answer alike: in the order of the codes, of size, or of frequency."""
    together: dict[Any, list[Row]] = {}
    for row in rows:
        together.setdefault(_hashable(answer(row.statement.value)), []).append(row)
    groups = [Group(answer(rows[0].statement.value), tuple(rows)) for rows in together.values()]
    return tuple(sorted(groups, key=lambda group: _rank(parameter, group)))


def answer(value: object) -> object:
    """What a value is grouped by: of a rule its leave, of a limit its number; the rest goes into notes."""
    if isinstance(value, Mapping):
        if "leave" in value:
            return value["leave"]
        return {name: value[name] for name in ("max", "unit") if name in value} or _without_words(value)
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return tuple(sorted(value))
    return value


def _hashable(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(sorted((name, _hashable(inner)) for name, inner in value.items()))
    return tuple(map(_hashable, value)) if isinstance(value, tuple) else (type(value), value)


def _without_words(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping without its sentences, unless it holds nothing else."""
    return {name: inner for name, inner in value.items() if name != "text"} or value


_LEAVES = ("permitted", "conditional", "prohibited")


def _rank(parameter: Parameter, group: Group) -> tuple[Any, ...]:
    value = group.value
    codes = parameter.codes or _LEAVES
    if value is None:
        return (9,)
    if isinstance(value, str) and value in codes:
        return (0, codes.index(value))
    if isinstance(value, bool):
        return (0, not value)
    if isinstance(value, int | Decimal):
        return (0, value)
    first = next(iter(value.values())) if isinstance(value, Mapping) and value else None
    if isinstance(first, int | Decimal) and not isinstance(first, bool):
        return (1, first, str(value))
    return (2, -len(group.rows), str(value))
