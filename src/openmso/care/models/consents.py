"""What patients agree to: the wording, by version, and who signed which."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, whole
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CHART, CLINICAL


@walled(replace(CLINICAL.by(DECIDING), verbs=("INSERT", "UPDATE")))
class ConsentForm(NetworkRecord):
    """A version of a wording. `kind`: treatment (then for `procedures`), telehealth, photo, marketing, privacy, financial.

    Who signed an older version signs anew. `months`: how long a signature counts; 0 for one treatment only.
    """

    kind = code()
    title = models.CharField(max_length=200)
    version = whole()
    procedures = codes(default=list)
    text = models.TextField()
    months = whole(default=12)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("consentform_in_order")]
        constraints = [
            unique_code("consentform_code"),
            models.UniqueConstraint(
                fields=["network", "kind", "title", "version"], name="consentform_version"
            ),
        ]


@walled(replace(CHART, verbs=("INSERT", "UPDATE")))
class Consent(NetworkRecord):
    """A patient, or their guardian, signed a version. `witness`: who of medicine went through it with them. `visit`: for which, if for one only."""

    patient = down("care.Patient")
    form = down("care.ConsentForm")
    by_guardian = models.BooleanField(default=False)
    sealed = models.BinaryField(default=b"", blank=True)
    witness = down("workforce.Person")
    visit = down("care.Visit", null=True, blank=True)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "patient"], name="consent_of_patient")]
        constraints = [unique_code("consent_code")]
