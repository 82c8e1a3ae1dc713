"""The API at `/api/v1/`: the rooms put together, what it says of itself, and the page to try it on."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from pydantic import BaseModel, ConfigDict

from openmso import __version__
from openmso.evidence import api as evidence
from openmso.finance import api as finance
from openmso.foundation.api import access
from openmso.foundation.api.auth import Session, Token
from openmso.foundation.api.interface import Interface
from openmso.foundation.api.problems import PROBLEMS
from openmso.law import api as law
from openmso.matching import api as matching
from openmso.oversight import api as oversight
from openmso.structure import api as structure
from openmso.web.words import worded
from openmso.workforce import api as workforce

ABOUT: Final = """\
The records of a network of medical practices and their management organization, and what is done with them.

**Who asks.** A token (`Authorization: Bearer oms_…`) or the session of somebody who took a seat. Each works on one side of one
network: of other networks nothing is there, and what belongs to the other side is refused.

**Why.** Every change says why, in the header `X-Why`; it goes into the history.

**Which version.** A record's `ETag` is its version. A change names the version it changes in `If-Match`: without it 428, and 412 if
somebody changed the record meanwhile.

**Once.** With an `Idempotency-Key`, a `POST` that is sent again within 24 hours is answered as before, and nothing is done twice.

**When it goes wrong** the answer is a problem document (RFC 9457); all of them are listed under `/api/v1/problems`. 400 is for what this
description does not allow, 422 for what the rules of the trade refuse.

Decimals are text, days are `2026-11-20`, spans of days are `{"since": …, "until": …}`, where `until` is the first day on which it no longer holds.
What was not said is null."""


class Described(Interface):
    """The interface, with the network file's words for the fields of its records."""

    def describe(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - Ninja's own
        """The description, field by field in the words of the network file."""
        return worded(super().describe(**options))


class ProblemKind(BaseModel):
    """A kind of problem."""

    model_config = ConfigDict(extra="forbid")

    name: str
    status: int
    title: str
    meaning: str


api = Described(
    title="OpenMSO",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    auth=[Token(), Session()],
    docs=Swagger({"docExpansion": "none", "persistAuthorization": False, "validatorUrl": None}),
)


@api.get(
    "/problems",
    auth=None,
    response=list[ProblemKind],
    operation_id="problems",
    summary="List problems",
    tags=["about"],
)
def every_problem(request: HttpRequest) -> list[dict[str, Any]]:
    """Every kind of problem that an answer can tell, and what can be done about it. The `type` of a problem points here."""
    del request
    return [
        {"name": one.name, "status": int(one.status), "title": one.title, "meaning": one.meaning}
        for one in PROBLEMS
    ]


api.add_router("/foundation", access.router)
api.add_router("/evidence", evidence.router)
api.add_router("/law", law.router)
api.add_router("/structure", structure.router)
api.add_router("/workforce", workforce.router)
api.add_router("/oversight", oversight.router)
api.add_router("/finance", finance.router)
api.add_router("/matching", matching.router)
