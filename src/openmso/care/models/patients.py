"""Patients, and who pays for them: nothing of them is there for the business, and what names them is sealed to its row."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.sides import CHART, ONLY_ADDED


@walled(CHART)
class Patient(NetworkRecord):
    """Somebody who is treated. `code` is opaque and says nothing of them; `site` is where they mostly come.

    `identity` is sealed; `marks` are blind marks of all by which somebody is looked for. `status`: active, inactive, died. One who was entered twice
    is `merged_into` the other: nothing moves, both are read as one, and it can be undone.
    """

    site = down("structure.Site", null=True, blank=True)
    status = code(default="active")
    identity = models.BinaryField(default=b"", blank=True)
    marks = codes(default=list)
    merged_into = down("care.Patient", null=True, blank=True)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            in_order("patient_in_order"),
            GinIndex(fields=["marks"], name="patient_by_mark"),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="patient_merged"
            ),
        ]
        constraints = [unique_code("patient_code")]


@walled(replace(CHART, verbs=("INSERT", "UPDATE")))
class Coverage(NetworkRecord):
    """Who pays for a patient, from a day to a day. `kind`: self_pay, insurance, membership; `sealed`: payer, plan, number, subscriber."""

    patient = down("care.Patient")
    kind = code()
    sealed = models.BinaryField(default=b"", blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "patient"], name="coverage_of_patient")]
        constraints = [unique_code("coverage_code")]


@walled(replace(CHART, verbs=ONLY_ADDED))
class Opening(NetworkRecord):
    """Somebody opened something of a patient. With `glass` they had no part in the treatment and said why (`reason`, sealed)."""

    patient = down("care.Patient")
    person = code(blank=True)
    user = models.UUIDField(null=True, blank=True)
    post = code(blank=True)
    door = code(blank=True)
    what = code()
    at = models.DateTimeField()
    glass = models.BooleanField(default=False)
    reason = models.BinaryField(default=b"", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["network", "patient", "-at"], name="opening_of_patient"),
            models.Index(fields=["network", "-at"], condition=Q(glass=True), name="opening_by_glass"),
        ]
        constraints = [unique_code("opening_code")]
