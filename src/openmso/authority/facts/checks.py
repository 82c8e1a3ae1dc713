"""Judging one record by itself: does each field hold what it may? And to which other records does it refer?

What only the network as a whole can tell (does the id exist, do shares add up) is for whoever holds the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from openmso.authority.codes import ZONES
from openmso.authority.facts.fields import FIELDS, ID, Allowed
from openmso.authority.facts.network import Record
from openmso.authority.facts.structure import Msa, Site

LONGEST: Final = 2000
"""Characters of the longest text, as in the network file."""
LONGEST_ID: Final = 200

_ID: Final = re.compile(ID)
_CLAUSE: Final = re.compile("[a-z][a-z0-9_]*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: `what` it is, and how to `mend` it."""

    field: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A field holds the id of another record, of one of the kinds `to`."""

    field: str
    id: str
    to: tuple[type, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """One value, with the name of its field and what it may be."""

    field: str
    value: Any
    allowed: Allowed


def is_id(text: str) -> bool:
    """Whether a text can be the id of a record."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def faults(record: Record) -> Iterator[Fault]:
    """Everything that is wrong with a record by itself, field by field."""
    wrong_types = list(_types(record, ""))
    if wrong_types:
        yield from wrong_types
        return
    if not is_id(record.id):
        yield Fault(
            "id", f'"{record.id}" is not an id', "lower case letters, digits, - _ . and / between parts"
        )
    yield from _empty(record)
    for one in _values(record, ""):
        what = _wrong(one.value, one.allowed)
        if what:
            yield Fault(one.field, what, _mend(one))
    if isinstance(record, Msa):
        yield from _clauses(record.clauses)
    if isinstance(record, Site) and record.zone not in ZONES.get(record.state, (record.zone,)):
        zones = ", ".join(ZONES[record.state])
        yield Fault("zone", f'"{record.zone}" is not a zone of {record.state}', f"one of {zones}")


def references(record: Record) -> Iterator[Reference]:
    """The ids of other records that a record holds, at whatever depth."""
    for one in _values(record, ""):
        if one.allowed.to:
            yield Reference(one.field, one.value, one.allowed.to)


def _values(record: Any, at: str) -> Iterator[_Value]:  # noqa: ANN401 - a record or a part of one
    """Every value that says something and is limited by `FIELDS`, members of sets one by one."""
    allowed = FIELDS[type(record)]
    for one in fields(record):
        value, name = getattr(record, one.name), f"{at}{one.name}"
        if value is None or (value == "" and one.default == ""):
            continue
        several = isinstance(value, tuple | frozenset)
        for inner in (sorted(value) if isinstance(value, frozenset) else value) if several else (value,):
            if type(inner) in FIELDS:
                yield from _values(inner, f"{name}.")
            elif one.name in allowed:
                yield _Value(name, inner, allowed[one.name])


def _empty(record: Record) -> Iterator[Fault]:
    for name, allowed in FIELDS[type(record)].items():
        if allowed.some and getattr(record, name) == frozenset():
            yield Fault(name, "is empty", f"name {allowed.what} at least")


def _clauses(clauses: Mapping[str, Any]) -> Iterator[Fault]:
    for code, provided in clauses.items():
        if _CLAUSE.fullmatch(code) is None:
            yield Fault("clauses", f'"{code}" is not the code of a clause', "a code such as noncompete")
        elif not _is_provided(provided):
            mend = "text, a whole or decimal number, true or false, a day, or lists and mappings of these"
            yield Fault("clauses", f"what {code} provides does not fit", mend)


def _is_provided(value: Any) -> bool:  # noqa: ANN401 - what a clause provides
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _is_provided(one) for name, one in value.items())
    if isinstance(value, tuple | list):
        return all(_is_provided(one) for one in value)
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, str | bool | int) or (
        isinstance(value, date) and not isinstance(value, datetime)
    )


def _wrong(value: Any, allowed: Allowed) -> str:  # noqa: ANN401 - text or number
    if isinstance(value, str):
        if not value.strip():
            return "is empty"
        if len(value) > LONGEST:
            return f"has {len(value)} characters"
        if _CONTROL.search(value):
            return "has line breaks or control characters"
        unfit = allowed.words is not None and value not in allowed.words
        unlike = allowed.pattern and re.fullmatch(allowed.pattern, value) is None
        return f'"{value}" does not fit' if unfit or unlike else ""
    if isinstance(value, Decimal) and not value.is_finite():
        return f"{value} is no number"
    below = allowed.least is not None and not value >= allowed.least
    above = allowed.most is not None and not value <= allowed.most
    return f"{value} does not fit" if below or above else ""


def _mend(one: _Value) -> str:
    alike = get_close_matches(str(one.value)[:100], one.allowed.words or (), n=1, cutoff=0.7)
    return f'{one.allowed.what}; did you mean "{alike[0]}"?' if alike else one.allowed.what


def _types(record: Any, at: str) -> Iterator[Fault]:  # noqa: ANN401 - a record or a part of one
    kind: Any = type(record)
    for name, hint in _hints(kind).items():
        value = getattr(record, name)
        if not _is(value, hint):
            yield Fault(f"{at}{name}", f"a {type(value).__name__} does not fit", _said(hint))
        elif type(value) in FIELDS:
            yield from _types(value, f"{at}{name}.")
        elif isinstance(value, tuple):
            for inner in value:
                if type(inner) in FIELDS:
                    yield from _types(inner, f"{at}{name}.")


@cache
def _hints(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any dataclass
    return get_type_hints(kind)


def _is(value: Any, hint: Any) -> bool:  # noqa: ANN401 - any value, any annotation
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_is(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_is(one, inner[0]) for one in value)
    if origin is frozenset:
        return isinstance(value, frozenset) and all(_is(one, inner[0]) for one in value)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(isinstance(one, str) for one in value)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint in (int, date):  # True is no number, and a moment is no day
        return isinstance(value, hint) and not isinstance(value, bool | datetime)
    return isinstance(value, NoneType if hint is None else hint)


def _said(hint: Any) -> str:  # noqa: ANN401 - any annotation
    if get_origin(hint) in (Union, UnionType):
        return " or ".join("nothing" if one is NoneType else _said(one) for one in get_args(hint))
    if get_origin(hint) in (tuple, frozenset):
        return f"a set of {_said(get_args(hint)[0])}"
    words = {
        str: "text",
        int: "a whole number",
        Decimal: "a decimal number",
        float: "a number",
        date: "a day",
    }
    name: str = getattr(hint, "__name__", str(hint))
    return words.get(hint, "true or false" if hint is bool else f"a {name}" if is_dataclass(hint) else name)
