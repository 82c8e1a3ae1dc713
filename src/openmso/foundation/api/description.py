"""The description of the API (OpenAPI 3.1): what Ninja makes of the functions, completed and made lean."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from inspect import cleandoc
from typing import Any, Final

from ninja.openapi.schema import OpenAPISchema

from openmso.foundation.api.problems import (
    BROKEN,
    BUSY,
    MEDIA_TYPE,
    NOBODY,
    PROBLEMS,
    WRONG_HANDS,
    Problem,
    ProblemDocument,
)

Schema = dict[str, Any]
EVERYWHERE: Final = (NOBODY, WRONG_HANDS, BUSY, BROKEN)
"""Problems that any operation may have which asks who is there."""


def may_fail(*kinds: Problem, open_to_all: bool = False) -> Schema:
    """The problems of an operation, as an addition to its description."""
    statuses = {int(one.status) for one in (*kinds, *(() if open_to_all else EVERYWHERE))}
    return {
        "responses": {
            status: {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)
        }
    }


ERRORS: Final[Mapping[str, str]] = {
    "Raises": "Answers",
    "`RefusedError`": "`refused`",
    "`StaleError`": "`stale`",
    "`NotThereError`": "`not-there`",
    "`WrongHandsError`": "`wrong-hands`",
    "`UnlicensedError`": "`wrong-hands`",
}
"""What a docstring says of errors, and what a caller sees of them."""


def about(function: Any) -> str:  # noqa: ANN401 - whatever has a docstring
    """What a docstring says, in the words of who calls over HTTP."""
    text = cleandoc(function.__doc__ or "")
    for error, problem in ERRORS.items():
        text = text.replace(error, problem)
    return text


class Description(OpenAPISchema):
    """A description in which two shapes of one name are an error, where Ninja would keep the last."""

    def add_schema_definitions(self, definitions: Schema) -> None:
        """Add shapes by name. Raises ValueError for one that differs from what has its name already."""
        for name, schema in definitions.items():
            if self.schemas.setdefault(name, schema) != schema:
                raise ValueError(f"two shapes are called {name}; the description can hold only one of them")


def completed(described: OpenAPISchema) -> OpenAPISchema:
    """The description with its problem documents; without titles that only repeat names. Changes what is given."""
    components = described["components"]
    shape = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"].update(shape.pop("$defs"))
    components["schemas"]["ProblemDocument"] = shape
    components["responses"] = dict(_responses())
    for schema in components["schemas"].values():
        _lean(schema)
    for path in described["paths"].values():
        for operation in path.values():
            _lean_operation(operation)
    components["parameters"] = _shared_parameters(described["paths"])
    used = _used(components["schemas"], described["paths"], components["responses"], components["parameters"])
    components["schemas"] = {name: components["schemas"][name] for name in used}
    return described


def _shared_parameters(paths: Mapping[str, Schema]) -> Schema:
    """The parameters that several operations have alike, by name; where they stood, a reference stays."""
    places: dict[str, list[tuple[list[Schema], int]]] = defaultdict(list)
    for path in paths.values():
        for operation in path.values():
            for number, one in enumerate(operation.get("parameters", [])):
                places[json.dumps(one, sort_keys=True)].append((operation["parameters"], number))
    shared: Schema = {}
    for text, alike in places.items():
        if len(alike) < 2:
            continue
        one = json.loads(text)
        same = sum(name == one["name"] or name.startswith(f"{one['name']}.") for name in shared)
        name = f"{one['name']}.{same + 1}" if same else one["name"]
        shared[name] = one
        for parameters, number in alike:
            parameters[number] = {"$ref": f"#/components/parameters/{name}"}
    return shared


def _responses() -> Iterable[tuple[str, Schema]]:
    by_status: dict[int, list[Problem]] = defaultdict(list)
    for one in PROBLEMS:
        by_status[int(one.status)].append(one)
    for status, kinds in sorted(by_status.items()):
        said = " ".join(f"`{one.name}`: {one.meaning}" for one in kinds)
        yield (
            f"Problem{status}",
            {
                "description": said,
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"$ref": "#/components/schemas/ProblemDocument"},
                        "examples": {one.name: {"value": _example(one)} for one in kinds},
                    }
                },
            },
        )


def _example(one: Problem) -> Schema:
    return {
        "type": f"/api/v1/problems#{one.name}",
        "title": one.title,
        "status": int(one.status),
        "detail": one.meaning,
        "instance": "urn:uuid:6f1c0a52-6d0e-4d0c-9b7e-2f1a4c3f0b11",
        "errors": [],
    }


def _lean_operation(operation: Schema) -> None:
    for parameter in operation.get("parameters", []):
        parameter["schema"] = schema = _said(parameter["schema"])
        _lean(schema)
        for word in ("description", "default") if schema.get("default") is None else ("description",):
            schema.pop(word, None)
        parameter.pop("examples", None)  # there they would have to be a mapping; those of the schema say it
        if parameter["name"] == "If-Match":
            parameter["required"] = 428 in operation["responses"]  # its absence is a problem of its own
    body = operation.get("requestBody", {}).get("content", {})
    for answer in (*operation["responses"].values(), {"content": body}):
        for content in answer.get("content", {}).values():
            _lean(content.get("schema", {}))


def _said(schema: Schema) -> Schema:
    """The schema of a parameter that is said: one that is not said is left out, and is never null."""
    choices = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(choices) != 1:
        return schema
    return {**{word: value for word, value in schema.items() if word != "anyOf"}, **choices[0]}


def _used(schemas: Mapping[str, Schema], *roots: Any) -> Iterable[str]:  # noqa: ANN401 - parts of the description
    """The names of the schemas that are referred to, by others that are."""
    known: set[str] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            name = str(one.get("$ref", "")).removeprefix("#/components/schemas/")
            if name in schemas and name not in known:
                known.add(name)
                waiting.append(schemas[name])
            waiting += one.values()
    return sorted(known)


def _lean(schema: Any) -> None:  # noqa: ANN401 - a schema, or a part of one
    """Take away titles: the name of a field says the same. A field may itself be named title."""
    if isinstance(schema, list):
        for one in schema:
            _lean(one)
    if not isinstance(schema, Mapping) or not isinstance(schema, dict):
        return
    schema.pop("title", None)
    if schema.get("description") == "":
        del schema["description"]
    for key, inner in schema.items():
        if key in ("properties", "$defs"):
            for one in inner.values():
                _lean(one)
        elif key not in ("examples", "default", "enum", "const"):
            _lean(inner)
