"""JSON is read strictly, with lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.netfile.files.json_text import compose_json
from openmso.netfile.files.yaml_text import UnreadableTextError
from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar
from tests.netfile.small import problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "network.json:1: not JSON: ends too soon; expected a value"),
        ("{", "network.json:1: not JSON: ends too soon; expected a key in double quotes"),
        ('{"a"}', "network.json:1: not JSON: } stands here; expected :"),
        ('{"a": 1,\n}', "network.json:2: not JSON: } stands here; expected a key in double quotes"),
        ('{"a": [1,\n]}', "network.json:2: not JSON: ] stands here; expected a value"),
        ('{"a": 1}\n{}', "network.json:2: not JSON: { stands here; expected the end of the file"),
        ('{"a": yes}', "network.json:1: not JSON: cannot read 'yes}'"),
        ('{"a": 01}', "network.json:1: not JSON: cannot read '01}'"),
        ("{'a': 1}", "network.json:1: not JSON: cannot read \"'a': 1}\"; expected a key in double quotes"),
        ('{"a": "\\ud800"}', "network.json:1: not JSON: half of a surrogate pair, which is no character"),
        ("[" * 100_000, "network.json:1: not JSON: nested more than 40 levels deep"),
        ("[]", "network.json:1: a list stands here; expected keys such as version: 1"),
        ('{"network": null}', None),
    ],
)
def test_what_is_no_json_is_told(text: str, told: str | None) -> None:
    said = problems(text, "network.json")
    assert (said[0].startswith(told) and len(said) == 1) if told else len(said) == 2


def plain(node: Node) -> object:
    """What a JSON reader of the standard library makes of a tree."""
    match node:
        case Mapping(entries=entries):
            return {key.text: plain(value) for key, value in entries}
        case Listing(items=items):
            return [plain(item) for item in items]
        case Scalar(text=text, plain=bare):
            return json.loads(text) if bare else text


ANY = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=10,
)


@given(ANY, st.sampled_from([None, 1]), st.booleans())
def test_what_the_standard_library_writes_is_read_as_it_reads_it(
    tree: object, indent: int | None, bare: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=bare)
    assert plain(compose_json(text, "x.json")) == json.loads(text)


@given(st.text(st.sampled_from('[]{}:,"\\u0a1-.e tru\n'), max_size=15))
def test_what_the_standard_library_refuses_is_refused(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=_refuse)
    except ValueError:
        with pytest.raises(UnreadableTextError):
            compose_json(text, "x.json")
        return
    assert plain(compose_json(text, "x.json")) == expected


def _refuse(word: str) -> None:
    raise ValueError(word)


def test_lines_are_those_of_the_text() -> None:
    node = compose_json('{\n"a": [1,\n\n2],\r\n"b": {"c": "d"}}', "x.json")
    assert isinstance(node, Mapping)
    listing, inner = node.at("a"), node.at("b")
    assert isinstance(listing, Listing)
    assert isinstance(inner, Mapping)
    assert [node.line, listing.line, *(item.line for item in listing.items), inner.line] == [1, 2, 2, 4, 5]
