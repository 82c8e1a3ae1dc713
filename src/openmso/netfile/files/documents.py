"""Finding and reading all files of a network: sizes, encodings, includes that stay inside and never go in circles."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openmso.netfile.files.json_text import compose_json
from openmso.netfile.files.yaml_text import UnreadableTextError, compose_yaml
from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar, named
from openmso.netfile.rules.notes import ROOT, Notes
from openmso.netfile.rules.problems import Problem

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of all files of a network together."""

MOST_FILES: Final = 10_000
DEEPEST_INCLUDE: Final = 20


@dataclass(slots=True)
class _Finding:
    """What is known while files are being found."""

    root: Path
    shown: Path
    notes: Notes
    documents: list[Mapping]
    seen: dict[Path, str]
    bytes_left: int = LARGEST


def read_documents(path: Path, notes: Notes) -> list[Mapping]:
    """The trees of a network file and of all files it includes, the file first. Problems go to `notes`."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links, a NUL in the name
        notes.problems.add(Problem(str(path), 0, "", f"cannot be opened: {_said(error)}"))
        return []
    finding = _Finding(real.parent, path.parent, notes, [], {})
    _read(real, str(path), finding, ())
    return finding.documents


def read_text(text: str, file: str, notes: Notes) -> list[Mapping]:
    """The tree of a text that stands alone: it cannot include. Problems go to `notes`."""
    document = _compose(text, file, notes)
    if document is None:
        return []
    for key, node in document.entries:
        if key.text == "include":
            notes.wrong(node, ROOT / "include", "only a file can include others")
    return [document]


def _read(real: Path, shown: str, finding: _Finding, including: tuple[Path, ...]) -> None:
    finding.seen[real] = shown
    text = _load(real, shown, finding)
    if text is None:
        return
    document = _compose(text, shown, finding.notes)
    if document is None:
        return
    finding.documents.append(document)
    for key, node in document.entries:
        if key.text == "include":
            for pattern in _patterns(node, finding.notes):
                _include(pattern, real, finding, (*including, real))


def _patterns(node: Node, notes: Notes) -> list[Scalar]:
    at = ROOT / "include"
    if not isinstance(node, Listing):
        notes.unlike(node, at, "a list of files, such as [people.yaml, sites/*.yaml]")
        return []
    patterns = []
    for index, item in enumerate(node.items):
        if isinstance(item, Scalar) and item.text.strip("\0 "):
            patterns.append(item)
        else:
            notes.unlike(item, at.item(index), "the name of a file, or a pattern such as people/*.yaml")
    return patterns


def _include(pattern: Scalar, by: Path, finding: _Finding, including: tuple[Path, ...]) -> None:
    notes, at = finding.notes, ROOT / "include"
    parts = Path(pattern.text).parts
    if Path(pattern.text).is_absolute() or ".." in parts or "**" in parts:
        notes.wrong(
            pattern, at, f"{named(pattern)} leads elsewhere", expected="a path below this file, without .."
        )
        return
    try:
        found = sorted(by.parent.glob(pattern.text))
    except (OSError, ValueError, NotImplementedError) as error:
        notes.wrong(pattern, at, f"{named(pattern)} cannot be followed: {_said(error)}")
        return
    if not found:
        notes.wrong(
            pattern, at, f"no file matches {named(pattern)}", expected="a file in the folder of this one"
        )
    for one in found:
        if len(finding.seen) >= MOST_FILES:
            notes.wrong(pattern, at, "too many files", expected=f"at most {MOST_FILES}")
            return
        _include_file(pattern, one, finding, including)


def _include_file(pattern: Scalar, one: Path, finding: _Finding, including: tuple[Path, ...]) -> None:
    notes, at = finding.notes, ROOT / "include"
    try:
        real = one.resolve()
    except (OSError, RuntimeError) as error:
        notes.wrong(pattern, at, f"{one.name} cannot be opened: {_said(error)}")
        return
    if not real.is_relative_to(finding.root):
        notes.wrong(
            pattern,
            at,
            f"{one.name} lies outside the folder of the network file",
            expected="a file inside it",
        )
    elif real in including:
        way = " → ".join(finding.seen[step] for step in (*including[including.index(real) :], real))
        notes.wrong(pattern, at, f"includes go in a circle: {way}", expected="each file once")
    elif real in finding.seen:
        notes.wrong(pattern, at, f"{finding.seen[real]} is included twice", expected="each file once")
    elif len(including) > DEEPEST_INCLUDE:
        notes.wrong(
            pattern, at, "includes follow each other too far", expected=f"at most {DEEPEST_INCLUDE} deep"
        )
    else:
        _read(real, str(finding.shown / real.relative_to(finding.root)), finding, including)


def _load(real: Path, shown: str, finding: _Finding) -> str | None:
    """The text of a file, or None after noting why there is none."""
    try:
        data = _bytes(real, finding.bytes_left)
        finding.bytes_left -= len(data)
        return _decoded(data)
    except _RefusedError as refused:
        finding.notes.problems.add(Problem(shown, refused.line, "", refused.said, refused.expected))
    except (OSError, ValueError) as error:
        finding.notes.problems.add(Problem(shown, 0, "", f"cannot be opened: {_said(error)}"))
    return None


def _bytes(real: Path, most: int) -> bytes:
    """What is in a regular file of at most so many bytes. Raises `_RefusedError` for any other."""
    about = real.stat()
    if not stat.S_ISREG(about.st_mode):  # opening a pipe would wait forever
        raise _RefusedError("is not a file")
    size, data = about.st_size, b""
    if size <= most:
        with real.open("rb") as stream:
            data = stream.read(most + 1)
        size = len(data)
    if size > most:
        raise _RefusedError(f"is too large: {size:,} bytes", f"at most {LARGEST:,} with all includes")
    return data


class _RefusedError(Exception):
    """A file that is no text."""

    def __init__(self, said: str, expected: str = "", line: int = 0) -> None:
        super().__init__(said)
        self.said, self.expected, self.line = said, expected, line


def _decoded(data: bytes) -> str:
    """Bytes as UTF-8 text. Raises `_RefusedError`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _RefusedError("is UTF-16", "text in UTF-8", 1)
    place = data.find(b"\0")
    if place >= 0:
        line = data.count(b"\n", 0, place) + 1
        raise _RefusedError("is binary: it holds a zero byte", "text in UTF-8", line)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _RefusedError(f"is not UTF-8: byte {data[error.start]:#04x}", "text in UTF-8", line) from error


def _compose(text: str, file: str, notes: Notes) -> Mapping | None:
    """The tree of a text, or None after noting why there is none."""
    try:
        node = compose_json(text, file) if file.lower().endswith(".json") else compose_yaml(text, file)
    except UnreadableTextError as error:
        notes.problems.add(error.problem)
        return None
    if node is None or (isinstance(node, Scalar) and node.plain and not node.text):
        notes.problems.add(
            Problem(file, 0, "", "is empty", "a network file; openmso init writes a first one")
        )
        return None
    if not isinstance(node, Mapping):
        notes.problems.add(
            Problem(file, node.line, "", f"{named(node)} stands here", "keys such as version: 1")
        )
        return None
    return node


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
