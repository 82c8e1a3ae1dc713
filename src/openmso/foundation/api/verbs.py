"""Acts of the trade as routes: `POST /<room>/<act>`, its body and answer made from the signature of the action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router

from openmso.foundation.actor import Actor
from openmso.foundation.api import answers, asking, problems, proofs
from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.once import once
from openmso.foundation.api.problems import NO_VERSION, WRITES
from openmso.foundation.api.results import result_of, told
from openmso.foundation.api.shapes import shape_of
from openmso.foundation.api.taken import arguments_of, body_of, example_body
from openmso.foundation.register import Kept, table_of

Act = Callable[..., Any]
Signs = Callable[[Mapping[str, Any]], str]
SIGNING: Final = (
    "Signed by whoever is there: the session of somebody who proved anew who they are, for this (problem `step-up-needed` says where). "
    "A token never signs."
)


def act(router: Router, room: str, *acts: Act, signs: Signs | None = None) -> None:
    """Add a route for each of these actions of a room.

    `signs`: for what somebody proves anew who they are, by what the action is given, where it signs. An action that takes `proof`
    spends it itself; for any other it is spent behind the action.
    """
    for one in acts:
        _add(router, room, one, signs)


def _add(router: Router, room: str, action: Act, signs: Signs | None) -> None:
    name, parameters = action.__name__, signature(action).parameters
    versioned = "version" in parameters
    must_match = versioned and not {"id", "license"}.isdisjoint(parameters)

    def unversioned(
        request: HttpRequest,
        *,
        body: Any,  # noqa: ANN401 - made at run time
        why: asking.Why,
        key: asking.Key = None,
    ) -> HttpResponse:
        return view(request, body=body, why=why, key=key)

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
        given = arguments_of(action, body, "body")
        if versioned and (must_match or match is not None):
            given["version"] = asking.version(match)
        reason = asking.reason(why)
        if signs is None:
            return once(request, by=by, why=reason, do=lambda: _answer(action(by=by, why=reason, **given)))
        proof = proofs.shown(request, by, signs(given))
        return once(request, by=by, why=reason, do=lambda: _signed(action, by, reason, given, proof))

    chosen = view if versioned else unversioned
    chosen.__annotations__["body"] = body_of(action)
    changes = (problems.STALE, *((NO_VERSION,) if must_match else ())) if versioned else ()
    example = {name: {"value": example_body(action)}}
    router.post(
        f"/{name.replace('_', '-')}",
        response=_shape(get_type_hints(action)["return"]),
        operation_id=f"{room}_{name}",
        summary=name.replace("_", " ").capitalize(),
        description=about(action) if signs is None else f"{about(action)}\n\n{SIGNING}",
        url_name=f"{room}-{name}",
        openapi_extra={
            **may_fail(*WRITES, *changes, problems.INVALID, problems.NOT_THERE, problems.KEY_USED),
            "requestBody": {"content": {"application/json": {"examples": example}}},
        },
    )(chosen)


def _signed(action: Act, by: Actor, why: str, given: dict[str, Any], proof: proofs.Shown) -> HttpResponse:
    """Do what signs, and spend the proof behind it, unless the action does."""
    if "proof" in signature(action).parameters:
        return _answer(action(by=by, why=why, proof=proof.id, **given))
    done = action(by=by, why=why, **given)
    proof.spend(by, why)
    return _answer(done)


def _shape(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The shape of an answer: one record as it is read, anything else with the versions of the records in it."""
    if hint is NoneType:
        return {204: None}
    if get_origin(hint) is Kept:
        return shape_of(get_args(hint)[0], table_of(get_args(hint)[0]))
    return result_of(hint)


def _answer(found: Any) -> HttpResponse:  # noqa: ANN401 - what an action gives back
    if found is None:
        return HttpResponse(status=204)
    return answers.one(found) if isinstance(found, Kept) else answers.reply(told(found))
