"""Errors of every kind as problems: what the request got wrong, what the rooms refuse, what the database refuses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from openmso.foundation.api import problems
from openmso.foundation.api.problems import Problem, ProblemError, StepUpWanted, Wrong, answer, wrong
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.frozen import UnknownReferenceError
from openmso.foundation.register import NotThereError, RefusedError, StaleError, broken
from openmso.foundation.stepup import StepUpNeededError

STEP_UP_PAGE: Final = "step_up"
"""The name of the address where people prove anew who they are."""
logger = logging.getLogger("openmso.api")


class UnreadableError(ValueError):
    """A body is not the JSON that it should be."""


class MediaTypeError(ValueError):
    """A body is of another media type."""


STATES: Final[Mapping[str, tuple[Problem, str]]] = {
    "23505": (problems.TAKEN, "a record with this id is there already"),
    "23P01": (problems.TAKEN, "the same thing stands there on one of these days"),
    "23503": (problems.REFERRED_TO, "a reference would lead nowhere"),
    "23001": (problems.REFERRED_TO, "a reference would lead nowhere"),
    "23514": (problems.REFUSED, "a rule of the table is against it"),
    "23502": (problems.REFUSED, "something that must be said is missing"),
    "42501": (problems.WRONG_HANDS, ""),
    "25006": (problems.WRONG_HANDS, ""),
    "40001": (problems.BUSY, ""),
    "40P01": (problems.BUSY, ""),
    "55P03": (problems.BUSY, ""),
    "57014": (problems.BUSY, ""),
}
"""What the database's own codes mean to who asked."""

MEND: Final[Mapping[str, str]] = {
    "missing": "say it",
    "extra_forbidden": "leave it out",
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "an object",
    "model_attributes_type": "an object",
    "model_type": "an object",
}
"""What mends an error of a shape, by its kind; for the others the message says it."""


def of_problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """A problem that was raised as such."""
    return answer(request, error.problem, error.errors, detail=error.detail, headers=error.headers)


def of_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What in a request differs from the description. What was sent is not repeated."""
    found = [_wrong(one) for one in error.errors]
    reason = [one for one in found if one.where == "header.X-Why"]
    return answer(request, problems.NO_REASON if reason and len(found) == 1 else problems.INVALID, found)


def _wrong(one: Mapping[str, Any]) -> Wrong:
    source, *inner = (str(part) for part in one["loc"])
    places = [source, *(inner[1:] if source == "body" and inner[:1] == ["body"] else inner)]
    said = str(one.get("msg", "")).removeprefix("Value error, ")
    kind = str(one.get("type", ""))
    return wrong(".".join(places), said[:1].lower() + said[1:], MEND.get(kind, ""))


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses: nobody asking, a body that cannot be read."""
    if isinstance(error, AuthenticationError):
        return answer(request, problems.NOBODY, headers={"WWW-Authenticate": 'Bearer realm="openmso"'})
    if isinstance(error.__cause__, MediaTypeError):
        return answer(request, problems.NO_JSON)
    detail = str(error.__cause__) if isinstance(error.__cause__, UnreadableError) else ""
    return answer(request, problems.UNREADABLE, [wrong("body", detail)] if detail else [])


def of_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body that is larger than the server takes."""
    del error
    return answer(request, problems.TOO_LARGE)


def of_nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
    """An address that leads nowhere."""
    del error
    return answer(request, problems.NO_ROUTE)


def of_hands(request: HttpRequest, error: WrongHandsError) -> HttpResponse:
    """An action of another side. The door's words name the action and the side, nothing else."""
    return answer(request, problems.WRONG_HANDS, [wrong("", str(error))])


def of_step_up(request: HttpRequest, error: StepUpNeededError) -> HttpResponse:
    """A signature without a fresh proof of who signs; with the way to one."""
    page = f"{reverse(STEP_UP_PAGE)}?{urlencode({'purpose': error.purpose})}"
    return answer(request, problems.STEP_UP, step_up=StepUpWanted(purpose=error.purpose, page=page))


def of_reason(request: HttpRequest, error: NoReasonError) -> HttpResponse:
    """An action without a reason."""
    del error
    return answer(
        request, problems.NO_REASON, [wrong("header.X-Why", "is missing", "say why, for the history")]
    )


def of_absence(request: HttpRequest, error: NotThereError) -> HttpResponse:
    """A record that is not there, or not for this side: nobody learns which."""
    del error
    return answer(request, problems.NOT_THERE)


def of_staleness(request: HttpRequest, error: StaleError) -> HttpResponse:
    """A record that somebody changed meanwhile; its present version comes along."""
    said = wrong(
        "header.If-Match", "is an older version", "the ETag of this answer, after a look at what is there"
    )
    return answer(request, problems.STALE, [said], headers={"ETag": f'"{error.now.version}"'})


def of_refusal(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """What a room refuses, fault by fault."""
    place = "body." if request.body else ""
    return answer(
        request, problems.REFUSED, [wrong(f"{place}{one.field}", one.what, one.mend) for one in error.faults]
    )


def of_reference(request: HttpRequest, error: UnknownReferenceError) -> HttpResponse:
    """A record that refers to one that is not there."""
    return answer(
        request, problems.REFUSED, [wrong("body", str(error), "the id of a record of this network")]
    )


def of_database(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """What the database refuses, by its code; its own words hold values and are not passed on."""
    code = getattr(error.__cause__, "sqlstate", None) or ""
    problem, what = STATES.get(code, (problems.BROKEN, ""))
    if problem is problems.BROKEN and code.startswith("22"):
        problem, what = problems.REFUSED, "a value does not fit"
    if problem is problems.BROKEN:
        return of_anything(request, error)
    constraint = broken(error)
    headers = {"Retry-After": "1"} if problem is problems.BUSY else {}
    return answer(
        request, problem, [wrong("body", what, f"see rule {constraint}")] if what else [], headers=headers
    )


def of_anything(request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody foresaw. Its kind and place go to the log; its words may hold what nobody should read there."""
    instance = uuid4().urn
    place, last = "", error.__traceback__
    while last is not None:
        place = f"{last.tb_frame.f_globals.get('__name__', '?')}:{last.tb_lineno}"
        last = last.tb_next
    logger.error("%s at %s: %s", type(error).__name__, place, instance)
    return answer(request, problems.BROKEN, instance=instance)
