"""What differs between two books of law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from openmso.authority.law import Key, LawBook, Statement

Place = tuple[str, str, Key]
Kind = Literal["added", "removed", "changed", "sources"]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference on one question of one jurisdiction.

    `kind` is added or removed where only one book speaks, changed where they say something else or on other
    days, sources where only citation, confidence, signature or note differ.
    """

    jurisdiction: str
    parameter: str
    key: Key
    kind: Kind
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


def diff(before: LawBook, after: LawBook, on: date | None = None) -> tuple[Change, ...]:
    """Every difference, in the order of jurisdiction, parameter and key; with `on`, of that day only."""
    return tuple(_changes(before, after, on))


def _changes(before: LawBook, after: LawBook, on: date | None) -> Iterator[Change]:
    for place in sorted({*_places(before), *_places(after)}):
        old, new = _said(before, place, on), _said(after, place, on)
        kind = _kind(old, new)
        if kind is not None:
            yield Change(*place, kind, old, new)


def _places(book: LawBook) -> set[Place]:
    return {(one.jurisdiction, one.parameter, one.key) for one in book.statements}


def _said(book: LawBook, place: Place, on: date | None) -> tuple[Statement, ...]:
    """What a book says there: everything, or what holds on a day, the deciding statement first."""
    jurisdiction, parameter, key = place
    if on is None:
        return book.said(jurisdiction, parameter, *key)
    return book.reading(jurisdiction, parameter, on.toordinal(), *key).statements


def _kind(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> Kind | None:
    if not old or not new:
        return None if old == new else ("added" if new else "removed")
    if [*map(_law, old)] != [*map(_law, new)]:
        return "changed"
    return None if [*map(_source, old)] == [*map(_source, new)] else "sources"


def _law(one: Statement) -> tuple[Any, ...]:
    """What a statement says is the law, and when."""
    return (one.value, one.span, one.since_known, one.authority, one.pending, one.overlay)


def _source(one: Statement) -> tuple[Any, ...]:
    """What it rests on; the line where it stands is no part of it."""
    return (one.cite, one.url, one.read_on, one.confidence, one.signed, one.note)
