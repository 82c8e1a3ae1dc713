"""`/fhir/R4/$export` and `/fhir/R4/Patient/$export`: everything at once, as the Bulk Data Access IG has it.

Asked for with `Prefer: respond-async`; made by a job; read by whoever asked and by nobody else; gone after a day, or when they delete it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from openmso.care.actions.exporting import BusyError, ask_for_export, take_back
from openmso.care.api.fhir import ROOMS, answered, base_of, log_reading, refused, told
from openmso.care.queries.fhir import exporting as queries
from openmso.care.rules.fhir.searching import CHARTS, PARAMETERS, AskedWrongError
from openmso.care.rules.fhir.writing import outcome
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.scopes import allows
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import actor_of

NDJSON: Final = "application/fhir+ndjson"
FORMATS: Final = frozenset({NDJSON, "application/ndjson", "ndjson"})
KNOWN: Final = ("_outputFormat", "_since", "_type")
POLL: Final = "5"
"""After so many seconds a client asks again."""


@answered("GET")
def system_export(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may read."""
    return _begun(request, tuple(PARAMETERS))


@answered("GET")
def patient_export(request: HttpRequest) -> HttpResponse:
    """Everything of all patients: for medicine."""
    return _begun(request, CHARTS)


@csrf_exempt  # a session is refused below: a token comes with no cookie that could be ridden on
@answered("GET", "DELETE")
def status(request: HttpRequest, code: str) -> HttpResponse:
    """How an export stands: being made, done (with its files), or failed. DELETE takes it back."""
    by = actor_of(request)
    if request.method == "DELETE":
        if by.scopes is None:
            raise WrongHandsError("an export is deleted with a token")
        take_back(by=by, why="deleted by whoever asked for it", export=code)
        return told(outcome("informational", "the export is deleted", severity="information"), 202)
    found = queries.standing(by, code, timezone.now())
    if found.state == "waiting":
        return HttpResponse(
            status=202, headers={"X-Progress": "being made", "Retry-After": POLL, "Cache-Control": "no-store"}
        )
    if found.state == "failed" or found.at is None or found.until is None:
        return refused("exception", "the export could not be made; ask for it anew", 500)
    manifest = {
        "transactionTime": found.at.astimezone(UTC).isoformat(),
        "request": found.request,
        "requiresAccessToken": True,
        "output": [
            {
                "type": one.kind,
                "url": f"{base_of(request)}/bulk/{found.code}/{one.kind}.{one.number}.ndjson",
                "count": one.resources,
            }
            for one in found.files
        ],
        "error": [],
    }
    return HttpResponse(
        json.dumps(manifest),
        content_type="application/json",
        headers={"Expires": http_date(found.until.timestamp()), "Cache-Control": "no-store"},
    )


@answered("GET")
def file(request: HttpRequest, code: str, kind: str, number: int) -> HttpResponse:
    """A file of an export."""
    by = actor_of(request)
    _may_read(by, kind)
    content = queries.file_of(by, code, kind, number, timezone.now())
    if kind in CHARTS:
        log_reading(by, f"bulk {kind}", (json.loads(line) for line in content.splitlines() if line))
    return HttpResponse(content, content_type=NDJSON, headers={"Cache-Control": "no-store"})


def _begun(request: HttpRequest, within: tuple[str, ...]) -> HttpResponse:
    by = actor_of(request)
    kinds, since = _asked(request, by, within)
    try:
        code = ask_for_export(
            by=by, why="a bulk export", kinds=kinds, since=since, request=request.build_absolute_uri()
        )
    except BusyError as busy:
        return refused("throttled", str(busy), 429, {"Retry-After": POLL})
    at = f"{base_of(request)}/bulk/{code}"
    return told(
        outcome("informational", "the export is being made", severity="information"),
        202,
        {"Content-Location": at},
    )


def _asked(request: HttpRequest, by: Actor, within: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Which types, and since when. Raises `AskedWrongError`, `WrongHandsError`."""
    preferred = {one.strip() for one in request.headers.get("Prefer", "").replace(";", ",").split(",")}
    if "respond-async" not in preferred:
        raise AskedWrongError("required", "an export is asked for with the header Prefer: respond-async")
    if (strange := set(request.GET) - set(KNOWN)) and "handling=lenient" not in preferred:
        raise AskedWrongError("not-supported", f"{min(strange)} is not known; known are {', '.join(KNOWN)}")
    if request.GET.get("_outputFormat", NDJSON).replace(" ", "+") not in FORMATS:
        raise AskedWrongError("not-supported", f"files are {NDJSON}")
    named = [one for value in request.GET.getlist("_type") for one in value.split(",") if one]
    if strange := set(named) - set(within):
        raise AskedWrongError("not-supported", f"{min(strange)} is nothing that this export holds")
    for kind in named:
        _may_read(by, kind)
    kinds = tuple(dict.fromkeys(named)) or tuple(one for one in within if _reads(by, one))
    if not kinds:
        _may_read(by, within[0])
    return kinds, _since(request.GET.get("_since", ""))


def _since(text: str) -> str:
    """A moment with its offset, as it was said. Raises `AskedWrongError`."""
    if not text:
        return ""
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        raise AskedWrongError(
            "value", "_since is a moment with its offset, such as 2026-11-24T14:10:00-06:00"
        )
    return at.isoformat()


def _reads(by: Actor, kind: str) -> bool:
    medicine = by.side in (Side.CLINICAL, Side.SYSTEM)
    return allows(by.scopes, "read", ROOMS.get(kind, "care")) and (medicine or kind not in CHARTS)


def _may_read(by: Actor, kind: str) -> None:
    if not _reads(by, kind):
        raise WrongHandsError(f"{kind} is not there for this side, or beyond the scopes of this token")
