"""Adverse events: that one happened, how grave, who was told when; what it was stands behind the wall of charts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, whole
from openmso.foundation.rules.sides import CHART, CLINICAL

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL, verbs=KEPT))
class Event(NetworkRecord):
    """An adverse event: grade and moments, no word of a patient. `chart` is the opaque id of the chart, `act` the act it followed.

    `grave_at`: since when it is known to be grave (grade 3 and more), which a later grade may tell. `person` did it, `reported_by` said so. `contacts`: `step`, `at`, `person`, `reached`. `state`: reported, told, in_review, closed.
    """

    site = down("structure.Site")
    person = down("workforce.Person", null=True, blank=True)
    procedure = code(blank=True)
    chart = code(blank=True)
    act = code(blank=True)
    grade = whole()
    onset_at = models.DateTimeField(null=True, blank=True)
    recognized_at = models.DateTimeField()
    grave_at = models.DateTimeField(null=True, blank=True)
    treated_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField()
    reported_by = down("workforce.Person", null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_to = down("workforce.Person", null=True, blank=True)
    told_how = code(blank=True)
    contacts = models.JSONField(default=list)
    disclosed_at = models.DateTimeField(null=True, blank=True)
    disclosed_by = down("workforce.Person", null=True, blank=True)
    cause_at = models.DateTimeField(null=True, blank=True)
    cause_by = down("workforce.Person", null=True, blank=True)
    cause = code(blank=True)
    state = code(default="reported")
    outcome = code(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = down("workforce.Person", null=True, blank=True)

    class Meta:
        indexes = [
            in_order("event_in_order"),
            models.Index(fields=["network", "state"], name="event_in_state"),
            models.Index(fields=["network", "recognized_at"], name="event_by_moment"),
        ]
        constraints = [
            unique_code("event_code"),
            models.CheckConstraint(condition=models.Q(grade__gte=1, grade__lte=5), name="event_has_a_grade"),
        ]


@walled(replace(CHART, verbs=KEPT))
class EventDetail(NetworkRecord):
    """What an event was: its kind, what came with it, which product. `code` is that of the event."""

    event = down("oversight.Event")
    kind = code()
    circumstances = codes(default=list)
    product = models.CharField(max_length=120, blank=True)
    lot = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [unique_code("eventdetail_code")]


@walled(replace(CLINICAL, verbs=KEPT))
class EventReport(NetworkRecord):
    """A report to somebody outside that may be due: `to`, and whether it is a `duty` (must, may, policy, unclear), `rule` says why.

    `decision`: nothing yet, sent (when, under which number), not_needed.
    """

    event = down("oversight.Event")
    to = code()
    duty = code()
    due_at = models.DateTimeField()
    rule = models.CharField(max_length=300)
    decision = code(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = down("workforce.Person", null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            unique_code("eventreport_code"),
            models.UniqueConstraint(fields=["network", "event", "to"], name="eventreport_once"),
        ]


@walled(replace(CLINICAL, verbs=KEPT))
class EventAction(NetworkRecord):
    """What is done so that it does not happen again: who by when. `strength`: strong, medium, weak. The words are a note of the event."""

    event = down("oversight.Event")
    owner = down("workforce.Person")
    strength = code()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    works = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [unique_code("eventaction_code")]
