"""Questions to a director, and who is away or could be reached; the words of a question stand behind the wall of charts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down, whole
from openmso.foundation.rules.sides import CLINICAL

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL, verbs=KEPT))
class Consult(NetworkRecord):
    """A question to whoever directs a site. `chart`: the opaque id of the chart it is about, if it is about one.

    `steps`: who was asked, when, and until when they answer (`to`, `at`, `due`); `due_at` is that of the last step. Its words are notes.
    """

    site = down("structure.Site")
    asked_by = down("workforce.Person")
    chart = code(blank=True)
    urgent = models.BooleanField()
    asked_at = models.DateTimeField()
    steps = models.JSONField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = down("workforce.Person", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            in_order("consult_in_order"),
            models.Index(
                fields=["network", "due_at"],
                name="consult_waits",
                condition=models.Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
            models.Index(fields=["network", "asked_at"], name="consult_by_moment"),
        ]
        constraints = [unique_code("consult_code")]


@walled(replace(CLINICAL, verbs=KEPT))
class Absence(NetworkRecord):
    """Somebody who gives authority is away on days, both counted. One that was taken back is `withdrawn_at` and counts no more."""

    person = down("workforce.Person")
    first = models.DateField()
    last = models.DateField()
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "last"], name="absence_by_day")]
        constraints = [
            unique_code("absence_code"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="absence_has_days"),
        ]


@walled(replace(CLINICAL, verbs=("INSERT",)))
class ReachTest(NetworkRecord):
    """Somebody at a site tried to reach who directs it: `minutes` until they answered, null if they did not."""

    site = down("structure.Site")
    person = down("workforce.Person")
    how = code()
    at = models.DateTimeField()
    minutes = whole(null=True, blank=True)
    tried_by = down("workforce.Person")

    class Meta:
        indexes = [models.Index(fields=["network", "person", "at"], name="reachtest_of_person")]
        constraints = [unique_code("reachtest_code")]
