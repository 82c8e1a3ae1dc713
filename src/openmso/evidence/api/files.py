"""Documents over HTTP as the bytes they are: kept, superseded, and handed out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header
from ninja import Router

from openmso.evidence import actions, queries
from openmso.evidence.queries import KeptDocument
from openmso.foundation.actor import Actor
from openmso.foundation.api import answers, asking, problems
from openmso.foundation.api.asks import ItsId
from openmso.foundation.api.description import may_fail
from openmso.foundation.api.files import ANY, OnFile, Taking, act_on_file
from openmso.foundation.api.problems import ALTERED, GONE, ProblemError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side

DOCUMENT: Final = Taking("DOCUMENT_LIMIT", {ANY: "%PDF-1.7\n", "application/pdf": "%PDF-1.7\n"})
WRITERS: Final = (Side.BUSINESS, Side.CLINICAL)

router = Router(tags=["evidence"], by_alias=True)


def keep_file(
    *,
    by: Actor,
    why: str,
    file: Path,
    wall: str,
    kind: str,
    title: str,
    dated: date,
    name: str = "",
    of: str = "",
    id: str = "",
) -> KeptDocument:
    """Keep a document whose bytes are the body, behind a wall, as of a day; attach it to a record (`of`, the table, and `id`), if one is named.

    Whatever media type is announced, what the bytes are is looked at. `name`: what the file is called; it comes back with the bytes.
    """
    if bool(of) != bool(id):
        missing = "id" if of else "of"
        raise RefusedError.at(missing, "is missing", "name table and id of a record, or neither")
    return actions.keep_document(
        by=by,
        why=why,
        data=file.read_bytes(),
        wall=wall,
        kind=kind,
        title=title,
        dated=dated,
        name=name,
        of=[(of, id)] if of else (),
    )


def supersede_file(
    *, by: Actor, why: str, file: Path, document: str, dated: date, title: str = "", name: str = ""
) -> KeptDocument:
    """Keep the next version of a document, whose bytes are the body: behind the same wall, of the same kind, of the same records."""
    return actions.supersede(
        by=by, why=why, document=document, data=file.read_bytes(), dated=dated, title=title, name=name
    )


for filed in (keep_file, supersede_file):
    act_on_file(router, OnFile("evidence", filed, DOCUMENT, WRITERS))


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
                "content": {ANY: {"schema": {"type": "string", "format": "binary"}}},
            },
            304: {"description": "They are what you have seen."},
            **may_fail(problems.NOT_THERE, GONE, ALTERED, problems.INVALID)["responses"],
        }
    },
)
def content(request: HttpRequest, id: ItsId, seen: asking.Seen = None) -> HttpResponse:
    """The bytes of a document, after computing their hash again, with its name. A browser never shows them; it keeps them as a file.

    `ETag` is their SHA-256.
    """
    by = asking.asking(request, "evidence")
    asking.known_only(request, ())
    kept = queries.document(by, id)
    tag = answers.etag(kept.sha256)
    if not kept.removed and answers.is_seen(tag, seen):
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        data = queries.content(by, id)
    except queries.GoneError:
        raise ProblemError(GONE) from None
    except queries.AlteredError:
        raise ProblemError(ALTERED) from None
    headers = {
        "ETag": tag,
        # Whatever it is, it comes as bytes: a page that somebody uploaded must never run as ours.
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=_called(kept)) or "",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=ANY, headers=headers)


def _called(kept: KeptDocument) -> str:
    """What the file is called where it is stored: a name and no path, of signs that can be seen."""
    said = kept.name.replace("/", "_").replace("\\", "_")
    return "".join(sign for sign in said if sign.isprintable()).strip(" .") or kept.id
