"""The plain reader gives what a full YAML parser gives, or says that it cannot."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.law.facts.book import SHIPPED
from openmso.law.files.whole_yaml import parse_whole
from openmso.law.rules.nodes import Node
from openmso.law.rules.plain import NotPlainError, read
from openmso.law.rules.problems import Problems

REFUSED = object()


def plainly(text: str) -> object:
    """What the plain reader makes of a text; `REFUSED` where it hands on."""
    try:
        return read(text)
    except NotPlainError:
        return REFUSED


def fully(text: str) -> Node | None:
    """What a full parser makes of it; None where it finds an error."""
    with suppress(StopIteration, RuntimeError):  # a document of comments only has no node to begin with
        return parse_whole(text, Problems("x.yaml"))
    return None


def test_the_whole_pack_is_read_alike() -> None:
    for path in sorted(SHIPPED.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        found = plainly(text)
        assert found is REFUSED or found == fully(text), path


def test_nearly_the_whole_pack_is_plain() -> None:
    paths = [path for path in SHIPPED.rglob("*.yaml") if "cases" not in path.parts]
    handed_on = [path for path in paths if plainly(path.read_text(encoding="utf-8")) is REFUSED]
    assert len(handed_on) < len(paths) / 20, "the pack is read slowly if much of it is not plain"


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb:\n  - x\n  - y\n",
        "a:\n- x\n- y: 1\n  z: 2\n",
        "a: {b: [1, 'c'], d: \"e: f\"} # said\n",
        'a: "q\\"uo\\\\te" # c\nb: http://x.y/z#top\n',
        "- - a\n",
        "a: b: c\n",
        "a: |\n  text\n  more\n",
        "a: one\n  two\n",
        "a: &x 1\nb: *x\n",
        "a: 'it''s'\n",
        "a: [1,\n  2]\n",
        "a:\n    b: 1\n  c: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "a: -5\nb: - 5\n",
        "a: [x, ]\nb: {}\nc: []\n",
        "a: [x # y]\n",
        "? a\n: b\n",
        "<<: a\n",
        "a: @x\nb: %y\n",
        "a:b\n",
        "a : b\n",
        '"a b": c\n',
        "a: b#c\nd: e #f\n",
        "a: ~\nb:\nc: null\n",
        "# nothing\n\n",
        "a:\n  # said\n\n  b: 1   \n",
        "a: x,y\nb: x]y\nc: {x: y z, w: v}\n",
        "a: [a b, c-d, e/f]\n",
        "a: ''\nb: \"\"\n",
        "-a: b\n",
        "a: -\n",
        "a: --- b\n",
    ],
)
def test_what_is_read_plainly_is_read_rightly(text: str) -> None:
    found = plainly(text)
    assert found is REFUSED or found == fully(text)


WORDS = st.text("ab1: #-,[]{}\"'\\|>&*!%@.\n\t ?~é", max_size=12)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["", "- ", "k: ", "- k: ", "k:", '"k": ']), WORDS),
        max_size=7,
    )
)
def test_no_text_is_read_differently(lines: list[tuple[int, str, str]]) -> None:
    text = "\n".join("  " * indent + opening + rest for indent, opening, rest in lines)
    found = plainly(text)
    if found is not REFUSED and found is not None:
        assert found == fully(text)
