"""What a record is made of, leaf by leaf: what a form asks for one by one, what it begins with, and the record of what was said.

A leaf stands at a path: `person`, `span.until`, `fee.amount`, `signatures.0.on`, `clauses.2.provides`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from openmso.foundation.frozen import marked, unmarked
from openmso.timeline.spans import ALWAYS, Span, SpanError

Rows = Mapping[str, int]
"""How many lines a form has for each list of parts, by path."""
Said = Mapping[str, Any]
"""What was said at each path."""
NO_LIMIT: Final = "unlimited"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an agreement, as a line of a form."""

    code: str
    provides: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: `name` is its field in `kind`; `inner` the part it stands in, as `fee` or `signatures.0`."""

    path: str
    kind: type
    name: str
    hint: Any
    needed: bool
    default: Any = None
    inner: str = ""


class UnfitError(Exception):
    """What was said makes no record: at which path, and why."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(what)
        self.path = path


def bare(hint: Any) -> Any:  # noqa: ANN401 - annotations
    """An annotation without None."""
    if get_origin(hint) in (Union, UnionType):
        return next(one for one in get_args(hint) if one is not NoneType)
    return hint


def may_be_none(hint: Any) -> bool:  # noqa: ANN401 - an annotation
    """Whether an annotation allows None."""
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def part_of(hint: Any) -> tuple[type | None, bool]:  # noqa: ANN401 - an annotation
    """The part that a field holds, and whether it holds several; None for a single value."""
    inner = bare(hint)
    if get_origin(inner) is tuple and is_dataclass(get_args(inner)[0]):
        return get_args(inner)[0], True
    if get_origin(inner) is Mapping:
        return Clause, True
    if isinstance(inner, type) and is_dataclass(inner) and inner is not Span:
        return inner, False
    return None, False


def lists_of(kind: type) -> tuple[str, ...]:
    """The fields that hold several parts."""
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if part_of(hints[one.name])[1])


def leaves(kind: Any, rows: Rows, at: str = "", *, needed: bool = True) -> Iterator[Leaf]:  # noqa: ANN401 - any dataclass
    """What a form asks for a record of a kind, in its order."""
    hints = get_type_hints(kind)
    for one in fields(kind):
        hint, path = hints[one.name], f"{at}{one.name}"
        part, several = part_of(hint)
        if one.name == "id":
            continue
        if several:
            for place in range(rows.get(path, 0)):
                yield from leaves(part, rows, f"{path}.{place}.", needed=False)
        elif part is not None:
            yield from leaves(part, rows, f"{path}.", needed=not may_be_none(hint))
        elif hint is Span:
            for end in ("since", "until"):
                yield Leaf(f"{path}.{end}", kind, end, date | None, needed=False, inner=at.rstrip("."))
        else:
            wanted = needed and _is_needed(one, hint)
            yield Leaf(path, kind, one.name, hint, wanted, _default(one), at.rstrip("."))


def _is_needed(one: Any, hint: Any) -> bool:  # noqa: ANN401 - a field, its annotation
    if may_be_none(hint) or bare(hint) is bool or get_origin(hint) in (frozenset, tuple):
        return False
    return bool(_default(one) != "")


def _default(one: Any) -> Any:  # noqa: ANN401 - a field of a record
    return None if one.default is MISSING else one.default


