"""Reading documents. A document behind a wall that the actor may not look over is not there."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from openmso.evidence.models import Attachment, Content, Document, Removal
from openmso.evidence.rules.papers import KeptDocument
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError


class AlteredError(Exception):
    """The bytes that are kept are not those that the document's hash names. Nobody gets to see them as the document."""


class GoneError(Exception):
    """The bytes were removed in time; what the document was is kept."""


def document(by: Actor, id: str) -> KeptDocument:
    """The document with this id. Raises `NotThereError`, also for one that the actor's side may not see."""
    with seeing(by):
        return told(row_of(by, id))


def documents_of(by: Actor, of: str, id: str, *, with_old: bool = False) -> tuple[KeptDocument, ...]:
    """The documents that belong to a record, `id` in the table `of`, newest day first; `with_old`: superseded ones, too."""
    with seeing(by):
        of_record = Attachment.objects.filter(network=by.network, of=of, code=id)
        rows = rows_of(by).filter(pk__in=of_record.values("document"))
        if not with_old:
            rows = rows.filter(superseded_by=None)
        return tuple(told(row) for row in rows.order_by("-dated", "-id"))


def content(by: Actor, id: str) -> bytes:
    """The bytes of a document, after computing their hash again.

    Raises `NotThereError`, `GoneError` if they were removed in time, and `AlteredError` if they are not what they were.
    """
    with seeing(by):
        row = row_of(by, id)
        if row.removed:
            raise GoneError(f'the bytes of document "{id}" were removed in time')
        kept = Content.objects.filter(network=by.network, wall=row.wall, code=row.sha256).first()
    data = b"" if kept is None else bytes(kept.data)
    if kept is None or sha256(data).hexdigest() != row.sha256:
        raise AlteredError(f'the bytes of document "{id}" are not what they were when it was kept')
    return data


def rows_of(by: Actor) -> QuerySet[Any]:
    """The documents of the actor's network, with the version after each and whether its bytes were removed."""
    next_one = Document.objects.filter(supersedes=OuterRef("pk")).values("code")[:1]
    return (
        Document.objects.filter(network=by.network)
        .select_related("supersedes")
        .annotate(
            superseded_by=Subquery(next_one), removed=Exists(Removal.objects.filter(document=OuterRef("pk")))
        )
    )


def row_of(by: Actor, id: str) -> Any:  # noqa: ANN401 - a document with what `rows_of` adds
    """The row of a document. Inside the door only. Raises `NotThereError`."""
    found = rows_of(by).filter(code=id).first()
    if found is None:
        raise NotThereError(KeptDocument, id)
    return found


def told(row: Any) -> KeptDocument:  # noqa: ANN401 - a document with what `rows_of` adds
    """A row of `rows_of` as it is handed out."""
    return KeptDocument(
        id=row.code,
        wall=row.wall,
        kind=row.kind,
        title=row.title,
        name=row.name,
        dated=row.dated,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        kept_at=row.kept_at,
        supersedes=row.supersedes.code if row.supersedes else "",
        superseded_by=row.superseded_by or "",
        removed=row.removed,
    )
