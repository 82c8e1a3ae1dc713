"""What the API says of itself is a contract: it is checked in, complete, and every example in it is what it allows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from tests.architecture.openapi import described, kept, texts_of

ONLY_ASKS = {
    "POST /api/v1/oversight/decision",
    "POST /api/v1/oversight/impact",
    "POST /api/v1/evidence/lost-heads",
    "POST /api/v1/workforce/check-list",
    "POST /api/v1/workforce/plan-people",
    "POST /api/v1/workforce/plan-clinicians",
}
"""Too long for an address, and writes nothing."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return described()


def operations(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def resolved(told: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    """What stands where a reference leads."""
    if "$ref" not in one:
        return one
    found: Any = told
    for part in one["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def test_the_description_is_as_it_was_reviewed(told: dict[str, Any]) -> None:
    """After a meant change: `python -m tests.architecture.openapi`."""
    assert texts_of(told) == kept()


def test_every_operation_says_what_it_does_and_what_can_go_wrong(told: dict[str, Any]) -> None:
    for name, operation in operations(told):
        assert operation["summary"], name
        assert len(operation["description"]) > 20, name
        assert operation["tags"], name
        if "security" not in operation:
            assert name == "GET /api/v1/problems"
            continue
        assert {"400", "401", "403", "500", "503"} <= set(operation["responses"]), name
        sent = {resolved(told, one)["name"]: resolved(told, one) for one in operation["parameters"]}
        if name in ONLY_ASKS:
            continue
        if not name.startswith("GET"):
            assert sent["X-Why"]["required"], name
        if name.startswith(("PUT", "DELETE")) or ":end" in name:
            assert sent["If-Match"]["required"], name
            assert {"412", "428"} <= set(operation["responses"]), name
        if name.startswith("POST"):
            assert "Idempotency-Key" in sent, name


def test_operations_have_names_of_their_own(told: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(told)]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(told: dict[str, Any]) -> None:
    def walk(one: Any) -> None:
        if isinstance(one, dict):
            if "$ref" in one:
                assert resolved(told, one), one["$ref"]
            for inner in one.values():
                walk(inner)
        elif isinstance(one, list):
            for inner in one:
                walk(inner)

    walk(told)


def test_every_schema_is_a_schema(told: dict[str, Any]) -> None:
    for name, schema in told["components"]["schemas"].items():
        try:
            Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as wrong:
            pytest.fail(f"{name}: {wrong.message}")


def test_every_example_is_what_its_schema_allows(told: dict[str, Any]) -> None:
    checked = 0
    for name, operation in operations(told):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        for example in content.get("examples", {}).values():
            schema = {**content["schema"], "components": told["components"]}
            wrong = list(Draft202012Validator(schema).iter_errors(example["value"]))
            assert not wrong, f"{name}: {wrong[0].message}"
            checked += 1
    for response in told["components"]["responses"].values():
        content = response["content"]["application/problem+json"]
        for example in content["examples"].values():
            jsonschema.validate(example["value"], {**content["schema"], "components": told["components"]})
            checked += 1
    assert checked > 80


def test_the_words_of_the_network_file_stand_at_the_fields(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]
    assert schemas["License"]["properties"]["state"]["description"].startswith("the state that issued it")
    assert "dollars a period" in json.dumps(schemas["FeeTerms"])
