"""The shapes of FHIR R4, checked by `fhir.resources`.

Its package R4B (4.3.0) is the one that is closest to R4 (4.0.1): for the types that are kept here both say the same. It is slow to load
and is loaded when it is first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

from pydantic import ValidationError

from openmso.care.rules.fhir.mapping import Fault

PACKAGE: Final = "fhir.resources.R4B"


@cache
def _model(kind: str) -> Any:  # noqa: ANN401 - a class of the library
    return import_module(f"{PACKAGE}.{kind.lower()}").__dict__[kind]


def faults_of(resource: Mapping[str, Any]) -> tuple[Fault, ...]:
    """In what a resource differs from the shape of its type, each with its path; nothing of its values is told.

    Raises `ModuleNotFoundError` for a type that FHIR does not have.
    """
    kind = str(resource["resourceType"])
    try:
        _model(kind).model_validate(resource)
    except ValidationError as wrong:
        return tuple(
            dict.fromkeys(_fault(kind, one) for one in wrong.errors(include_input=False, include_url=False))
        )
    return ()


MEANS: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "model_field_validation.missing": "is missing",
    "extra_forbidden": "is no element of this type",
    "string_type": "should be text",
    "list_type": "should be a list",
    "bool_type": "should be true or false",
}


def _fault(kind: str, one: Any) -> Fault:  # noqa: ANN401 - pydantic's own
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in one["loc"])
    what = MEANS.get(one["type"], "is not as FHIR has it")
    return Fault(kind + "".join(steps), what)
