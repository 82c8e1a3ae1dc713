"""The log of a director's time."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CLINICAL


@walled(replace(CLINICAL.by(DECIDING), verbs=("INSERT", "UPDATE")))
class TimeEntry(NetworkRecord):
    """Time that somebody spent on a duty of their office. `on`: the civil day; `activity`: as it counts among what was done.

    `said` names no patient. One that was taken back is `withdrawn_at` and counts no more.
    """

    person = down("workforce.Person")
    appointment = code()
    duty = code()
    site = down("structure.Site", null=True, blank=True)
    span = DateTimeRangeField()
    on = models.DateField()
    said = models.CharField(max_length=500)
    activity = code()
    logged_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            in_order("timeentry_in_order"),
            models.Index(fields=["network", "person", "on"], name="timeentry_of_person"),
        ]
        constraints = [
            unique_code("timeentry_code"),
            ExclusionConstraint(
                name="timeentry_once",
                expressions=[("person", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
