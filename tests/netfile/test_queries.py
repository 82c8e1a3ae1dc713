"""Whatever is put in, reading gives facts or problems and never fails."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from openmso.authority.facts import Facts, Record
from openmso.netfile.actions import written
from openmso.netfile.queries import Outcome, read, read_string
from openmso.netfile.rules.codes import WORDS, ZONES
from openmso.netfile.rules.published import network_schema
from tests.netfile.networks import networks
from tests.netfile.small import SMALL


def whole(outcome: Outcome) -> None:
    """A reading gives facts or problems, each with a text that can be shown."""
    assert (outcome.facts is None) == bool(outcome.problems)
    for problem in outcome.problems:
        assert str(problem).encode()
        assert problem.line >= 0


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates().map(str),
    st.sampled_from(["ada", "lumen", "oakland", "all", "always", "CA", "MD", "prp", "2024-01-01", "{}", "mso"]),
)  # fmt: skip
KEYS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            "version",
            "network",
            "name",
            "settings",
            "organizations",
            "sites",
            "people",
            "licenses",
            "owners",
            "menu",
            "owner",
            "percent",
            "since",
            "until",
            "expires",
            "role",
            "state",
            "kind",
            "form",
            "sites",
            "procedures",
            "id",
            "engagements",
            "activities",
            "bedside",
            "exams",
            "fee",
            "clauses",
        ]
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"%YAML 1.1\n---\na: 1")
@example(b"%TAG ! !x\n---\na: !y 1")
@example(b'"\\UFFFFFFFF"')
@example(b"? a\n: b")
@example(b"a: |\n  b\n c")
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    for name in ("network.yaml", "network.json"):
        whole(read_string(content.decode("utf-8", "replace"), name))


@given(content=st.binary(max_size=300))
def test_no_file_makes_the_reader_fail(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    whole(read(path))


@given(st.text(st.sampled_from("ab:-[]{},&*!|>'\"#%@`?\n\t 01.<"), max_size=60))
def test_no_signs_make_the_reader_fail(text: str) -> None:
    whole(read_string(text))


@given(TREES)
def test_no_tree_makes_the_reader_fail(tree: object) -> None:
    whole(read_string(json.dumps(tree), "network.json"))
    whole(read_string(json.dumps(tree, ensure_ascii=True), "network.yaml"))


@given(st.data())
def test_no_change_of_a_good_file_makes_the_reader_fail(data: st.DataObject) -> None:
    lines = SMALL.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        act = data.draw(st.sampled_from(["drop", "twice", "swap", "indent", "cut", "leaf"]))
        if act == "drop" and len(lines) > 1:
            del lines[at]
        elif act == "twice":
            lines.insert(at, lines[at])
        elif act == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif act == "indent":
            lines[at] = " " * data.draw(st.integers(0, 6)) + lines[at].lstrip(" ")
        elif act == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))] + "\n"
        else:
            lines[at] = lines[at].split(":")[0] + ": " + json.dumps(data.draw(LEAVES)) + "\n"
    whole(read_string("".join(lines)))


@given(networks(), st.data())
def test_no_leaf_put_elsewhere_makes_the_reader_fail(facts: Facts, data: st.DataObject) -> None:
    tree = json.loads(written(facts, as_json=True))
    place: Any = tree
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.integers(0, 3)) == 0:
            place[key] = data.draw(TREES)
            break
        place = place[key]
    whole(read_string(json.dumps(tree), "network.json"))


# ---------------------------------------------------------------- docs/network-file.md

DOCUMENT = (Path(__file__).parents[2] / "docs" / "network-file.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_example_of_the_document_reads() -> None:
    (example,) = [block for block in BLOCKS if block.startswith("version: 1")]
    outcome = read_string(example)
    assert outcome.problems == ()
    assert outcome.facts is not None
    assert set(outcome.facts.tables) == set(get_args(Record)), "the example shows a record of every kind"
    assert set(outcome.bedside) == {"walk-in"}
    tree = YAML(typ="safe", pure=True).load(example)
    for key in network_schema()["properties"]:
        assert key in tree or key == "include"


def test_the_example_of_the_document_shows_every_key() -> None:
    (example,) = [block for block in BLOCKS if block.startswith("version: 1")]
    shown = set(re.findall(r"(\w+):", example))
    every = {key for shape in network_schema()["$defs"].values() for key in shape.get("properties", {})}
    assert every - shown <= {"id"}, "ids are explained further down"


def test_the_document_lists_the_closed_words() -> None:
    for words in WORDS.values():
        assert f"| {', '.join(f'`{word}`' for word in words)} |" in DOCUMENT


def test_the_document_lists_the_states_that_must_name_a_zone() -> None:
    several = sorted(state for state, zones in ZONES.items() if len(zones) > 1)
    assert f"{', '.join(several[:-1])} and {several[-1]} need one" in " ".join(DOCUMENT.split())
