"""What other systems sent: each resource as it came, sealed; what a code of theirs means here; and when what was brought in."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CHART

NEVER_REMOVED = replace(CHART.by(DECIDING), verbs=("INSERT", "UPDATE"))


@walled(NEVER_REMOVED)
class Exchange(NetworkRecord):
    """Files of another system (`source`) that were laid before us. `counts` by type; `state`: looked_at, applied.

    `files`: name and document of each file, where they are kept here.
    """

    source = code()
    files = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    state = code()
    began_at = models.DateTimeField(db_default=Now(), editable=False)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("exchange_in_order")]
        constraints = [unique_code("exchange_code")]


@walled(replace(NEVER_REMOVED, unseen=("raw",)))
class Outside(NetworkRecord):
    """A resource of another system as it came (`raw`, sealed). One that comes again with other content is a new row, and this one not `current` any more.

    `outside`: its id there; `digest` of its content; `marks`: blind marks of all by which it is referred to or looked for; `day`: of which day
    it tells. `state`: kept, aside (a type that is kept as it came and not read), rejected (`faults`: path and what).
    `waits`: what it still wants: link, code, patient, person, site, hour. `ours`: the person or site that it is with us; `act`: the act of
    oversight that came of it; `wanted`: codes that mean nothing here yet.
    """

    exchange = down("care.Exchange")
    source = code()
    kind = code()
    outside = models.CharField(max_length=200)
    current = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    raw = models.BinaryField()
    marks = codes(default=list)
    day = models.DateField(null=True, blank=True)
    state = code()
    waits = code(blank=True)
    faults = models.JSONField(default=list)
    wanted = models.JSONField(default=list)
    patient = down("care.Patient", null=True, blank=True)
    ours = code(blank=True)
    act = code(blank=True)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["marks"], name="outside_by_mark"),
            models.Index(fields=["network", "patient", "kind"], name="outside_of_patient"),
            models.Index(fields=["network", "kind", "code"], name="outside_of_kind"),
            models.Index(fields=["network", "waits"], condition=~Q(waits=""), name="outside_that_waits"),
        ]
        constraints = [
            unique_code("outside_code"),
            models.UniqueConstraint(
                fields=["network", "source", "kind", "outside"],
                condition=Q(current=True),
                name="outside_is_current_once",
            ),
        ]


@walled(CHART.by(DECIDING))
class ProcedureCode(NetworkRecord):
    """What a code of a system means here: a procedure of the closed list, or `none` for no act of it. `code` is a digest of both."""

    system = code()
    number = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True)
    procedure = code()

    class Meta:
        constraints = [
            unique_code("procedurecode_code"),
            models.UniqueConstraint(fields=["network", "system", "number"], name="procedurecode_once"),
        ]
