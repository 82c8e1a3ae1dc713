"""The protocol library: texts by layer and version, and who has read which."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models import Q

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CLINICAL, ONLY_ADDED


@walled(replace(CLINICAL.by(DECIDING), verbs=("INSERT", "UPDATE")))
class ProtocolText(NetworkRecord):
    """A version of a text; once published only its end is written. `layer`: master, state (of `state`), location (of `site`).

    `text`: what all versions of one text share. `sections` by name, `limits` as `rules.library.Limits` keeps them.
    """

    text = code()
    layer = code()
    title = models.CharField(max_length=200)
    procedures = codes()
    state = models.CharField(max_length=2, blank=True)
    site = down("structure.Site", null=True, blank=True)
    version = models.CharField(max_length=20)
    sections = models.JSONField()
    limits = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField()
    published_by = down("workforce.Person")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("protocoltext_in_order")]
        constraints = [
            unique_code("protocoltext_code"),
            models.UniqueConstraint(fields=["network", "text", "version"], name="protocoltext_version"),
            models.UniqueConstraint(
                fields=["network", "text"],
                condition=Q(ended_at__isnull=True),
                name="protocoltext_in_force_once",
            ),
        ]


@walled(replace(CLINICAL, verbs=ONLY_ADDED))
class ReadAndSign(NetworkRecord):
    """Somebody has read a version and will keep to it."""

    text = down("oversight.ProtocolText")
    person = down("workforce.Person")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            unique_code("readandsign_code"),
            models.UniqueConstraint(fields=["text", "person"], name="readandsign_once"),
        ]
