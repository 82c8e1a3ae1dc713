"""Documents: what they are, their bytes by content hash, what they belong to. None of it is ever changed.

Each row says behind which wall it stands; a row refers only to rows behind the same wall. A new version is a new
document that supersedes the old one. Bytes are kept once for each wall of a network, so that neither side learns by
the storage that the other has the same file.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, down, whole
from openmso.foundation.rules.sides import ADDED_AND_REMOVED, BOTH, EVERYBODY, ONLY_ADDED, WALLS, Walled

KEPT = Walled(EVERYBODY, BOTH, ONLY_ADDED, by_row=True)
BYTES = Walled(EVERYBODY, BOTH, ADDED_AND_REMOVED, by_row=True, unseen=("data",))
"""Bytes stay out of the history, which holds their hash: else what is removed in time would stay there for ever."""


def wall_of_row() -> models.CharField[Any, Any]:
    """The column that says behind which wall a row stands."""
    return models.CharField(max_length=10, choices=[(name, name) for name in WALLS])


def sha256() -> models.CharField[Any, Any]:
    """A SHA-256 in hexadecimal."""
    return models.CharField(max_length=64)


@walled(KEPT)
class Document(NetworkRecord):
    """A document as it was kept. `dated` is the day it is of, `name` what its file was called."""

    wall = wall_of_row()
    kind = code()
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=300, blank=True)
    dated = models.DateField()
    sha256 = sha256()
    size = whole()
    media_type = models.CharField(max_length=100)
    supersedes = down("self", null=True)
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("document_code"),
            # Two versions of the same document cannot both be the next one.
            models.UniqueConstraint(fields=["supersedes"], name="document_is_superseded_once"),
        ]
        indexes = [models.Index(fields=["network", "wall", "sha256"], name="document_by_bytes")]


@walled(BYTES)
class Content(NetworkRecord):
    """Bytes; `code` is their SHA-256, and the database refuses any other."""

    wall = wall_of_row()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "wall", "code"], name="content_is_kept_once"),
            models.CheckConstraint(
                condition=Q(code=Func(Func(F("data"), function="sha256"), Value("hex"), function="encode")),
                name="content_is_what_its_hash_says",
            ),
        ]


@walled(KEPT)
class Attachment(NetworkRecord):
    """A document belongs to a record: `code` is the record's, `of` the table it is kept in."""

    wall = wall_of_row()
    document = down("Document")
    of = code()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "of", "code"], name="document_is_attached_once")
        ]
        indexes = [models.Index(fields=["network", "of", "code"], name="attachment_of_record")]
