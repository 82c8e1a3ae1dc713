"""Everything that can go wrong in the API, as problem documents (RFC 9457): one closed list, each with what mends it.

A problem never holds SQL, a stack, nor what somebody else wrote; it names places of the request and rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, JsonResponse
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE: Final = "application/problem+json"
PATH: Final = "problems"
"""Where the list of problems is served, below the root of the API; `type` points into it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: `name` never changes, and `meaning` says what the reader can do."""

    name: str
    status: HTTPStatus
    title: str
    meaning: str


UNREADABLE: Final = Problem(
    "unreadable", HTTPStatus.BAD_REQUEST, "Not JSON", "The body is not JSON text in UTF-8."
)
INVALID: Final = Problem(
    "invalid",
    HTTPStatus.BAD_REQUEST,
    "Not what the description allows",
    "The request differs from the description of the API; `errors` says where.",
)
NO_REASON: Final = Problem(
    "no-reason", HTTPStatus.BAD_REQUEST, "No reason given", "Every change says why, in the header X-Why."
)
NOBODY: Final = Problem(
    "nobody",
    HTTPStatus.UNAUTHORIZED,
    "Nobody is asking",
    "Sign in, or send a token that is good today: Authorization: Bearer …",
)
WRONG_HANDS: Final = Problem(
    "wrong-hands",
    HTTPStatus.FORBIDDEN,
    "Not for this side",
    "What was asked belongs to another side of the line than the one on which the seat works.",
)
STEP_UP: Final = Problem(
    "step-up-needed",
    HTTPStatus.FORBIDDEN,
    "Prove anew who you are",
    "What is signed takes a fresh proof of who signs. `step_up` names its purpose and the page that asks for it; then send the request again.",
)
OUT_OF_SCOPE: Final = Problem(
    "out-of-scope",
    HTTPStatus.FORBIDDEN,
    "Beyond the token",
    "The token was not given this; ask for one with the scope that is named.",
)
NO_CSRF: Final = Problem(
    "no-csrf",
    HTTPStatus.FORBIDDEN,
    "The form's token is missing",
    "Who is signed in by cookie sends the header X-CSRFToken with every change.",
)
NOT_THERE: Final = Problem(
    "not-there", HTTPStatus.NOT_FOUND, "Not there", "The network has no such record, or not for this side."
)
NO_ROUTE: Final = Problem(
    "no-route", HTTPStatus.NOT_FOUND, "No such address", "The API has nothing at this address."
)
NO_METHOD: Final = Problem(
    "no-method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "Not with this method",
    "The header Allow says which methods the address takes.",
)
TAKEN: Final = Problem(
    "taken",
    HTTPStatus.CONFLICT,
    "Already there",
    "Another record stands where this one would: the same id, or the same thing on the same day.",
)
REFERRED_TO: Final = Problem(
    "referred-to",
    HTTPStatus.CONFLICT,
    "Referred to",
    "Other records refer to it, or it refers to one that is not there; change those first.",
)
STALE: Final = Problem(
    "stale",
    HTTPStatus.PRECONDITION_FAILED,
    "Changed meanwhile",
    "Somebody changed the record since it was read; ETag is its present version. Read it, and decide again.",
)
GONE: Final = Problem(
    "gone",
    HTTPStatus.GONE,
    "Removed in time",
    "The bytes were removed when their time had passed; what the document was is kept.",
)
ALTERED: Final = Problem(
    "altered",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Not what it was",
    "The bytes that are kept are not those that were given. Nobody gets to see them; tell the operator of this installation.",
)
TOO_LARGE: Final = Problem(
    "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large", "Send less at once."
)
NO_JSON: Final = Problem(
    "not-json",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Another media type",
    "Send application/json; where the description names another media type, that.",
)
REFUSED: Final = Problem(
    "refused",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Refused by the rules of the trade",
    "The request is well formed and cannot be done; `errors` says what mends it.",
)
KEY_USED: Final = Problem(
    "key-used",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Idempotency key used before",
    "The same key came with another body; give every request a key of its own.",
)
NO_VERSION: Final = Problem(
    "no-version",
    HTTPStatus.PRECONDITION_REQUIRED,
    "No version given",
    "A change says which version it changes: If-Match with the ETag that was read.",
)
BROKEN: Final = Problem(
    "broken",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Our fault",
    "Nothing was changed. Tell the operator of this installation the instance.",
)
BUSY: Final = Problem(
    "busy",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Busy",
    "Two changes stood in each other's way and nothing was changed; try again.",
)
PROBLEMS: Final = (
    UNREADABLE,
    INVALID,
    NO_REASON,
    NOBODY,
    WRONG_HANDS,
    STEP_UP,
    OUT_OF_SCOPE,
    NO_CSRF,
    NOT_THERE,
    NO_ROUTE,
    NO_METHOD,
    TAKEN,
    REFERRED_TO,
    STALE,
    GONE,
    ALTERED,
    TOO_LARGE,
    NO_JSON,
    REFUSED,
    KEY_USED,
    NO_VERSION,
    BROKEN,
    BUSY,
)

WRITES: Final = (UNREADABLE, TAKEN, TOO_LARGE, NO_JSON, REFUSED)
"""What may happen to whoever writes."""
CHANGES: Final = (NOT_THERE, STALE, NO_VERSION)
"""What may happen to whoever changes what is there."""


class Wrong(BaseModel):
    """One thing that is wrong."""

    model_config = ConfigDict(extra="forbid")

    where: str = Field(description="the place in the request, such as body.person or header.If-Match")
    what: str = Field(description="what is wrong there")
    mend: str = Field(description="what would be right; empty where nobody can tell")


class StepUpWanted(BaseModel):
    """A proof that is missing."""

    model_config = ConfigDict(extra="forbid")

    purpose: str = Field(description="for what somebody has to prove anew who they are")
    page: str = Field(
        description="the address of the page that asks for it, for a browser of the same session"
    )


class ProblemDocument(BaseModel):
    """A problem (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="which problem; the list of all is served at this address")
    title: str = Field(description="the problem in a few words")
    status: int = Field(description="the status code of the response")
    detail: str = Field(description="what happened, and what can be done")
    instance: str = Field(description="names this one occurrence, in the operator's log too")
    errors: list[Wrong] = Field(description="every single thing that is wrong, where there are several")
    step_up: StepUpWanted | None = Field(
        default=None, description="the proof that is missing; there with `step-up-needed` only"
    )


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        problem: Problem,
        errors: Iterable[Wrong] = (),
        *,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.errors = list(errors)
        self.detail = detail
        self.headers = headers or {}


def wrong(where: str, what: str, mend: str = "") -> Wrong:
    """One thing that is wrong."""
    return Wrong(where=where, what=what, mend=mend)


def root_of(request: HttpRequest) -> str:
    """The root of the API that serves a request: `/api/v1/`."""
    root: str = getattr(request, "api_root", "/")
    return root


def answer(
    request: HttpRequest,
    problem: Problem,
    errors: Iterable[Wrong] = (),
    *,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    instance: str = "",
    step_up: StepUpWanted | None = None,
) -> JsonResponse:
    """The response that tells a problem. `instance` is made up if it is not given."""
    document: dict[str, Any] = {
        "type": f"{root_of(request)}{PATH}#{problem.name}",
        "title": problem.title,
        "status": int(problem.status),
        "detail": detail or problem.meaning,
        "instance": instance or uuid4().urn,
        "errors": [one.model_dump() for one in errors],
        **({"step_up": step_up.model_dump()} if step_up else {}),
    }
    return JsonResponse(document, status=problem.status, content_type=MEDIA_TYPE, headers=headers)
