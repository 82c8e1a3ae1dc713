"""The separation ledger: what was proposed, and what a licensee decided."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CLINICAL, ONLY_ADDED, SHARED


@walled(replace(SHARED, verbs=ONLY_ADDED))
class Proposal(NetworkRecord):
    """A decision that is the physicians' own was proposed: of which class (`power`), what it is `about` (nothing of a patient), from which day it is to hold.

    `actor` and `side`: who proposed it, and where they stood.
    """

    practice = down("structure.Organization")
    power = code()
    about = models.CharField(max_length=500)
    holds_on = models.DateField()
    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("proposal_in_order")]
        constraints = [unique_code("proposal_code")]


@walled(replace(CLINICAL.by(DECIDING), verbs=ONLY_ADDED))
class Ruling(NetworkRecord):
    """A licensee decided what was proposed: taken or refused, under which license, on which civil day. The business cannot write one."""

    proposal = down("compliance.Proposal")
    outcome = code()
    person = down("workforce.Person")
    license = code()
    on = models.DateField()

    class Meta:
        constraints = [
            unique_code("ruling_code"),
            models.UniqueConstraint(fields=["network", "proposal"], name="ruling_once"),
        ]
