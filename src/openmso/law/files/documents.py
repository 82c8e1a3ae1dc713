"""A file's bytes as nodes, or what is wrong with them.

Accepted is UTF-8 text with one YAML 1.2 document of mappings, lists and values: no tabs in front, no control
signs, no anchors, aliases or tags, because a reader must see on the line itself what it says.
"""

from __future__ import annotations

import re
from typing import Final

from openmso.law.rules.nodes import Node
from openmso.law.rules.plain import NotPlainError, read
from openmso.law.rules.problems import Problems

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_TAB: Final = re.compile(r"^[ ]*\t", re.MULTILINE)


def parse(content: bytes, problems: Problems) -> Node | None:
    """The document, or None after the problem was noted."""
    text = _decoded(content, problems)
    if text is None:
        return None
    try:
        node = read(text)
    except NotPlainError:
        # A tenth of a second to load: only for a file that needs it.
        from openmso.law.files.whole_yaml import parse_whole  # noqa: PLC0415 - see above

        return parse_whole(text, problems)
    if node is None:
        problems.add(1, "the file is empty; expected statements, or no file at all")
    return node


def _decoded(content: bytes, problems: Problems) -> str | None:
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        problems.add(line, "this is not text; expected YAML in UTF-8")
        return None
    try:
        text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        problems.add(line, f"byte 0x{content[wrong.start]:02x} is not UTF-8; expected text saved as UTF-8")
        return None
    if found := _CONTROL.search(text):
        problems.add(_line(text, found.start()), f"control sign U+{ord(found[0]):04X}; expected plain text")
        return None
    tabs = [_line(text, found.start()) for found in _TAB.finditer(text)]
    for line in tabs:
        problems.add(line, "a tab indents this line; expected spaces")
    return None if tabs else text


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
