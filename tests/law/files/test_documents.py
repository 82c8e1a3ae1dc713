"""What is not a document is told by line."""

from __future__ import annotations

import pytest

from openmso.law.files.documents import parse
from openmso.law.rules.nodes import Node
from openmso.law.rules.problems import Problems


def told(content: bytes) -> list[str]:
    """What is wrong with the bytes of a file."""
    problems = Problems("x.yaml")
    assert parse(content, problems) is None
    return [f"{one.line}: {one.what}" for one in problems.found]


def parsed(content: bytes) -> Node | None:
    """The document of good bytes."""
    problems = Problems("x.yaml")
    node = parse(content, problems)
    assert not problems.found
    return node


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["1: the file is empty; expected statements, or no file at all"]),
        (b"# only a comment\n", ["1: the file is empty; expected statements, or no file at all"]),
        (b"a: 1\nb: \xe9\n", ["2: byte 0xe9 is not UTF-8; expected text saved as UTF-8"]),
        (b"PK\x03\x04\n\x00\x00", ["2: this is not text; expected YAML in UTF-8"]),
        (b"a: 1\nb: \x07\n", ["2: control sign U+0007; expected plain text"]),
        (
            b"a:\n\tb: 1\n\tc: 2\n",
            ["2: a tab indents this line; expected spaces", "3: a tab indents this line; expected spaces"],
        ),
        (
            b"a: &x 1\nb: *x\n",
            [
                "1: an anchor or alias; expected the value itself, written out",
                "2: an anchor or alias; expected the value itself, written out",
            ],
        ),
        (b"a: !date 2026-01-01\n", ["1: the tag !date; expected a value without one"]),
        (b"a: 1\n---\nb: 2\n", ["2: a second document; expected one per file"]),
        (b"? [a, b]\n: 1\n", ["1: a list or mapping as a key; expected a word"]),
    ],
)
def test_what_is_no_document_is_told(content: bytes, problems: list[str]) -> None:
    assert told(content) == problems


@pytest.mark.parametrize(
    "content", [b"a: b: c\n", b"a: [1\nb: 2\n", b'a: "open\n', b"a: 1\n b: 2\n", b"a: 1\nb\n"]
)
def test_what_is_not_yaml_is_told_with_its_line(content: bytes) -> None:
    (one,) = told(content)
    assert one[0] in "123"
    assert "not YAML: " in one
    assert one.endswith("; expected `key: value` or `- item`")


def test_line_ends_and_byte_order_marks_of_other_systems_make_no_difference() -> None:
    plain = b"a:\n  - b\n"
    assert parsed(plain) == parsed(plain.replace(b"\n", b"\r\n")) == parsed(b"\xef\xbb\xbf" + plain)
