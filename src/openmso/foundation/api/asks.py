"""Questions that a room answers, as routes: `GET /<room>/<question>`, its query and answer made from the query's signature."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.params.models import Path

from openmso.foundation.api import answers, asking, problems
from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.results import result_of, told
from openmso.foundation.api.taken import arguments_of, body_of, example_body, query_of
from openmso.foundation.api.values import Id

Question = Callable[..., Any]
ItsId = Annotated[Id, Path(..., description="the id of the record; its slashes may stand as they are")]


def ask(router: Router, room: str, query: Question, *, name: str = "", of: str = "") -> None:
    """Add a route that answers a question. `of`: the parameter that names a record; its id ends the address."""
    name = name or query.__name__
    asked: Any = query_of(query, of)
    known = tuple(asked.model_fields)

    def view(request: HttpRequest, **said: Any) -> HttpResponse:  # noqa: ANN401 - made at run time
        by = asking.asking(request, room)
        asking.known_only(request, known)
        given = arguments_of(query, said["asked"], "query") if known else {}
        return answers.reply(told(query(by, **given, **({of: said["id"]} if of else {}))))

    _say(view, asked=Query[asked] if known else None, id=ItsId if of else None)  # type: ignore[misc] # made at run time
    kinds = (problems.INVALID, problems.REFUSED, problems.NOT_THERE)
    router.get(
        f"/{name.replace('_', '-')}{'/{path:id}' if of else ''}",
        response=result_of(get_type_hints(query)["return"]),
        operation_id=f"{room}_{name}",
        summary=name.replace("_", " ").capitalize(),
        description=about(query),
        url_name=f"{room}-{name}",
        openapi_extra=may_fail(*kinds),
    )(view)


def consult(router: Router, room: str, query: Question) -> None:
    """Add a route that answers a question which is too long for an address: `POST`, and nothing is written."""
    name = query.__name__

    def view(request: HttpRequest, body: Any) -> HttpResponse:  # noqa: ANN401 - made at run time
        by = asking.asking(request, room)
        asking.known_only(request, ())
        return answers.reply(told(query(by, **arguments_of(query, body, "body"))))

    view.__annotations__["body"] = body_of(query)
    kinds = (problems.UNREADABLE, problems.INVALID, problems.NOT_THERE, problems.TOO_LARGE, problems.NO_JSON)
    example = {name: {"value": example_body(query)}}
    router.post(
        f"/{name.replace('_', '-')}",
        response=result_of(get_type_hints(query)["return"]),
        operation_id=f"{room}_{name}",
        summary=name.replace("_", " ").capitalize(),
        description=f"{about(query)}\n\nNothing is written: no reason and no key is wanted.",
        url_name=f"{room}-{name}",
        openapi_extra={
            **may_fail(*kinds, problems.REFUSED),
            "requestBody": {"content": {"application/json": {"examples": example}}},
        },
    )(view)


def _say(view: Callable[..., HttpResponse], **types: Any) -> None:  # noqa: ANN401 - made at run time
    """Give a function the parameters that are not None, for Ninja to read."""
    own = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)
    more = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=one)
        for name, one in types.items()
        if one is not None
    ]
    view.__signature__ = Signature([own, *more])  # type: ignore[attr-defined] # as inspect documents it
