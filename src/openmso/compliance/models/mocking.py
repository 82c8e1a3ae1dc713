"""The mock audit of a month: which acts were drawn by which seed, and what was found when they were walked."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import down, whole
from openmso.foundation.rules.sides import ONLY_ADDED, SYSTEM_ONLY


@walled(replace(SYSTEM_ONLY, verbs=ONLY_ADDED))
class MockAudit(NetworkRecord):
    """A month of a practice: of `population` acts the walked ones (`walks`: act, who, procedure, site, moment, what was found). The system alone draws, once, and nobody changes it."""

    practice = down("structure.Organization")
    first = models.DateField()
    seed = models.CharField(max_length=64)
    population = whole()
    walks = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [in_order("mockaudit_in_order")]
        constraints = [
            unique_code("mockaudit_code"),
            models.UniqueConstraint(fields=["network", "practice", "first"], name="mockaudit_once_a_month"),
        ]
