"""`/fhir/R4`: what we hold, for other systems to read. Every answer is FHIR JSON, every refusal an OperationOutcome."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openmso import __version__
from openmso.care.actions.patients import hand_out
from openmso.care.queries import fhir as queries
from openmso.care.queries.fhir import NothingThereError
from openmso.care.rules.fhir.searching import (
    CHARTS,
    PARAMETERS,
    AskedWrongError,
    asked,
)
from openmso.care.rules.fhir.writing import Resource, capability, outcome, patients_in, searchset
from openmso.foundation.actor import Actor, system
from openmso.foundation.api.answers import is_seen
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.scopes import allows
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import NobodyError, actor_of

JSON: Final = "application/fhir+json; charset=utf-8"
ROOMS: Final = {
    "Practitioner": "workforce",
    "PractitionerRole": "workforce",
    "Organization": "structure",
    "Location": "structure",
}
"""The room whose scope lets a token read a type; of all others it is care."""
PUBLISHED: Final = "2026-11-26"
View = Callable[..., HttpResponse]


def answered(*methods: str) -> Callable[[View], View]:
    """Make a function an address of the server: by these methods only, errors as outcomes, nothing for strangers but what says so."""
    allowed = (*methods, "HEAD")

    def made(view: View) -> View:
        @login_not_required
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:  # noqa: ANN401 - what the address names
            request.quiet = True  # type: ignore[attr-defined] # for the session's middleware: a program is nobody at work
            if request.method not in allowed:
                return refused(
                    "not-supported", "this server is read only", 405, {"Allow": ", ".join(allowed)}
                )
            try:
                return view(request, **named)
            except NobodyError as nobody:
                return refused("login", str(nobody), 401, {"WWW-Authenticate": 'Bearer realm="openmso"'})
            except WrongHandsError as wrong:
                return refused("forbidden", str(wrong), 403)
            except NothingThereError as nothing:
                return refused("not-found", str(nothing), 404)
            except AskedWrongError as wrong:
                return refused(wrong.code, str(wrong), 400)

        return answer

    return made


@answered("GET")
def metadata(request: HttpRequest) -> HttpResponse:
    """What the server can do; open to everybody."""
    return told(capability(base_of(request), __version__, PUBLISHED, PARAMETERS))


@answered("GET")
def search(request: HttpRequest, kind: str) -> HttpResponse:
    """A page of the resources of a type that are asked for."""
    by = _reader(request, kind)
    said = asked(kind, _said(request))
    found = queries.search(by, said, _today())
    log_reading(by, kind, found.resources)
    here = request.build_absolute_uri()
    further = _further(request, found.further) if found.further else ""
    return told(searchset(base_of(request), found.resources, total=found.total, here=here, further=further))


@answered("GET")
def read(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """One resource, with its version as ETag."""
    by = _reader(request, kind)
    if asked(kind, _said(request)).said:
        raise AskedWrongError("not-supported", "who reads one resource asks nothing more of it")
    one = queries.read(by, kind, id, _today())
    tag = f'"{one["meta"]["versionId"]}"'
    if is_seen(tag, request.headers.get("If-None-Match")):
        return HttpResponse(status=304, headers={"ETag": f"W/{tag}"})
    log_reading(by, kind, [one])
    return told(one, headers={"ETag": f"W/{tag}"})


@answered("GET")
def everything(request: HttpRequest, id: str) -> HttpResponse:
    """A patient with all that is here of them: `_type` (several with commas) and `_since` narrow it."""
    by = _reader(request, "Patient")
    said = asked("Patient", _said(request), extra=("_type", "_since"))
    if {name for name, _ in said.said} - {"_type", "_since"}:
        raise AskedWrongError("not-supported", "$everything knows _type and _since")
    kinds = [kind for value in said.all("_type") for kind in value.split(",")]
    if strange := set(kinds) - PARAMETERS.keys():
        raise AskedWrongError("value", f"{min(strange)} is no type that is held here")
    found = queries.everything(by, id, _today(), kinds=kinds, since=next(iter(said.all("_since")), ""))
    log_reading(by, "everything", found)
    return told(searchset(base_of(request), found, total=len(found), here=request.build_absolute_uri()))


@answered("GET")
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that leads nowhere."""
    del request, rest
    raise NothingThereError("there is no such address; see /fhir/R4/metadata")


def _reader(request: HttpRequest, kind: str) -> Actor:
    """Who reads a type. Raises `NobodyError`, `NothingThereError` for a type that is not held, `WrongHandsError`."""
    by = actor_of(request)
    if kind not in PARAMETERS:
        raise NothingThereError(f"{kind} is not held here; see /fhir/R4/metadata")
    if not allows(by.scopes, "read", ROOMS.get(kind, "care")):
        raise WrongHandsError(f"this token lacks the scope {ROOMS.get(kind, 'care')}:read")
    if kind in CHARTS and by.side not in (Side.CLINICAL, Side.SYSTEM):
        raise WrongHandsError("charts are medicine's own: nothing of them is there for other sides")
    return by


def log_reading(by: Actor, what: str, resources: Iterable[Resource]) -> None:
    """What is handed out of patients is written down before it is."""
    whose = patients_in(resources)
    if whose:
        hand_out(
            by=system(by.network, door=by.door),
            why="read by a program",
            to=by,
            patients=whose,
            what=f"FHIR {what}",
        )


def _said(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def base_of(request: HttpRequest) -> str:
    """Where the server is."""
    return request.build_absolute_uri("/fhir/R4")


def _further(request: HttpRequest, after: str) -> str:
    said = [(name, value) for name, value in _said(request) if name != "_after"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*said, ('_after', after)])}")


def _today() -> int:
    return timezone.localdate(timezone=ZoneInfo(settings.ZONE)).toordinal()


def told(resource: Resource, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """A resource as an answer."""
    text = json.dumps(resource, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(
        text, status=status, content_type=JSON, headers={"Cache-Control": "no-store", **(headers or {})}
    )


def refused(code: str, said: str, status: int, headers: dict[str, Any] | None = None) -> HttpResponse:
    """What is wrong as an answer; `code` of the value set issue-type."""
    return told(outcome(code, said), status, headers)
