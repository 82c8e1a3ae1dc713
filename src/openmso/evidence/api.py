"""Evidence over HTTP: documents and their bytes, legal holds, how long what is kept, and whether the chain of seals holds.

Nobody signs here: that takes a proof of who signs that is fresh, which no program can give.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from openmso.evidence import actions, queries
from openmso.foundation.api import asking, problems
from openmso.foundation.api.asks import ItsId, ask
from openmso.foundation.api.description import may_fail
from openmso.foundation.api.problems import ALTERED, GONE, ProblemError
from openmso.foundation.api.verbs import act

ACTS: Final = (
    actions.keep_document,
    actions.supersede,
    actions.attach,
    actions.tell_day,
    actions.place_hold,
    actions.release_hold,
    actions.adopt_schedule,
    actions.remove_expired,
)
QUESTIONS: Final = (
    queries.head,
    queries.verify,
    queries.holds,
    queries.schedules,
    queries.due_for_removal,
)

router = Router(tags=["evidence"], by_alias=True)
act(router, "evidence", *ACTS)
for question in QUESTIONS:
    ask(router, "evidence", question)
ask(router, "evidence", queries.documents_of, name="documents")
ask(router, "evidence", queries.document, name="document", of="id")
ask(router, "evidence", queries.signatures_of, name="signatures", of="document")
ask(router, "evidence", queries.due_of, name="due", of="id")
ask(router, "evidence", queries.holds_over, name="holds_over", of="id")


@router.get(
    "/content/{path:id}",
    response={200: None},
    operation_id="evidence_content",
    summary="Content",
    url_name="evidence-content",
    openapi_extra={
        "responses": {
            200: {
                "description": "The bytes, as they were kept.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            },
            **may_fail(problems.NOT_THERE, GONE, ALTERED, problems.INVALID)["responses"],
        }
    },
)
def content(request: HttpRequest, id: ItsId) -> HttpResponse:
    """The bytes of a document, after computing their hash again. A browser never shows them; it keeps them as a file."""
    by = asking.asking(request, "evidence")
    asking.known_only(request, ())
    try:
        data = queries.content(by, id)
    except queries.GoneError:
        raise ProblemError(GONE) from None
    except queries.AlteredError:
        raise ProblemError(ALTERED) from None
    # Whatever it is, it comes as bytes: a page that somebody uploaded must never run as ours.
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)
