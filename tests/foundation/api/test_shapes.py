"""Records to JSON and back lose nothing, whatever a network holds; and what JSON may not hold is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import ValidationError

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Order
from openmso.authority.facts.people import Certificate, Engagement, Person
from openmso.authority.facts.structure import Msa
from openmso.foundation.api.examples import example_of
from openmso.foundation.api.shapes import shape_of, to_json, to_record
from openmso.foundation.register import table_of
from openmso.netfile.queries import read
from tests.netfile.networks import networks

KINDS = get_args(Record)
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/network.yaml"))


def through(record: Any) -> Any:
    """A record as it comes back from the wire."""
    said: Any = json.loads(json.dumps(to_json(record)))
    kind: Any = type(record)
    return to_record(kind, shape_of(kind, table_of(kind)).model_validate(said))


def records(facts: Facts) -> list[Record]:
    return [one for table in facts.tables.values() for one in table.values()]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_record_of_an_example_network_comes_back(path: Path) -> None:
    facts = read(path).facts
    assert facts is not None
    assert records(facts)
    assert [through(one) for one in records(facts)] == records(facts)


@given(networks())
def test_every_record_of_any_network_comes_back(facts: Facts) -> None:
    assert [through(one) for one in records(facts)] == records(facts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_example_of_every_kind_is_what_its_shape_allows(kind: type) -> None:
    shape = shape_of(kind, table_of(kind))
    assert to_json(to_record(kind, shape.model_validate(example_of(kind)))) == example_of(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_shape_has_the_fields_of_its_record_and_no_others(kind: type) -> None:
    schema = shape_of(kind, table_of(kind)).model_json_schema()
    assert set(schema["properties"]) == set(kind.__dataclass_fields__)  # type: ignore[attr-defined] # every record is one
    assert schema["additionalProperties"] is False


def test_a_moment_keeps_its_offset() -> None:
    order = Order("ada", "MD", datetime(2026, 11, 20, 16, tzinfo=UTC))
    assert to_json(order)["at"] == "2026-11-20T16:00:00+00:00"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Person, {"npi": "12345"}),
        (Person, {"npi": ""}),
        (Person, {"name": " "}),
        (Person, {"name": "a\x00b"}),
        (Person, {"name": "x" * 301}),
        (Person, {"id": "Rosa"}),
        (Person, {"id": "rosa/"}),
        (Engagement, {"fte": 1}),
        (Engagement, {"fte": "1e2"}),
        (Engagement, {"fte": "-1"}),
        (Engagement, {"sites": []}),
        (Engagement, {"sites": ["austin", "austin"]}),
        (Engagement, {"sites": "all"}),
        (Certificate, {"span": {"since": 20260101}}),
        (Certificate, {"span": {"since": "2026-01-01T00:00:00"}}),
        (Certificate, {"span": None}),
        (Msa, {"clauses": {"Records": "x"}}),
        (Msa, {"clauses": {"records": None}}),
        (Msa, {"clauses": {"records": 1.5}}),
        (Msa, {"term_years": True}),
        (Msa, {"term_years": "5"}),
        (Msa, {"term_years": 5.5}),
        (Msa, {"term_years": -1}),
    ],
)
def test_what_is_only_like_a_value_is_none(kind: type, change: dict[str, Any]) -> None:
    shape = shape_of(kind, table_of(kind))
    shape.model_validate(example_of(kind))
    with pytest.raises(ValidationError):
        shape.model_validate({**example_of(kind), **change})
