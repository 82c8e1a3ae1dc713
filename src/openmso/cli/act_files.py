"""Files of acts: Parquet, CSV and NDJSON, read a piece at a time, with the place of every row.

A row that cannot even be read as a row comes as the reason why, so that it is counted and not lost. In CSV and
NDJSON a row is a line: a field cannot hold a line break, so an open quote spoils one row and not the rest.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from openmso.cli.failure import BadInputError

LONGEST: Final = 1_000_000
"""Characters of a line; a longer one is no act."""

SHOWN: Final = 200
PEEKED: Final = 100
BATCH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: its number (of the line, or of the record in Parquet), its cells, or why it has none.

    `read` is how much of the file was read up to here: bytes, or records in Parquet.
    """

    number: int
    cells: Mapping[str, Any]
    read: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ActFile:
    """A file of acts; `size` in the unit of `Row.read`; `columns` are the header's, or those that the first lines use."""

    path: Path
    form: str
    size: int
    columns: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Every row, in order."""
        match self.form:
            case "parquet":
                return _parquet_rows(self.path)
            case "csv":
                return _csv_rows(self.path, self.columns)
            case _:
                return _ndjson_rows(self.path)


def open_acts(path: Path) -> ActFile:
    """Recognize a file of acts by its ending. Raises `BadInputError` if it cannot be read as that."""
    form = {".parquet": "parquet", ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}.get(
        path.suffix.lower()
    )
    if form is None:
        raise BadInputError(f"{path}: acts come as .parquet, .csv or .ndjson")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise BadInputError(f"{path} is no file")
        if not size:
            raise BadInputError(f"{path} is empty")
        if form == "parquet":
            return _open_parquet(path)
        columns = _header(path) if form == "csv" else _peeked(path)
    except OSError as unread:
        raise BadInputError(f"{path} cannot be read: {unread.strerror}") from None
    return ActFile(path, form, size, columns)


def _open_parquet(path: Path) -> ActFile:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as found:
            return ActFile(path, "parquet", found.metadata.num_rows, tuple(found.schema_arrow.names))
    except (pa.ArrowException, ValueError, OSError) as wrong:
        raise BadInputError(f"{path} cannot be read as Parquet: {str(wrong).splitlines()[0]}") from None


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path) as found:
            for batch in found.iter_batches(batch_size=BATCH):
                for cells in batch.to_pylist():
                    number += 1
                    yield Row(number, cells, number)
    except (pa.ArrowException, ValueError, OSError) as wrong:
        said = str(wrong).splitlines()[0]
        raise BadInputError(f"{path} is damaged after record {number}: {said}") from None


def _header(path: Path) -> tuple[str, ...]:
    for _, text, _ in _lines(path):
        if text is None:
            break
        names = tuple(name.strip().casefold() for name in _fields(text) or ())
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            raise BadInputError(f"{path}:1: the header repeats {', '.join(map(repr, repeated))}")
        return names
    raise BadInputError(f"{path}:1: the first line is no header of column names")


def _peeked(path: Path) -> tuple[str, ...]:
    """The names that the first lines of NDJSON use; later lines may use others."""
    first = islice(_ndjson_rows(path), PEEKED)
    return tuple(dict.fromkeys(name for row in first if not row.wrong for name in row.cells))


def _csv_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    for number, text, read in _lines(path):
        if number == 1:
            continue
        if text is None:
            yield Row(number, {}, read, "the line is not UTF-8 text, or longer than a million characters")
            continue
        if not text.strip():
            continue
        fields = _fields(text)
        if fields is None:
            yield Row(number, _raw(text), read, "a quote is not closed, or text follows one")
        elif len(fields) != len(columns):
            yield Row(number, _raw(text), read, f"{len(fields)} fields where the header has {len(columns)}")
        else:
            yield Row(number, dict(zip(columns, fields, strict=True)), read)


def _ndjson_rows(path: Path) -> Iterator[Row]:
    for number, text, read in _lines(path):
        if text is None:
            yield Row(number, {}, read, "the line is not UTF-8 text, or longer than a million characters")
            continue
        if not text.strip():
            continue
        try:
            cells = json.loads(text)
        except (ValueError, RecursionError):
            yield Row(number, _raw(text), read, "the line is not JSON")
            continue
        if isinstance(cells, dict):
            yield Row(number, cells, read)
        else:
            yield Row(number, _raw(text), read, "the line is JSON, but no object")


def _lines(path: Path) -> Iterator[tuple[int, str | None, int]]:
    """Line number, text without its end (None if it is no text), bytes read so far."""
    read = number = 0
    with path.open("rb") as stream:
        while line := stream.readline(LONGEST):
            number += 1
            read += len(line)
            whole = line.endswith(b"\n") or len(line) < LONGEST
            while not whole:  # the rest of a line that is too long
                rest = stream.readline(LONGEST)
                read += len(rest)
                line, whole = b"\xff", rest.endswith(b"\n") or len(rest) < LONGEST
            try:
                text: str | None = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                text = None
            yield number, text, read


def _raw(text: str) -> dict[str, str]:
    """The beginning of a line that is no row, to find it again."""
    return {"line": text[:SHOWN]}


def _fields(text: str) -> list[str] | None:
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration):
        return None
