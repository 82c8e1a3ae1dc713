"""The plain part of YAML, line by line: what the pack is written in.

Blocks of mappings and lists, one value a line, quoted or not, and short lists and mappings in brackets on
one line. `read` gives the same nodes as a full YAML parser, ten times faster, or raises `NotPlainError`
where it meets anything else (text over several lines, anchors, tags, odd escapes, errors): the caller then
asks a full parser, which knows the whole language and says what is wrong.
"""

from __future__ import annotations

import re
from typing import Final

from openmso.law.rules.nodes import List, Node, Table, Text


class NotPlainError(Exception):
    """The document uses more of YAML than is read here."""


# A plain scalar that starts a line's value: no indicator in front, no ": " and no " #" inside (cut before).
_KEY: Final = re.compile(r'([A-Za-z0-9_][A-Za-z0-9_. -]*|"[^"\\]*"):(?: +|$)')
_PLAIN: Final = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\x00-\x1f\x7f-\x9f\ufeff][^\x00-\x1f\x7f-\x9f\ufeff]*\Z"
)
_NEGATIVE: Final = re.compile(r"-[0-9][0-9.]*\Z")
_DOUBLE: Final = re.compile(r'"((?:[^"\\\x00-\x1f\x7f-\x9f\ufeff]|\\["\\])*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_COMMENT: Final = re.compile(r"\s+#.*\Z|\s+\Z")
_FLOW_PLAIN: Final = re.compile(r"[A-Za-z0-9_$./(][A-Za-z0-9_$./() +%-]*")
_FLOW_GAP: Final = re.compile(r" *")

_Line = tuple[int, int, str]
"""Number, indent, content."""


def read(text: str) -> Node | None:
    """The one document of a text, or None if it holds nothing but comments."""
    lines = _lines(text)
    if not lines:
        return None
    node, rest = _block(lines, 0, lines[0][1])
    if rest != len(lines):
        raise NotPlainError
    return node


def _lines(text: str) -> list[_Line]:
    if "\t" in text:
        raise NotPlainError
    found: list[_Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        content = line.lstrip(" ")
        if not content or content[0] == "#":
            continue
        if content[0] == "%" or (content[:3] in ("---", "...")):
            raise NotPlainError
        found.append((number, len(line) - len(content), content))
    return found


def _block(lines: list[_Line], at: int, indent: int) -> tuple[Node, int]:
    """The mapping or list whose lines stand at this indent, and the first line after it."""
    if lines[at][2].startswith("- ") or lines[at][2] == "-":
        return _items(lines, at, indent)
    return _pairs(lines, at, indent)


def _items(lines: list[_Line], at: int, indent: int) -> tuple[List, int]:
    first = lines[at][0]
    items: list[Node] = []
    while at < len(lines) and lines[at][1] == indent and lines[at][2].startswith("- "):
        number, _, content = lines[at]
        inner = content[2:].lstrip(" ")
        if not inner or inner[0] in "-#":
            raise NotPlainError
        if _KEY.match(inner):
            deeper = indent + len(content) - len(inner)
            lines[at] = (number, deeper, inner)
            item, at = _pairs(lines, at, deeper)
            items.append(item)
        else:
            items.append(_value(number, inner))
            at += 1
    _ends(lines, at, indent)
    return List(first, tuple(items)), at


def _pairs(lines: list[_Line], at: int, indent: int) -> tuple[Table, int]:
    first = lines[at][0]
    pairs: list[tuple[Text, Node]] = []
    while at < len(lines) and lines[at][1] == indent:
        number, _, content = lines[at]
        found = _KEY.match(content)
        if not found:
            raise NotPlainError
        name = found[1]
        key = Text(number, name[1:-1], plain=False) if name[0] == '"' else Text(number, name, plain=True)
        if name[-1] == " ":
            raise NotPlainError
        rest = content[found.end() :]
        at += 1
        if rest and rest[0] != "#":
            pairs.append((key, _value(number, rest)))
            continue
        node, at = _below(lines, at, indent, number)
        pairs.append((key, node))
    _ends(lines, at, indent)
    return Table(first, tuple(pairs)), at


def _below(lines: list[_Line], at: int, indent: int, number: int) -> tuple[Node, int]:
    """What stands under a key with nothing after its colon."""
    if at < len(lines):
        deeper = lines[at][1]
        if deeper > indent or (deeper == indent and lines[at][2].startswith("- ")):
            return _block(lines, at, deeper)
    return Text(number, "", plain=True), at


def _ends(lines: list[_Line], at: int, indent: int) -> None:
    """A line deeper than its block is the rest of a longer text, or an error."""
    if at < len(lines) and lines[at][1] > indent:
        raise NotPlainError


def _value(number: int, rest: str) -> Node:
    """The value on a line, a comment behind it cut off."""
    if rest[0] == '"':
        found = _DOUBLE.match(rest)
        if not found or not _spent(rest, found.end()):
            raise NotPlainError
        return Text(number, _ESCAPE.sub(r"\1", found[1]), plain=False)
    if rest[0] in "[{":
        node, at = _flow(number, rest, 0)
        if not _spent(rest, at):
            raise NotPlainError
        return node
    text = _COMMENT.sub("", rest) if " " in rest else rest
    if not (_PLAIN.match(text) or _NEGATIVE.match(text)) or ": " in text or text[-1] == ":":
        raise NotPlainError
    return Text(number, text, plain=True)


def _spent(text: str, at: int) -> bool:
    """Whether nothing but a comment follows."""
    rest = text[at:].lstrip(" ")
    return not rest or (rest[0] == "#" and text[at] == " ")


def _flow(number: int, text: str, at: int) -> tuple[Node, int]:
    """A value inside brackets and the place after it."""
    sign = text[at : at + 1]
    if sign == "[":
        return _flow_list(number, text, at + 1)
    if sign == "{":
        return _flow_table(number, text, at + 1)
    return _flow_text(number, text, at)


def _flow_text(number: int, text: str, at: int) -> tuple[Text, int]:
    if found := _DOUBLE.match(text, at):
        if "\\" in found[1]:
            raise NotPlainError
        return Text(number, found[1], plain=False), found.end()
    if found := _FLOW_PLAIN.match(text, at):
        return Text(number, found[0].rstrip(" "), plain=True), found.end()
    raise NotPlainError


def _flow_list(number: int, text: str, at: int) -> tuple[List, int]:
    items: list[Node] = []
    at = _gap(text, at)
    while text[at : at + 1] != "]":
        item, at = _flow(number, text, at)
        items.append(item)
        at = _comma(text, _gap(text, at), "]")
    return List(number, tuple(items)), at + 1


def _flow_table(number: int, text: str, at: int) -> tuple[Table, int]:
    pairs: list[tuple[Text, Node]] = []
    at = _gap(text, at)
    while text[at : at + 1] != "}":
        key, at = _flow_text(number, text, at)
        if text[at : at + 2] != ": ":
            raise NotPlainError
        value, at = _flow(number, text, _gap(text, at + 1))
        pairs.append((key, value))
        at = _comma(text, _gap(text, at), "}")
    return Table(number, tuple(pairs)), at + 1


def _gap(text: str, at: int) -> int:
    found = _FLOW_GAP.match(text, at)
    return found.end() if found else at


def _comma(text: str, at: int, close: str) -> int:
    """The place of the next item, or of the closing bracket."""
    sign = text[at : at + 1]
    if sign == ",":
        after = _gap(text, at + 1)
        if text[after : after + 1] == close:
            raise NotPlainError
        return after
    if sign != close:
        raise NotPlainError
    return at
