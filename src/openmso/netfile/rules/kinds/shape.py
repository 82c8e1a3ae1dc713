"""Shapes: records as keys and kinds, how they are dated, what nests in them; and reading one mapping by its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from string import Formatter
from typing import Any, Final

from openmso.netfile.rules.kinds.groups import entries, unknown_key
from openmso.netfile.rules.kinds.kind import WRONG, Field, Plain, Schema, Value, Wrong
from openmso.netfile.rules.kinds.numbers import Day
from openmso.netfile.rules.nodes import Mapping as MappingNode
from openmso.netfile.rules.nodes import Node, Scalar
from openmso.netfile.rules.notes import At, Notes
from openmso.timeline.spans import ALWAYS, BEGINNING, FOREVER, Span

SINCE: Final = "since"
UNTIL: Final = "until"
EXPIRES: Final = "expires"
_SINCE: Final = Day(word="always")
_UNTIL: Final = Day()
_EXPIRES: Final = Day(word="never")


@dataclass(frozen=True, slots=True)
class Dated:
    """How a record says its span. `end`: the key the writer uses; the reader takes either."""

    since_required: bool = True
    end_required: bool = False
    end: str = UNTIL


@dataclass(frozen=True)
class Shape:
    """A record in the file. `derive`: how its id is made of its values, after the parent's id and `/`.

    `spread`: the attribute that each value of the list under `spread_key` gets in a record of its own.
    `complete`: fills in what follows from the rest, and judges what must agree within the record.
    """

    name: str
    record: type
    doc: str
    fields: tuple[Field, ...]
    dated: Dated | None = None
    nested: tuple[Nested, ...] = ()
    derive: str = ""
    spread_key: str = ""
    spread: str = ""
    complete: Callable[[dict[str, Any], Node, At, Notes], None] | None = None

    @property
    def reference(self) -> Schema:
        """The reference to its JSON Schema."""
        return {"$ref": f"#/$defs/{self.name.replace(' ', '-')}"}

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by key."""
        return {one.key: one for one in self.fields}

    @cached_property
    def nested_by_key(self) -> Mapping[str, Nested]:
        """Nested records by key."""
        return {one.key: one for one in self.nested}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All keys that may stand in it, in the order they are written."""
        dates = (SINCE, UNTIL, EXPIRES) if self.dated else ()
        own = ("id",) if self.derive else ()
        return (*own, *self.by_key, *dates, *self.nested_by_key)

    @cached_property
    def derived_from(self) -> tuple[str, ...]:
        """The attributes of which the id of a nested record is made."""
        return tuple(name for _, name, _, _ in Formatter().parse(self.derive) if name)

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """What the frozen record holds where the file says nothing."""
        found: dict[str, Any] = {}
        for one in fields(self.record):
            if one.default is not MISSING:
                found[one.name] = one.default
            elif one.default_factory is not MISSING:
                found[one.name] = one.default_factory()
        return found


@dataclass(frozen=True)
class Nested:
    """Records of `shape` in a list under `key`, whose `parent` attribute is the id of what they stand in."""

    key: str
    shape: Shape
    parent: str


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping that is one value of a record (fee terms, a pay plan)."""

    shape: Shape

    def take(self, node: Node, at: At, notes: Notes) -> Value:
        """The frozen record."""
        values = take_mapping(self.shape, node, at, notes)
        return WRONG if isinstance(values, Wrong) else self.shape.record(**values)

    def give(self, value: Value) -> Plain:
        """What of it is not as if left out."""
        return give_mapping(self.shape, value)

    def schema(self) -> Schema:
        """A reference to the shape."""
        return self.shape.reference


