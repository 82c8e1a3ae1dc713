"""Binders: who asked for which and when is history, with the digest of its manifest; its file is there for nobody but them, sealed, for a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models.functions import Now

from openmso.compliance.rules.binders import ASKERS
from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code
from openmso.foundation.rules.sides import EVERYBODY, Post, Walled

POSTS: Final = frozenset(Post(one) for one in ASKERS)


@walled(Walled(EVERYBODY, EVERYBODY, verbs=("INSERT", "UPDATE"), posts=POSTS))
class Binder(NetworkRecord):
    """A binder of a scope and a period that was asked for. `actor`, `side`, `seat`: for whom it is, and whose rights it is read with.

    `state`: waiting, making, done, failed, gone. `doing`: what is made now; `made` of `parts` are. `manifest`: the SHA-256 of its
    manifest; `head`: how far the history was sealed; `until`: so long its file is kept.
    """

    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    seat = models.CharField(max_length=40)
    scope = code()
    first = models.DateField()
    last = models.DateField()
    state = code(default="waiting")
    doing = models.CharField(max_length=80, blank=True)
    made = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    manifest = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("binder_in_order")]
        constraints = [unique_code("binder_code")]


@walled(replace(Walled(EVERYBODY, EVERYBODY), mine=True, unseen=("sealed",)))
class BinderFile(NetworkRecord):
    """The archive of a binder, sealed; `code` is that of the binder. Its content is no part of the history, and it is removed when its time is over."""

    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    sealed = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        constraints = [unique_code("binderfile_code")]
