"""Resources out of files: bundles (transaction, batch, collection, searchset, document), bulk NDJSON, single resources, sheets (CSV), folders and zips of them.

NDJSON is read line by line and never held whole; a bundle is one JSON document and is held while its entries are handed on. A file
that cannot be read is one fault of its own; the others are read on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from zipfile import BadZipFile, ZipFile

from openmso.care.files.fhir.sheets import Beside, rows

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the largest JSON document, and of the largest file unpacked from a zip; NDJSON on the disk may be of any size."""
LONGEST_LINE: Final = 16 * 1024 * 1024
ENDINGS: Final = (".json", ".ndjson", ".jsonl", ".csv")
"""How files are called that are looked into; others in a folder or zip are said and left."""
BESIDE: Final = (".pdf",)
"""How files are called that a sheet beside them names."""
LARGEST_BESIDE: Final = 20 * 1024 * 1024
UNREAD: Final = "was not looked into: it is called neither .json nor .ndjson nor .csv"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A resource as it stands in a file, and where; `full_url` as its bundle says. `wrong`: what stands there is none."""

    file: str
    place: str
    resource: dict[str, Any]
    full_url: str = ""
    wrong: str = ""


def arrived(paths: Iterable[Path]) -> Iterator[Arrived]:
    """Every resource of files, folders (with what is in them, in order of name) and zips. Raises `OSError` for one that is not there."""
    for path in paths:
        found = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in found:
            yield from _of_file(one, inside=path.is_dir())


def _of_file(path: Path, *, inside: bool) -> Iterator[Arrived]:
    if path.suffix.lower() == ".zip":
        with path.open("rb") as file:
            yield from of_zip(path.name, file)
    elif inside and path.name.lower().endswith(BESIDE):
        return
    elif inside and not path.name.lower().endswith(ENDINGS):
        yield _wrong(path.name, "", UNREAD)
    else:
        with path.open("rb") as file:
            yield from of_stream(path.name, file, beside=lambda name: _near(path, name))


def of_bytes(name: str, data: bytes) -> Iterator[Arrived]:
    """Every resource of a file that was sent."""
    with BytesIO(data) as file:
        yield from of_zip(name, file) if data[:4] == b"PK\x03\x04" else of_stream(name, file)


def of_zip(name: str, file: IO[bytes]) -> Iterator[Arrived]:
    """Every resource of the files in a zip; nothing is unpacked onto the disk."""
    try:
        with ZipFile(file) as packed:
            for member in sorted(packed.infolist(), key=lambda one: one.filename):
                if member.is_dir() or member.filename.lower().endswith(BESIDE):
                    continue
                if not member.filename.lower().endswith(ENDINGS):
                    yield _wrong(member.filename, "", UNREAD)
                elif member.file_size > LARGEST or member.flag_bits & 1:
                    yield _wrong(member.filename, "", "is too large, or locked with a password")
                else:
                    with packed.open(member) as inner:
                        near = PurePosixPath(member.filename).parent
                        yield from of_stream(
                            member.filename,
                            inner,
                            beside=partial(_beside, packed, near),
                        )
    except BadZipFile:
        yield _wrong(name, "", "cannot be read as a zip")


def _near(sheet: Path, name: str) -> bytes | None:
    """A file in the folder of a sheet, and nowhere else."""
    path = sheet.parent / name
    if PurePosixPath(name).name != name or not path.is_file() or path.stat().st_size > LARGEST_BESIDE:
        return None
    return path.read_bytes()


def _beside(packed: ZipFile, folder: PurePosixPath, name: str) -> bytes | None:
    """A file beside a sheet in its zip."""
    try:
        member = packed.getinfo(str(folder / name))
    except KeyError:
        return None
    return None if member.file_size > LARGEST_BESIDE or member.flag_bits & 1 else packed.read(member)


def of_stream(name: str, file: IO[bytes], *, beside: Beside = lambda _: None) -> Iterator[Arrived]:
    """Every resource of one file. Whether it is NDJSON its first line tells: it is a whole JSON document, and more lines follow.

    A sheet is what is called .csv; `beside` gives the files it names.
    """
    if name.lower().endswith(".csv"):
        for place, resource, wrong in rows(file, beside):
            yield Arrived(name, place, resource, wrong=wrong)
        return
    first = file.readline(LONGEST_LINE)
    whole = _document(first)
    if isinstance(whole, dict) and whole.get("resourceType") != "Bundle":
        yield from _lines(name, first, file)
        return
    if whole is None and name.lower().endswith((".ndjson", ".jsonl")):
        yield from _lines(name, first, file)
        return
    rest = file.read(LARGEST)
    if len(rest) >= LARGEST:
        yield _wrong(name, "", f"a JSON document of more than {LARGEST // 1024 // 1024} MB; send NDJSON")
        return
    document = whole if isinstance(whole, dict) and not rest.strip() else _document(first + rest)
    if not isinstance(document, dict):
        yield _wrong(name, "", "cannot be read as JSON")
    else:
        yield from _of_document(name, document)


def _of_document(name: str, document: dict[str, Any]) -> Iterator[Arrived]:
    if document.get("resourceType") != "Bundle":
        yield Arrived(name, "", document)
        return
    entries = document.get("entry", [])
    if not isinstance(entries, list):
        yield _wrong(name, "entry", "a bundle whose entries are no list")
        return
    for number, entry in enumerate(entries):
        place = f"entry[{number}]"
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            url = entry.get("fullUrl", "")
            method = (
                entry.get("request", {}).get("method", "") if isinstance(entry.get("request"), dict) else ""
            )
            wrong = "asks to delete, which an import never does" if method == "DELETE" else ""
            yield Arrived(name, place, resource, url if isinstance(url, str) else "", wrong)
        else:
            yield _wrong(name, place, "an entry without a resource")


def _lines(name: str, first: bytes, file: IO[bytes]) -> Iterator[Arrived]:
    with _counted(first, file) as lines:
        for number, line in lines:
            if not line.strip():
                continue
            found = _document(line)
            place = f"line {number}"
            yield (
                Arrived(name, place, found)
                if isinstance(found, dict)
                else _wrong(name, place, "no JSON object")
            )


@contextmanager
def _counted(first: bytes, file: IO[bytes]) -> Iterator[Iterator[tuple[int, bytes]]]:
    def lines() -> Iterator[bytes]:
        yield first
        while line := file.readline(LONGEST_LINE):
            yield line

    yield enumerate(lines(), 1)


def _document(data: bytes) -> Any:  # noqa: ANN401 - any JSON; None if it is none
    try:
        return json.loads(data)
    except ValueError:
        return None


def _wrong(file: str, place: str, what: str) -> Arrived:
    return Arrived(file, place, {}, wrong=what)
