"""JSON text (RFC 8259) into a tree of nodes with lines, without recursion. Numbers are kept as written."""

from __future__ import annotations

import json
import re
from typing import Final

from openmso.netfile.files.yaml_text import DEEPEST, UnreadableTextError, encodable
from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar
from openmso.netfile.rules.problems import Problem

_TOKEN: Final = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<text>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")
    |(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![0-9A-Za-z.])
    |(?P<word>true|false|null)(?![0-9A-Za-z_])
    |(?P<sign>[\[\]{},:])""",
    re.VERBOSE,
)

_VALUE: Final = "a value"
_KEY: Final = "a key in double quotes"


def compose_json(text: str, file: str) -> Node:
    """The tree of a JSON text. Raises `UnreadableTextError`."""
    growing = _Growing(file)
    place, line = 0, 1
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            shown = text[place : place + 20].split("\n", maxsplit=1)[0]
            raise _error(file, line, f"cannot read {shown!r}", growing.expected)
        place = found.end()
        if found.lastgroup == "space":
            line += found[0].count("\n")
            continue
        growing.take(found.lastgroup or "", found[0], line)
    if growing.root is None or growing.expected:
        raise _error(file, line, "ends too soon", growing.expected)
    return growing.root


def _error(file: str, line: int, said: str, expected: str = "") -> UnreadableTextError:
    return UnreadableTextError(Problem(file, line, "", f"not JSON: {said}", expected))


class _Growing:
    """A tree that grows by tokens. `expected` says what may come next; nothing when the tree is whole."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.expected = _VALUE
        self._open: list[Listing | Mapping] = []
        self._key: list[Scalar | None] = []
        self._may_close = False

    def take(self, kind: str, piece: str, line: int) -> None:
        """Let the tree grow by one token."""
        if kind == "sign":
            self._sign(piece, line)
        elif self.expected == _KEY and kind == "text":
            self._key[-1] = self._scalar(kind, piece, line)
            self.expected = ":"
            self._may_close = False
        elif self.expected == _VALUE:
            self._add(self._scalar(kind, piece, line))
            self._whole()
        else:
            self._unexpected(piece, line)

    def _scalar(self, kind: str, piece: str, line: int) -> Scalar:
        text = json.loads(piece) if "\\" in piece else piece[1:-1] if kind == "text" else piece
        if not encodable(text):
            raise _error(self.file, line, "half of a surrogate pair, which is no character")
        return Scalar(text, kind != "text", self.file, line)

    def _sign(self, piece: str, line: int) -> None:
        if piece in "[{" and self.expected == _VALUE:
            node = Mapping([], self.file, line) if piece == "{" else Listing([], self.file, line)
            self._add(node)
            self._open.append(node)
            self._key.append(None)
            self.expected = _KEY if piece == "{" else _VALUE
            self._may_close = True
            if len(self._open) > DEEPEST:
                raise _error(self.file, line, f"nested more than {DEEPEST} levels deep")
        elif piece in "]}" and self._closes(piece):
            self._open.pop()
            self._key.pop()
            self._whole()
        elif piece == ":" and self.expected == ":":
            self.expected = _VALUE
        elif piece == "," and self.expected == ", or the end":
            self.expected = _KEY if isinstance(self._open[-1], Mapping) else _VALUE
        else:
            self._unexpected(piece, line)

    def _closes(self, piece: str) -> bool:
        if not self._open or isinstance(self._open[-1], Mapping) != (piece == "}"):
            return False
        return self.expected == ", or the end" or self._may_close

    def _whole(self) -> None:
        self.expected = ", or the end" if self._open else ""
        self._may_close = False

    def _add(self, node: Node) -> None:
        self._may_close = False
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif (key := self._key[-1]) is not None:
            parent.entries.append((key, node))
            self._key[-1] = None

    def _unexpected(self, piece: str, line: int) -> None:
        raise _error(self.file, line, f"{piece[:40]} stands here", self.expected or "the end of the file")
