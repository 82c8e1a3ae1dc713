"""The published schema serves editors: it takes whatever the reader takes, and sees the mistakes of a single place."""

import json
from typing import Final

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside
from openmso.netfile.actions import written
from openmso.netfile.rules.published import network_schema
from tests.netfile.mistakes import mistakes
from tests.netfile.networks import BEDSIDES, networks
from tests.netfile.small import SMALL

VALIDATOR: Final = Draft202012Validator(network_schema())


def seen(text: str) -> list[str]:
    """What an editor would underline. Dates are text to it, as JSON has none."""
    tree = YAML(typ="safe", pure=True).load(text)
    return [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(tree, default=str)))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(network_schema())


def test_every_property_is_described() -> None:
    bare = [
        f"{name}.{key}"
        for name, shape in network_schema()["$defs"].items()
        for key, value in shape.get("properties", {}).items()
        if not value.get("description")
    ]
    assert not bare


def test_the_small_network_is_fine() -> None:
    assert seen(SMALL) == []


@given(networks(), BEDSIDES)
def test_whatever_the_reader_takes_the_schema_takes(facts: Facts, bedside: dict[str, Bedside]) -> None:
    tree = json.loads(written(facts, as_json=True, bedside=bedside))
    assert [error.message for error in VALIDATOR.iter_errors(tree)] == []


SEEN: Final = (
    "unknown key", "is missing; expected", "does not fit", "is not text", "nothing stands here", "stands twice; expected",
    "the list is empty", "is not an id", "both until and expires",
)  # fmt: skip
NOT_IN_ONE_FILE: Final = ("version is missing", "network is missing")
AS_A_NUMBER: Final = "1e3"  # JSON takes it for the number it is


def visible(told: str) -> bool:
    """Whether a mistake is one of a single place, which a schema can see."""
    hidden = any(word in told for word in (*NOT_IN_ONE_FILE, AS_A_NUMBER))
    return not hidden and any(word in told for word in SEEN)


@pytest.mark.parametrize("text", [text for text, told in mistakes() if visible(told[-1])])
def test_a_mistake_of_a_single_place_is_seen_by_editors(text: str) -> None:
    assert seen(text)


def test_most_mistakes_are_of_a_single_place() -> None:
    assert sum(visible(told[-1]) for _, told in mistakes()) > 30
