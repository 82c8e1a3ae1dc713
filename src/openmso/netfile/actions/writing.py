"""Writing network files: facts exported in canonical form, and a small first network for a newcomer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside
from openmso.netfile.facts.writing import UnwritableError, tree_of
from openmso.netfile.queries import read_string
from openmso.netfile.rules.emitting import json_of, yaml_of
from openmso.netfile.rules.first import Answers, Clinician, first_text
from openmso.netfile.rules.published import network_schema

__all__ = ["Answers", "Clinician", "UnwritableError", "first_network", "publish_schema", "write", "written"]

SCHEMA: Final = Path(__file__).parent.parent / "schema" / "network.schema.json"


def write(facts: Facts, path: Path | str, *, bedside: Mapping[str, Bedside] | None = None) -> None:
    """Write facts to a file, JSON if its name ends so, else YAML; an existing file is replaced.

    Raises `UnwritableError`, and writes nothing, if the text would not read back as the same facts.
    """
    place = Path(path)
    place.write_text(
        written(facts, as_json=place.suffix.lower() == ".json", bedside=bedside), encoding="utf-8"
    )


def publish_schema(path: Path = SCHEMA) -> None:
    """Write the JSON Schema of the network file, made from the shapes that the reader follows."""
    text = json.dumps(network_schema(), indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


def first_network(answers: Answers, *, schema: str = "") -> str:
    """The text of a small first network, annotated for whoever goes on writing.

    `schema`: where editors find the JSON Schema, seen from the file. Raises `UnwritableError` if an answer
    does not fit (an unknown state, a zone of another state).
    """
    text = first_text(answers, schema)
    problems = read_string(text).problems
    if problems:
        raise UnwritableError(str(problems[0]))
    return text


def written(facts: Facts, *, as_json: bool = False, bedside: Mapping[str, Bedside] | None = None) -> str:
    """The text of a network file that reads as these facts. Raises `UnwritableError` if none does."""
    tree = tree_of(facts, bedside)
    text = json_of(tree) if as_json else yaml_of(tree)
    outcome = read_string(text, "network.json" if as_json else "network.yaml")
    if outcome.problems:
        raise UnwritableError(f"would not read back: {outcome.problems[0]}")
    if outcome.facts != facts or outcome.bedside != (bedside or {}):
        raise UnwritableError("would read back as something else")
    return text
