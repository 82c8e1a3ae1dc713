"""Keeping documents. Bytes are kept once for each wall of a network; a document is never changed, only superseded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import Cursor

from openmso.evidence.models import Attachment, Content, Document
from openmso.evidence.queries.documents import row_of, told
from openmso.evidence.rules.media import is_program, media_type
from openmso.evidence.rules.papers import KeptDocument
from openmso.evidence.rules.schedules import knows_kind
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.models import NetworkRecord, WallRegistry
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import WALLS, Side, writable

STORE = (
    "INSERT INTO evidence_content (network_id, wall, code, position, data) VALUES (%s, %s, %s, 0, %b) "
    "ON CONFLICT DO NOTHING"
)
STILL = "SELECT pg_advisory_xact_lock_shared(hashtextextended('openmso_hold:' || %s, 0))"


@action(Side.BUSINESS, Side.CLINICAL)
def keep_document(
    *,
    by: Actor,
    why: str,
    data: bytes,
    wall: str,
    kind: str,
    title: str,
    dated: date,
    name: str = "",
    of: Iterable[tuple[str, str]] = (),
) -> KeptDocument:
    """Keep a document behind a wall (a name of `WALLS`), as of a day, and attach it to records (table and id).

    What the bytes are is looked at, whatever the file is called. Raises `RefusedError`, and `WrongHandsError`
    behind a wall where the actor's side does not write.
    """
    del why  # the door has put it into the transaction
    may_write(by, wall)
    if not knows_kind(kind):
        raise RefusedError.at("kind", f'"{kind}" is not known', "take a known kind, or one of your own: x_…")
    row = _kept(by, data, wall=wall, kind=kind, title=title, dated=dated, name=name, supersedes=None)
    for table, id in dict.fromkeys(of):
        _attached(by, row, table, id)
    return told(row_of(by, row.code))


@action(Side.BUSINESS, Side.CLINICAL)
def supersede(
    *, by: Actor, why: str, document: str, data: bytes, dated: date, title: str = "", name: str = ""
) -> KeptDocument:
    """Keep the next version of a document: behind the same wall, of the same kind, of the same records.

    Raises `NotThereError`, `RefusedError` if it was superseded already, and `WrongHandsError`.
    """
    del why  # the door has put it into the transaction
    old = row_of(by, document)
    may_write(by, old.wall)
    if old.superseded_by:
        raise RefusedError.at(
            "document", f"{old.superseded_by} has superseded it", f"supersede {old.superseded_by}"
        )
    row = _kept(
        by,
        data,
        wall=old.wall,
        kind=old.kind,
        title=title or old.title,
        dated=dated,
        name=name or old.name,
        supersedes=old,
    )
    for table, id in Attachment.objects.filter(document=old.pk).order_by("id").values_list("of", "code"):
        _attached(by, row, table, id)
    return told(row_of(by, row.code))


@action(Side.BUSINESS, Side.CLINICAL)
def attach(*, by: Actor, why: str, document: str, of: str, id: str) -> None:
    """Attach a document to a record: `id` in the table `of`. Attaching twice is harmless.

    Raises `NotThereError`, `RefusedError` for a record that is not there, and `WrongHandsError`.
    """
    del why  # the door has put it into the transaction
    row = row_of(by, document)
    may_write(by, row.wall)
    _attached(by, row, of, id)


def may_write(by: Actor, wall: str) -> None:
    """Raises `WrongHandsError` unless the actor's side writes documents behind this wall, `RefusedError` if there is none."""
    if wall not in WALLS:
        raise RefusedError.at("wall", f'"{wall}" is no wall', f"one of {', '.join(WALLS)}")
    if wall not in writable(by.side, WallRegistry.declared[Document]):
        raise WrongHandsError(f"to keep {wall} documents is not for the {by.side} side")


def _kept(
    by: Actor,
    data: bytes,
    *,
    wall: str,
    kind: str,
    title: str,
    dated: date,
    name: str,
    supersedes: Document | None,
) -> Document:
    _look_at(data, title)
    digest = sha256(data).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(STILL, [str(by.network)])  # else bytes of this hash could be on their way out
    if not Content.objects.filter(network=by.network, wall=wall, code=digest).exists():
        _store(by, wall, digest, data)
    return Document.objects.create(
        network_id=by.network,
        code=f"doc-{uuid4().hex}",
        wall=wall,
        kind=kind,
        title=title.strip(),
        name=name.strip(),
        dated=dated,
        sha256=digest,
        size=len(data),
        media_type=media_type(data),
        supersedes=supersedes,
    )


def _store(by: Actor, wall: str, digest: str, data: bytes) -> None:
    """Insert the bytes, unless somebody did meanwhile. As a parameter in binary: in a text they would be there many times over."""
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(STORE, [by.network, wall, digest, data])


def _look_at(data: bytes, title: str) -> None:
    limit = settings.DOCUMENT_LIMIT
    if not data:
        raise RefusedError.at("data", "the file is empty", "choose the file anew")
    if len(data) > limit:
        raise RefusedError.at(
            "data", f"{len(data):,} bytes are more than {limit:,}", "make it smaller, or split it"
        )
    if is_program(data):
        raise RefusedError.at("data", "this is a program, not a document", "choose a document")
    if not title.strip() or len(title.strip()) > 300:
        raise RefusedError.at("title", "a title has 1 to 300 characters", "say what the document is")


def _attached(by: Actor, document: Document, of: str, id: str) -> None:
    if not _is_there(by, of, id):
        raise RefusedError.at("of", f'there is no "{id}" in {of}', "name a record that is there")
    Attachment.objects.bulk_create(
        [Attachment(network_id=by.network, wall=document.wall, document_id=document.pk, of=of, code=id)],
        ignore_conflicts=True,
    )


def _is_there(by: Actor, of: str, id: str) -> bool:
    """Whether a record is there for the actor. Rooms above this one are asked by their tables' names only."""
    for model in apps.get_models():
        if model._meta.db_table == of and issubclass(model, NetworkRecord) and model in WallRegistry.declared:
            if by.side not in WallRegistry.declared[model].read:
                return False
            return model._default_manager.filter(network=by.network, code=id).exists()
    return False
