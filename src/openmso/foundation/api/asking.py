"""What a request says beside its body: who asks, why, which version they saw, and which of the query is known."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Annotated, Any, Final, cast
from urllib.parse import unquote

from django.http import HttpRequest
from ninja import Header
from pydantic import BeforeValidator, Field

from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import INVALID, NO_REASON, NO_VERSION, OUT_OF_SCOPE, ProblemError, wrong
from openmso.foundation.rules.scopes import allows

LONGEST_WHY: Final = 1500
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Why = Annotated[
    str,
    Header(
        alias="X-Why",
        pattern=r"^[!-~]([ -~]*[!-~])?$",
        max_length=LONGEST_WHY,
        description="why; it goes into the history. What is not ASCII is percent-encoded UTF-8. "
        "No patient's name or number belongs here.",
        examples=["renewed with the board"],
    ),
]


def _said(value: str | None) -> str | None:
    """A header without a value says nothing."""
    return value or None


Version = Annotated[
    Annotated[str, Field(pattern='^"[0-9a-f]{32}"$')] | None,
    BeforeValidator(_said),
    Header(
        None,
        alias="If-Match",
        description="the version that is changed, as its ETag said",
        examples=['"0f8fad5bd9cb469fa16570867728950e"'],
    ),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,100}$",
        description="a text of your own, never used before: sent again within 24 hours, the same request is answered as before "
        "and nothing is done twice",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]
Seen = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=1000,
        description="versions that are known already: if one is the present one, the answer is 304 without a body",
        examples=['"0f8fad5bd9cb469fa16570867728950e"'],
    ),
]
PageAfter = Annotated[
    str | None, Field(pattern=r"^[!-~]{1,250}$", description="from `next` of the page before")
]


def asking(request: HttpRequest, room: str, verb: str = "read") -> Actor:
    """Who asks. Raises the problem `out-of-scope` if their token was not given this room, to read or to write."""
    by = cast("Actor", request.auth)  # type: ignore[attr-defined] # Ninja sets it to what the auth callable returned
    if not allows(by.scopes, verb, room):
        raise ProblemError(OUT_OF_SCOPE, [wrong("header.Authorization", f"lacks the scope {room}:{verb}")])
    return by


def reason(why: str) -> str:
    """The reason in plain text. Raises the problem `no-reason` if nothing readable is left of it."""
    text = _CONTROL.sub(" ", unquote(why, errors="replace")).strip()
    if not text:
        raise ProblemError(NO_REASON, [wrong("header.X-Why", "is empty", "say why, for the history")])
    return text


def version(match: str | None) -> str:
    """The version that is to be changed. Raises the problem `no-version`."""
    if match is None:
        raise ProblemError(NO_VERSION, [wrong("header.If-Match", "is missing", "the ETag that was read")])
    return match.strip('"')


def known_only(request: HttpRequest, names: Collection[str], several: Collection[str] = ()) -> None:
    """Raises the problem `invalid` if the query asks for what nobody knows, or for one thing twice that is not among `several`."""
    asked: Any = request.GET
    found = [
        wrong(f"query.{name}", "is unknown", f"one of {', '.join(names)}" if names else "leave it out")
        if name not in names
        else wrong(f"query.{name}", "stands twice", "once")
        for name in asked
        if name not in names or (len(asked.getlist(name)) > 1 and name not in several)
    ]
    if found:
        raise ProblemError(INVALID, found)
