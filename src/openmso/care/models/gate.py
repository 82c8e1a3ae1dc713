"""The gate: what was decided before somebody was treated; and the glass that was broken to pass it."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models import Q

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.sides import CHART, CLINICAL, ONLY_ADDED


@walled(replace(CLINICAL, verbs=ONLY_ADDED))
class Passage(NetworkRecord):
    """What the gate said of one procedure of a visit, and by what. `stage`: check_in, sign, checkout. Nothing in it is of a patient.

    `wanting`: codes of what was missing or still to be shown. `chain`: the decision whole, with the digests of facts and law it was made of.
    """

    visit = down("care.Visit")
    person = down("workforce.Person")
    stage = code()
    procedure = code()
    at = models.DateTimeField()
    outcome = code()
    wanting = codes(default=list)
    chain = models.JSONField()
    facts_digest = models.CharField(max_length=64)
    law_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["network", "visit", "-at"], name="passage_of_visit")]
        constraints = [unique_code("passage_code")]


@walled(replace(CLINICAL, verbs=("INSERT", "UPDATE")))
class BrokenGlass(NetworkRecord):
    """Somebody treated although the gate said stop. `told_at`: a director was told (due within an hour); `reviewed_at`: judged (within a day).

    `verdict`: justified, not_justified. Why it was done, and what the reviewer said, stands in `GlassReason`.
    """

    visit = down("care.Visit")
    person = down("workforce.Person")
    procedures = codes()
    at = models.DateTimeField()
    director = down("workforce.Person", null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reviewer = down("workforce.Person", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    verdict = code(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["network", "at"], condition=Q(reviewed_at__isnull=True), name="brokenglass_open"
            )
        ]
        constraints = [unique_code("brokenglass_code")]


@walled(replace(CHART, verbs=ONLY_ADDED))
class GlassReason(NetworkRecord):
    """Why the glass was broken, and how it was judged, in words (sealed)."""

    glass = down("care.BrokenGlass")
    sealed = models.BinaryField()

    class Meta:
        constraints = [unique_code("glassreason_code")]
