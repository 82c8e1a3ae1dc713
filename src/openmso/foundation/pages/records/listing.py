"""A list of records of one kind: those that hold on a day, with some fields, of some name; by name, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from openmso.authority.facts.fields import FIELDS
from openmso.foundation.pages.records.naming import Line, Naming, columns_of
from openmso.timeline.spans import Span

PAGE: Final = 50
MOST_FILTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list."""

    id: str
    title: str
    span: Span | None
    on: date | None
    cells: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list. `all`: how many there are on all pages."""

    rows: tuple[Row, ...]
    all: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first row."""
        return (self.page - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return (self.page - 1) * PAGE + len(self.rows)


def filters_of(kind: type) -> tuple[str, ...]:
    """The fields by which a list may be asked: those that hold a name of something."""
    allowed = FIELDS[kind]
    found = [
        one.name
        for one in fields(kind)
        if one.name in allowed and (allowed[one.name].words is not None or allowed[one.name].to)
    ]
    return tuple(found[:MOST_FILTERS])


def listed(
    naming: Naming, kind: type, asked: Mapping[str, str], *, on: date | None, name: str = "", page: str = "1"
) -> Listed:
    """Some records of a kind; `on` None: whenever they hold."""
    known = naming.labels.facts.tables.get(kind, {}).values()
    wanted = name.casefold()
    found = sorted(
        (title.casefold(), one.id, title, one)
        for one in _fitting(known, asked, on)
        if wanted in (title := naming.called(one.id)).casefold()
    )
    pages = max(-(-len(found) // PAGE), 1)
    number = min(max(int(page), 1), pages) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    rows = tuple(
        _row(naming, kind, title, one) for _, _, title, one in found[(number - 1) * PAGE : number * PAGE]
    )
    return Listed(rows, len(found), number, pages)


def _fitting(known: Any, asked: Mapping[str, str], on: date | None) -> Iterator[Any]:  # noqa: ANN401 - records of any kind
    for one in known:
        if on is not None and not _holds(one, on):
            continue
        if all(_is(getattr(one, name), value) for name, value in asked.items()):
            yield one


def _holds(one: Any, on: date) -> bool:  # noqa: ANN401 - any record
    span = getattr(one, "span", None)
    if span is not None:
        return bool(on.toordinal() in span)
    day = getattr(one, "on", None)
    return day is None or bool(day <= on)


def _is(value: Any, wanted: str) -> bool:  # noqa: ANN401 - a field's value
    if isinstance(value, frozenset):
        return wanted in value
    return value is None or bool(value == wanted)


def _row(naming: Naming, kind: type, title: str, one: Any) -> Row:  # noqa: ANN401 - any record
    lines = tuple(naming.cell(kind, name, getattr(one, name)) for name in columns_of(kind))
    return Row(one.id, title, getattr(one, "span", None), getattr(one, "on", None), lines)
