"""Columns of an Arrow table of acts, checked and turned into numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openmso.authority.batch.arrays import Bools, Flags, Floats, Ints, Small
from openmso.authority.batch.zones import EARLIEST, EPOCH, LATEST
from openmso.authority.bedside import MEASURE_OF_LIMIT

NOT_TOLD: Final = -1
NOT_KNOWN: Final = -2
NEVER: Final = int(np.iinfo(np.int64).max)
"""The moment of what did not happen: after every act."""
REQUIRED: Final = ("person", "procedure", "site", "at")


class ActsError(ValueError):
    """The table of acts cannot be read at all: a column is missing or of the wrong type. Names all of them."""


def check(acts: pa.Table) -> None:
    """Raise `ActsError` unless every act's person, procedure, site and moment are told, by columns of their types."""
    names = set(acts.column_names)
    wrong = [f"the column {name!r} is missing" for name in REQUIRED if name not in names]
    wrong += [
        f"the column {name!r} holds {acts.schema.field(name).type}, not {what}"
        for name, (what, fits) in TYPES.items()
        if name in names and not fits(_plain(acts.schema.field(name).type))
    ]
    if wrong:
        raise ActsError("; ".join(wrong))


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_text(kind: pa.DataType) -> bool:
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(one(kind) for one in texts)


def _is_moment(kind: pa.DataType) -> bool:
    return _is_text(kind) or bool(pa.types.is_timestamp(kind) and kind.tz is not None)


def _is_number(kind: pa.DataType) -> bool:
    numbers = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_null)
    return any(one(kind) for one in numbers)


def _is_truth(kind: pa.DataType) -> bool:
    return bool(pa.types.is_boolean(kind) or pa.types.is_null(kind))


def _is_list(kind: pa.DataType) -> bool:
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return _is_text(kind) or (bool(is_list) and _is_text(kind.value_type))


TEXT: Final = ("text", _is_text)
MOMENT: Final = ("a timestamp with a time zone, or ISO text with an offset", _is_moment)
NUMBER: Final = ("numbers", _is_number)
TRUTH: Final = ("true and false", _is_truth)
LIST: Final = ("lists of text, or text separated by semicolons", _is_list)
MEASURES: Final = tuple(MEASURE_OF_LIMIT.values())
"""Columns of measures, in the order of their limits."""
TYPES: Final = {
    "person": TEXT,
    "procedure": TEXT,
    "site": TEXT,
    "at": MOMENT,
    "exam_by": TEXT,
    "exam_role": TEXT,
    "exam_mode": TEXT,
    "exam_at": MOMENT,
    "order_by": TEXT,
    "order_role": TEXT,
    "order_at": MOMENT,
    "supervisor": TEXT,
    "supervisor_role": TEXT,
    "supervision": TEXT,
    "minutes": NUMBER,
    "miles": NUMBER,
    "contiguous_county": TRUTH,
    "consent": TRUTH,
    "patient_state": TEXT,
    "first_visit_in_person": TRUTH,
    **dict.fromkeys(MEASURES, NUMBER),
    "areas": LIST,
    "attested": LIST,
}
"""Every column that is understood, what it holds, and whether a type fits. Other columns are left alone."""


def column_of(acts: pa.Table, name: str) -> pa.Array | None:
    """A column in one piece; None if there is none, or nothing in it."""
    if name not in acts.column_names or pa.types.is_null(acts.schema.field(name).type):
        return None
    column = acts.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def codes(acts: pa.Table, name: str, words: Mapping[str, int]) -> Small:
    """Text as the numbers of `words`; `NOT_KNOWN` for other words, `NOT_TOLD` for none or an empty one."""
    column = column_of(acts, name)
    if column is None:
        return np.full(len(acts), NOT_TOLD, np.int32)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    listed = column.dictionary.to_pylist()
    numbers = [words.get(word, NOT_KNOWN) if word else NOT_TOLD for word in listed]
    places = np.array([*numbers, NOT_TOLD], np.int32)
    indices = column.indices
    if indices.null_count:
        indices = pc.fill_null(indices.cast(pa.int32()), len(listed))
    return np.asarray(places[indices.to_numpy()])


def moments(acts: pa.Table, name: str) -> tuple[Ints, Bools]:
    """Microseconds since 1970 in UTC, `NEVER` where nothing readable is told; and where it is told but unreadable."""
    column = column_of(acts, name)
    if column is None:
        return np.full(len(acts), NEVER, np.int64), np.zeros(len(acts), np.bool_)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    told = pc.is_valid(column)
    if not pa.types.is_timestamp(column.type):
        column = _parsed(column)
    values = column.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.int64())
    found = np.asarray((pc.fill_null(values, NEVER) if values.null_count else values).to_numpy())
    readable = (found >= EARLIEST) & (found <= LATEST)
    if not readable.all():
        found = np.where(readable, found, NEVER)
    return found, np.asarray(told.to_numpy(zero_copy_only=False) & ~readable)


def _parsed(column: pa.Array) -> pa.Array:
    try:
        return column.cast(pa.timestamp("us", "UTC"))
    except pa.ArrowInvalid:  # a text is no ISO moment with an offset: each for itself
        values = [None if text is None else _microseconds(text) for text in column.to_pylist()]
        return pa.array(values, pa.int64()).cast(pa.timestamp("us", "UTC"))


def _microseconds(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (
            None if moment.utcoffset() is None else (moment.astimezone(UTC) - EPOCH) // timedelta.resolution
        )
    except (ValueError, OverflowError):
        return None


def numbers(acts: pa.Table, name: str, rows: Ints) -> Floats:
    """Numbers of some rows, NaN where none is told."""
    column = column_of(acts, name)
    if column is None:
        return np.full(len(rows), np.nan)
    column = column.take(pa.array(rows))
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False))


def flags(acts: pa.Table, name: str, rows: Ints) -> Flags:
    """Truths of some rows: 1, 0, or `NOT_TOLD`."""
    column = column_of(acts, name)
    if column is None:
        return np.full(len(rows), NOT_TOLD, np.int8)
    column = column.take(pa.array(rows)).cast(pa.int8())
    return np.asarray((pc.fill_null(column, NOT_TOLD) if column.null_count else column).to_numpy())


def entries(acts: pa.Table, name: str, words: Mapping[str, int], rows: Ints) -> tuple[Bools, Ints, Small]:
    """Whether a list is told in some rows; and all entries that are among `words`, as place in `rows` and number."""
    column = column_of(acts, name)
    if column is None:
        return np.zeros(len(rows), np.bool_), np.zeros(0, np.int64), np.zeros(0, np.int32)
    column = column.take(pa.array(rows))
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if _is_text(column.type):
        column = pc.split_pattern(column, ";")
    told = np.asarray(pc.is_valid(column).to_numpy(zero_copy_only=False))
    entry = pc.utf8_trim_whitespace(pc.list_flatten(column))
    found = codes(pa.table({name: entry}), name, words)
    places = np.asarray(pc.list_parent_indices(column).to_numpy(), np.int64)
    return told, places[found >= 0], found[found >= 0]
