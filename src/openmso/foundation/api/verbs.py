"""Acts of the trade as routes: `POST /<room>/<act>`, its body and answer made from the signature of the action."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, create_model

from openmso.foundation.api import answers, asking, problems
from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.examples import BEGINS, example_of
from openmso.foundation.api.once import once
from openmso.foundation.api.problems import NO_VERSION, WRITES
from openmso.foundation.api.results import KINDS, result_of, told
from openmso.foundation.api.shapes import shape_of, to_record
from openmso.foundation.api.values import Day, Exact, Id, Text
from openmso.foundation.register import Kept, table_of

Act = Callable[..., Any]
SAID_ELSEWHERE: Final = ("by", "why", "version")
IDS: Final = ("id", "to", "instead")
"""Parameters that name a record."""


def act(router: Router, room: str, *acts: Act) -> None:
    """Add a route for each of these actions of a room."""
    for one in acts:
        _add(router, room, one)


def _add(router: Router, room: str, action: Act) -> None:
    name = action.__name__
    parameters = signature(action).parameters
    versioned = "version" in parameters
    must_match = versioned and "id" in parameters

    def view(
        request: HttpRequest,
        *,
        body: Any,  # noqa: ANN401 - made at run time
        why: asking.Why,
        match: asking.Version = None,
        key: asking.Key = None,
    ) -> HttpResponse:
        del key  # read where the answer is kept
        by = asking.asking(request, room, "write")
        asking.known_only(request, ())
        said = {one: _value(getattr(body, one), f"body.{one}") for one in type(body).model_fields}
        given = {one: value for one, value in said.items() if value is not None}
        if versioned and (must_match or match is not None):
            given["version"] = asking.version(match)
        reason = asking.reason(why)
        return once(request, by=by, why=reason, do=lambda: _answer(action(by=by, why=reason, **given)))

    view.__annotations__["body"] = _body_of(action)
    changes = (
        (problems.NOT_THERE, problems.STALE, *((NO_VERSION,) if must_match else ())) if versioned else ()
    )
    router.post(
        f"/{name.replace('_', '-')}",
        response=_shape(get_type_hints(action)["return"]),
        operation_id=f"{room}_{name}",
        summary=name.replace("_", " ").capitalize(),
        description=about(action),
        url_name=f"{room}-{name}",
        openapi_extra={
            **may_fail(*WRITES, *changes, problems.INVALID, problems.NOT_THERE, problems.KEY_USED),
            "requestBody": {
                "content": {"application/json": {"examples": {name: {"value": _example(action)}}}}
            },
        },
    )(view)


def _body_of(action: Act) -> type[BaseModel]:
    """What an action takes, apart from who acts, why, and the version."""
    hints, made = get_type_hints(action), {}
    for name, parameter in signature(action).parameters.items():
        if name in SAID_ELSEWHERE:
            continue
        required = parameter.default is Parameter.empty
        inner = _taken(name, hints[name])
        made[name] = (inner, ...) if required else (inner | None, None)
    title = "".join(word.capitalize() for word in action.__name__.split("_"))
    return create_model(title, __config__=ConfigDict(extra="forbid"), **made)  # type: ignore[call-overload,no-any-return] # made at run time


def _taken(name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is not None and issubclass(get_origin(hint), Iterable):
        return list[_taken(name, get_args(hint)[0])]  # type: ignore[misc] # made at run time
    if hint in KINDS:
        return shape_of(hint, table_of(hint))
    if hint is str:
        return Id if name in IDS else Text
    return {date: Day, Decimal: Exact}[hint]


@cache
def _kind(shape: type[BaseModel]) -> type | None:
    return next((one for one in KINDS if shape is shape_of(one, table_of(one))), None)


def _value(value: Any, at: str) -> Any:  # noqa: ANN401 - what a shape holds
    if isinstance(value, list):
        return tuple(_value(one, f"{at}.{place}") for place, one in enumerate(value))
    if isinstance(value, BaseModel):
        kind = _kind(type(value))
        return to_record(kind, value, at) if kind else value
    return value


def _shape(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The shape of an answer: one record as it is read, anything else with the versions of the records in it."""
    if get_origin(hint) is Kept:
        return shape_of(get_args(hint)[0], table_of(get_args(hint)[0]))
    return result_of(hint)


def _answer(found: Any) -> HttpResponse:  # noqa: ANN401 - what an action gives back
    return answers.one(found) if isinstance(found, Kept) else answers.reply(told(found))


def _example(action: Act) -> dict[str, Any]:
    hints = get_type_hints(action)
    return {
        name: _example_of(name, hints[name])
        for name, parameter in signature(action).parameters.items()
        if name not in SAID_ELSEWHERE and parameter.default is Parameter.empty
    }


def _example_of(name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if hint in KINDS:
        return example_of(hint)
    return BEGINS.isoformat() if hint is date else "rosa" if name in IDS else "An example"
