"""Signatures: who signed which exact bytes, meaning what, under which license, proved how. Nobody changes one."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now

from openmso.evidence.models.documents import sha256, wall_of_row
from openmso.evidence.rules.papers import Intent
from openmso.foundation.models import NetworkRecord, StepUp, User, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.sides import EVERYBODY, ONLY_ADDED, Side, Walled

SIGNING = Walled(
    EVERYBODY, frozenset({Side.BUSINESS, Side.CLINICAL, Side.AUDITOR}), ONLY_ADDED, by_row=True, own=True
)
"""People sign, the system never does, and nobody for somebody else or at another time than now: the database looks."""


@walled(SIGNING)
class Signature(NetworkRecord):
    """A signature under a document. `license` and its days are as the room that keeps licenses found them then.

    One proof of who signs (`step_up`) is good for one signature.
    """

    wall = wall_of_row()
    document = down("Document")
    sha256 = sha256()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = code(blank=True)
    post = models.CharField(max_length=30)
    intent = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Intent])
    statement = models.TextField(blank=True)
    license = code(blank=True)
    license_valid = DateRangeField(null=True)
    step_up = models.OneToOneField(StepUp, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [unique_code("signature_code")]
