"""The description says of each operation what it takes and what may go wrong, and of each shape one thing."""

from __future__ import annotations

import pytest
from ninja import Router
from pydantic import BaseModel, create_model

from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.interface import Interface
from openmso.foundation.api.problems import NOT_THERE, REFUSED


def an_api_with(*shapes: type[BaseModel]) -> Interface:
    router = Router(tags=["test"], by_alias=True)
    for number, shape in enumerate(shapes):

        def view(request: object) -> None:
            return None

        router.get(f"/{number}", response=list[shape], operation_id=f"view_{number}")(view)  # type: ignore[valid-type] # made at run time
    api = Interface(title="Of shapes", version="1", urls_namespace="of-shapes")
    api.add_router("", router)
    return api


def test_two_shapes_of_one_name_are_an_error_and_not_the_last_of_them() -> None:
    one, other = create_model("Same", a=(str, ...)), create_model("Same", b=(int, ...))
    assert an_api_with(one, one).get_openapi_schema(path_prefix="/")["components"]["schemas"]["Same"]
    with pytest.raises(ValueError, match="two shapes are called Same"):
        an_api_with(one, other).get_openapi_schema(path_prefix="/")


def test_problems_of_one_status_are_one_response() -> None:
    told = may_fail(NOT_THERE, REFUSED, open_to_all=True)["responses"]
    assert told == {
        404: {"$ref": "#/components/responses/Problem404"},
        422: {"$ref": "#/components/responses/Problem422"},
    }


def test_errors_are_told_in_the_words_of_who_calls() -> None:
    def act() -> None:
        """Do it. Raises `RefusedError`, and `NotThereError`."""

    assert about(act) == "Do it. Answers `refused`, and `not-there`."
