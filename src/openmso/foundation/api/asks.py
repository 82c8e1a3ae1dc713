"""Questions that a room answers, as routes: `GET /<room>/<what>`, with the shape of the answer made from the query's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router

from openmso.foundation.actor import Actor
from openmso.foundation.api import answers, asking, problems
from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.results import result_of, told


def described(room: str, name: str, words: str, *kinds: problems.Problem, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - OpenAPI's
    """How an operation describes itself: its name, a sentence, and the problems it may have."""
    return {
        "operation_id": f"{room}_{name}",
        "summary": name.replace("_", " ").capitalize(),
        "description": words,
        "url_name": f"{room}-{name}",
        "openapi_extra": {**may_fail(*kinds, problems.INVALID), **more},
    }


def ask(router: Router, room: str, name: str, query: Callable[[Actor], Any]) -> None:
    """Add a route that answers a question which needs nothing but who asks."""

    def view(request: HttpRequest) -> HttpResponse:
        by = asking.asking(request, room)
        asking.known_only(request, ())
        return answers.reply(told(query(by)))

    router.get(
        f"/{name.replace('_', '-')}",
        response=result_of(get_type_hints(query)["return"]),
        **described(room, name, about(query)),
    )(view)
