"""What was done to patients, as oversight sees it: who, which procedure, where, when, on whose authority; never to whom."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.sides import CLINICAL


@walled(replace(CLINICAL, verbs=("INSERT", "UPDATE")))
class Act(NetworkRecord):
    """A line of treatment that was done. `chart` is the opaque id under which whoever holds the chart finds it.

    `on` is the civil day at the site. `source`: where the chart is kept, `care` or the name of another system. `marks` say what a
    draw of charts has to know: `minor`, `controlled`, `high_dose`, `off_protocol`, `adverse_event`, `break_glass`.
    `outcome` and `chain` are the decision as it was when it was acted on, with the digests of what it was made of.
    """

    person = down("workforce.Person")
    site = down("structure.Site")
    procedure = code()
    service = code(blank=True)
    at = models.DateTimeField()
    on = models.DateField()
    chart = code()
    source = code(default="care")
    patient_state = models.CharField(max_length=2, blank=True)
    marks = codes(default=list)
    outcome = code(blank=True)
    standing = code(blank=True)
    chain = models.JSONField(null=True, blank=True)
    facts_digest = models.CharField(max_length=64, blank=True)
    law_digest = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            in_order("act_in_order"),
            models.Index(fields=["network", "person", "on"], name="act_of_person"),
            models.Index(fields=["network", "site", "on"], name="act_at_site"),
            models.Index(fields=["network", "chart"], name="act_of_chart"),
        ]
        constraints = [unique_code("act_code")]
