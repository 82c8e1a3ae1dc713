"""YAML into trees with lines, the same by the parser in Python and the one in C."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from openmso.authority.facts import Facts
from openmso.netfile.actions import written
from openmso.netfile.files import yaml_text
from openmso.netfile.files.yaml_text import IN_C, UnreadableTextError, compose_in_c, compose_yaml
from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar
from tests.netfile.networks import networks


def test_every_node_knows_its_line_and_whether_it_was_quoted() -> None:
    node = compose_yaml("a: 1\nb:\n  - 'x'\n  - {c: d,\n     e:}\nf: |\n  two\n  lines\ng:\nh: i\n", "x.yaml")
    assert isinstance(node, Mapping)
    assert [(key.text, key.line, value.line) for key, value in node.entries] == [
        ("a", 1, 1), ("b", 2, 3), ("f", 6, 6), ("g", 9, 9), ("h", 10, 10),
    ]  # fmt: skip
    block, nothing = node.at("f"), node.at("g")
    assert block == Scalar("two\nlines\n", False, "x.yaml", 6)
    assert nothing == Scalar("", True, "x.yaml", 9)


def test_words_are_left_as_they_are() -> None:
    words = ["yes", "no", "on", "0123", "1_000", "12:30", "0x1F", "1e3", "~"]
    node = compose_yaml(f"[{', '.join(words)}]", "x.yaml")
    assert node == Listing([Scalar(word, True, "x.yaml", 1) for word in words], "x.yaml", 1)


@pytest.mark.parametrize("text", ["", "# nothing", "---", "--- # nothing\n..."])
def test_nothing_is_nothing(text: str) -> None:
    node = compose_yaml(text, "x.yaml")
    assert node is None or (isinstance(node, Scalar) and node.plain and not node.text)


@pytest.mark.skipif(not IN_C, reason="the parser in C is not installed")
@given(networks())
def test_both_parsers_read_a_network_alike(facts: Facts) -> None:
    text = written(facts)
    assert compose_in_c(text, "x") == compose_in_python(text)


@pytest.mark.skipif(not IN_C, reason="the parser in C is not installed")
@example("---")
@example("--- # nothing")
@given(st.text(st.sampled_from("ab:-[]{},'\"#\n 1?%!.&~*@`"), max_size=30))
def test_what_the_parser_in_c_takes_the_one_in_python_reads_alike(text: str) -> None:
    try:
        node = compose_in_c(text, "x")
    except (YAMLError, UnreadableTextError):
        return
    assert node == compose_in_python(text)


def compose_in_python(text: str) -> Node | None:
    """As if there were no parser in C."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "IN_C", False)
        return compose_yaml(text, "x")
