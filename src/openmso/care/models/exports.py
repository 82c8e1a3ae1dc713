"""Bulk exports: who asked for which types and when is history; what was exported is there for nobody but them, sealed, for a day."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes
from openmso.foundation.rules.sides import EVERYBODY, Walled


@walled(Walled(EVERYBODY, EVERYBODY, verbs=("INSERT", "UPDATE")))
class Export(NetworkRecord):
    """An export of these types (`kinds`), of what changed `since`; it holds nothing of a patient. `actor` and `side`: for whom it is.

    `state`: waiting, done, failed, gone. `at`: as of when it tells; `until`: so long its files are kept. `counts`: how many resources by type.
    """

    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    kinds = codes()
    since = models.CharField(max_length=40, blank=True)
    request = models.CharField(max_length=1000)
    state = code(default="waiting")
    counts = models.JSONField(default=dict)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("export_in_order")]
        constraints = [unique_code("export_code")]


@walled(replace(Walled(EVERYBODY, EVERYBODY), mine=True, unseen=("sealed",)))
class ExportFile(NetworkRecord):
    """A file of an export: resources of one type, a line each, sealed. Its content is no part of the history, and it is removed when its time is over."""

    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    export = code()
    kind = code()
    number = models.PositiveIntegerField()
    resources = models.PositiveIntegerField()
    sealed = models.BinaryField()
    until = models.DateTimeField()

    class Meta:
        constraints = [unique_code("exportfile_code")]
