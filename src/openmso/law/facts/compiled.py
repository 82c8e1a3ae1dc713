"""A pack as one block of JSON and back: the compiled copy, which holds data only and can run nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from openmso.authority.law import LawBook, Parameter, Statement
from openmso.authority.terms import Confidence
from openmso.law.facts.pack import Pack
from openmso.law.rules import terms
from openmso.law.rules.parameters import Asked
from openmso.law.rules.terms import Term
from openmso.timeline.spans import Span

MAKE: Final = 1
"""Counts up when what is written here changes."""

_DECIMAL: Final = "$decimal"
_SUM: Final = 65  # so long is the check sum in front, with its line end
_STATEMENT: Final = tuple(one.name for one in fields(Statement))


def packed(pack: Pack) -> bytes:
    """The pack as bytes."""
    book = pack.book
    content = {
        "version": book.version,
        "digest": book.digest,
        "title": pack.title,
        "jurisdictions": pack.jurisdictions,
        "terms": {
            name: [[one.code, one.label, one.definition, one.extra] for one in words.values()]
            for name, words in pack.terms.items()
        },
        "parameters": [[_parameter(one.parameter), one.topic, one.group] for one in pack.asked.values()],
        "statements": [_statement(one) for one in book.statements],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_encoded).encode()
    return _sum(text) + text


def unpacked(content: bytes) -> Pack | None:
    """The pack of a compiled copy, or None if it is not one, or not whole."""
    text = content[_SUM:]
    if content[:_SUM] != _sum(text):
        return None
    try:
        return _pack(json.loads(text, object_hook=_decoded))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError):
        return None


def _sum(text: bytes) -> bytes:
    return sha256(text).hexdigest().encode() + b"\n"


def _pack(read: Mapping[str, Any]) -> Pack:
    words = {
        name: {
            code: Term(code, label, definition, _frozen(extra)) for code, label, definition, extra in listed
        }
        for name, listed in read["terms"].items()
    }
    asked = {
        plain["name"]: Asked(Parameter(**_frozen(plain)), topic, group)
        for plain, topic, group in read["parameters"]
    }
    book = LawBook.of(
        map(_restored, read["statements"]),
        procedures=terms.procedures(words),
        parameters={name: one.parameter for name, one in asked.items()},
        version=read["version"],
        digest=read["digest"],
    )
    return Pack(book, read["title"], words, asked, tuple(read["jurisdictions"]))


def _parameter(one: Parameter) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(Parameter)}


def _statement(one: Statement) -> list[Any]:
    row = [getattr(one, name) for name in _STATEMENT]
    row[_STATEMENT.index("span")] = [one.span.start, one.span.end]
    row[_STATEMENT.index("read_on")] = None if one.read_on is None else one.read_on.toordinal()
    row[_STATEMENT.index("confidence")] = int(one.confidence)
    return row


def _restored(row: list[Any]) -> Statement:
    plain = dict(zip(_STATEMENT, row, strict=True))
    plain["key"] = tuple(plain["key"])
    plain["value"] = _frozen(plain["value"])
    plain["span"] = Span(*plain["span"])
    plain["confidence"] = Confidence(plain["confidence"])
    plain["read_on"] = None if plain["read_on"] is None else date.fromordinal(plain["read_on"])
    return Statement(**plain)


def _frozen(value: object) -> Any:  # noqa: ANN401 - a value of law is any of JSON's kinds
    """Lists as tuples, all the way down."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {name: _frozen(inner) for name, inner in value.items()}
    return value


def _encoded(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    raise TypeError(type(value).__name__)


def _decoded(plain: dict[str, Any]) -> object:
    return Decimal(plain[_DECIMAL]) if len(plain) == 1 and _DECIMAL in plain else plain