def spread(record: Any, at: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any dataclass
    """What stands at each path of a record, as a form begins with it."""
    hints = get_type_hints(type(record))
    for one in fields(record):
        value, path = getattr(record, one.name), f"{at}{one.name}"
        if isinstance(value, Span):
            yield f"{path}.since", value.first
            yield f"{path}.until", value.until
        elif is_dataclass(value):
            yield from spread(value, f"{path}.")
        elif isinstance(value, Mapping):
            for place, (code, provided) in enumerate(value.items()):
                yield f"{path}.{place}.code", code
                yield f"{path}.{place}.provides", written(provided)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for place, part in enumerate(value):
                yield from spread(part, f"{path}.{place}.")
        elif get_origin(bare(hints[one.name])) is frozenset:
            yield path, sorted(value or ())
            yield f"{path}.{NO_LIMIT}", value is None
        else:
            yield path, value


def gathered(kind: Any, said: Said, rows: Rows, at: str = "") -> Any:  # noqa: ANN401 - any dataclass
    """The record of what was said; its id under `id`. Raises `UnfitError`."""
    hints, made = get_type_hints(kind), {}
    for one in fields(kind):
        made[one.name] = _value(one, hints[one.name], said, rows, f"{at}{one.name}")
    return kind(**made)


def _value(one: Any, hint: Any, said: Said, rows: Rows, path: str) -> Any:  # noqa: ANN401 - a field of any record
    part, several = part_of(hint)
    if several:
        parts = _parts(part, said, rows, path)
        return _provided(parts, path) if part is Clause else tuple(parts)
    if part is not None:
        if may_be_none(hint) and not _any(said, path, part):
            return None
        return _whole(part, said, rows, path)
    if hint is Span:
        return _span(said, path)
    value = said.get(path)
    if get_origin(bare(hint)) is frozenset:
        return None if said.get(f"{path}.{NO_LIMIT}") else frozenset(value or ())
    if get_origin(hint) is tuple:
        return tuple(value or ())
    if value in (None, ""):
        return _unsaid(one, hint)
    return value


def _unsaid(one: Any, hint: Any) -> Any:  # noqa: ANN401 - a field of any record
    if may_be_none(hint):
        return None
    return "" if hint is str else one.default if one.default is not MISSING else None


def _parts(part: Any, said: Said, rows: Rows, path: str) -> list[Any]:  # noqa: ANN401 - any part
    lines = (f"{path}.{place}" for place in range(rows.get(path, 0)))
    return [_whole(part, said, rows, line) for line in lines if _any(said, line, part)]


def _any(said: Said, path: str, part: Any) -> bool:  # noqa: ANN401 - any part
    """Whether anything was said in a part but what it has by default."""
    defaults = {f"{path}.{one.name}": one.default for one in fields(part)}
    return any(
        value not in (None, "", [], False) and value != defaults.get(name)
        for name, value in said.items()
        if name.startswith(f"{path}.")
    )


def _whole(part: Any, said: Said, rows: Rows, path: str) -> Any:  # noqa: ANN401 - any part
    """The part; what must be said in it was."""
    for one in fields(part):
        if one.default is MISSING and one.default_factory is MISSING:
            at = f"{path}.{one.name}"
            if said.get(at) in (None, ""):
                raise UnfitError(at, "is missing; say it, or leave the whole line empty")
    return gathered(part, said, rows, f"{path}.")


def _span(said: Said, path: str) -> Span:
    since, until = said.get(f"{path}.since"), said.get(f"{path}.until")
    try:
        return Span.of(since, until) if since or until else ALWAYS
    except SpanError:
        raise UnfitError(
            f"{path}.until", "is not after its first day; it is the first day on which it no longer holds"
        ) from None


def _provided(clauses: list[Clause], path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, one in enumerate(clauses):
        if one.code in found:
            raise UnfitError(f"{path}.{place}.code", "stands twice; name each clause once")
        found[one.code] = read(one.provides)
    return found


def written(provided: Any) -> str:  # noqa: ANN401 - what a clause provides
    """What a clause provides, as it can be typed: text as it is, yes and no, the rest as JSON."""
    if isinstance(provided, bool):
        return "yes" if provided else "no"
    if isinstance(provided, str) and read(provided) == provided and isinstance(read(provided), str):
        return provided
    if isinstance(provided, Decimal) and read(str(provided)) == provided:
        return str(provided)
    return json.dumps(marked(provided))


def read(text: str) -> Any:  # noqa: ANN401 - what a clause provides
    """What was typed for a clause: yes, no, a number, JSON, or else the text itself."""
    if text.casefold() in ("yes", "no"):
        return text.casefold() == "yes"
    try:
        found = json.loads(text, parse_float=Decimal)
    except ValueError:
        return text
    return text if found is None else unmarked(found)