def take_mapping(shape: Shape, node: Node, at: At, notes: Notes) -> dict[str, Any] | Wrong:
    """The values of a mapping by attribute of the frozen record, or `WRONG` if any is wrong or missing.

    Keys of nested records and `id` are left to the caller.
    """
    if not isinstance(node, MappingNode):
        notes.unlike(node, at, f"the keys of {shape.name}: {', '.join(shape.keys)}")
        return WRONG
    values: dict[str, Any] = {}
    dates: dict[str, tuple[Scalar, date | None]] = {}
    before = len(notes.problems)
    seen: set[str] = set()
    for key, value in entries(node, at, notes):
        name = key.text
        seen.add(name)
        known = shape.by_key.get(name)
        if known is not None:
            values[known.name] = known.kind.take(value, at / name, notes)
        elif shape.dated and name in _DATES:
            taken = _DATES[name].take(value, at / name, notes)
            if not isinstance(taken, Wrong):
                dates[name] = (key, taken)
        elif name not in shape.nested_by_key and not (name == "id" and shape.derive):
            unknown_key(key, at, notes, shape.keys, where=shape.name)
    _missing(shape, seen, node, at, notes)
    if shape.dated:
        values["span"] = _span(dates, at, notes)
    if shape.complete and len(notes.problems) == before:
        shape.complete(values, node, at, notes)
    return values if len(notes.problems) == before else WRONG


_DATES: Final = {SINCE: _SINCE, UNTIL: _UNTIL, EXPIRES: _EXPIRES}


def _missing(shape: Shape, seen: set[str], node: Node, at: At, notes: Notes) -> None:
    for one in shape.fields:
        if one.required and one.key not in seen:
            notes.wrong(node, at, f"{one.key} is missing", expected=one.doc)
    if shape.dated is None:
        return
    if shape.dated.since_required and SINCE not in seen:
        notes.wrong(node, at, "since is missing", expected="the first day, or always if it is not known")
    if shape.dated.end_required and not seen & {UNTIL, EXPIRES}:
        notes.wrong(node, at, "expires is missing", expected="the last good day, until, or never")
    if {UNTIL, EXPIRES} <= seen:
        notes.wrong(node, at, "has both until and expires", expected="one of them")


def _span(dates: Mapping[str, tuple[Scalar, date | None]], at: At, notes: Notes) -> Span | Wrong:
    """The span of the days that were written; what was not written is open."""
    start, end = BEGINNING, FOREVER
    since = dates.get(SINCE, (None, None))[1]
    if since is not None:
        start = since.toordinal()
    for word, beyond in ((UNTIL, 0), (EXPIRES, 1)):
        key, day = dates.get(word, (None, None))
        if key is None or day is None:
            continue
        end = day.toordinal() + beyond
        if end <= start:
            what = "on or before" if word == UNTIL else "before"
            notes.wrong(
                key,
                at / word,
                f"{day} is {what} the first day, {since}",
                expected=f"a day after {_eve(since, word)}",
            )
            return WRONG
    return ALWAYS if (start, end) == (BEGINNING, FOREVER) else Span(start, end)


def _eve(since: date | None, word: str) -> date | None:
    if since is None or word == UNTIL or since == date.min:
        return since
    return since - timedelta(days=1)


def give_mapping(shape: Shape, record: Value) -> dict[str, Plain]:
    """The keys and plain values of a record without its nested records and its id.

    What equals the default is left out, unless the key is required.
    """
    given: dict[str, Plain] = {}
    for one in shape.fields:
        value = getattr(record, shape.spread if one.key == shape.spread_key else one.name)
        if one.key == shape.spread_key:
            value = (value,)
        if one.required or value != shape.defaults.get(one.name, MISSING):
            given[one.key] = one.kind.give(value)
    if shape.dated:
        given.update(_give_span(shape.dated, record.span))
    return given


def _give_span(dated: Dated, span: Span) -> dict[str, Plain]:
    given: dict[str, Plain] = {}
    if span.first is not None or dated.since_required:
        given[SINCE] = _SINCE.give(span.first)
    last = span.end - 1
    if span.end < FOREVER and dated.end == UNTIL:
        given[UNTIL] = date.fromordinal(span.end)
    elif span.end < FOREVER and last >= 1:
        given[EXPIRES] = date.fromordinal(last)
    elif span.end < FOREVER:
        given[UNTIL] = date.fromordinal(span.end)
    elif dated.end_required:
        given[EXPIRES] = _EXPIRES.give(None)
    return given


@dataclass(frozen=True)
class Section:
    """Records at the top of the file: by id (`keyed`) or, with derived ids, in a list."""

    key: str
    shape: Shape
    keyed: bool = True
