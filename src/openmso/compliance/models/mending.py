"""What is done about findings: tasks with their words, waivers, and what the house says of a control."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.sides import EVERYBODY, ONLY_ADDED, SHARED, Post, Walled

KEPT: Final = ("INSERT", "UPDATE")
WAIVING: Final = frozenset({Post.COMPLIANCE, Post.COUNSEL})
"""Who may let a finding stand for a while; a must only counsel."""
RULING: Final = WAIVING | {Post.MSO_OWNER, Post.PHYSICIAN_OWNER}
"""Who says how a control is kept here."""


@walled(replace(SHARED, verbs=KEPT))
class Task(NetworkRecord):
    """Somebody mends what a control finds about a record. `record`: the one at fault; `what`: the finding in words when it was taken up.

    `state`: open, gone (the control finds it no more), closed. `returned`: how often it came back. With `corrective` it takes a cause and an
    action, and is closed by somebody else who saw that it stayed mended. Days are of the installation.
    """

    control = code()
    record = code()
    severity = code()
    what = models.TextField()
    owner = down("workforce.Person")
    due = models.DateField()
    state = code(default="open")
    corrective = models.BooleanField(default=False)
    cause = models.TextField(blank=True)
    action = models.TextField(blank=True)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=40)
    gone_on = models.DateField(null=True, blank=True)
    returned = models.PositiveIntegerField(default=0)
    verified_by = down("workforce.Person", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    told_late_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("task_in_order")]
        constraints = [
            unique_code("task_code"),
            models.UniqueConstraint(
                fields=["network", "control", "record"],
                condition=~models.Q(state="closed"),
                name="task_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by__isnull=True) | ~models.Q(verified_by=models.F("owner")),
                name="task_verified_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_on__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_on__isnull=True)),
                name="task_closed_on_a_day",
            ),
        ]


@walled(replace(SHARED, verbs=ONLY_ADDED))
class TaskNote(NetworkRecord):
    """Somebody's words about a task; nobody changes or removes them. They name no patient."""

    task = down("compliance.Task")
    text = models.TextField()
    actor = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["network", "task", "at"], name="tasknote_in_order")]
        constraints = [unique_code("tasknote_code")]


@walled(Walled(EVERYBODY, EVERYBODY, verbs=KEPT, posts=WAIVING))
class Waiver(NetworkRecord):
    """What a control finds about a record may stand for a while: who said so, as what, why, and through which day. It ends by itself, or when it is taken back."""

    control = code()
    record = code()
    severity = code()
    because = models.TextField()
    actor = models.CharField(max_length=40)
    post = code()
    since = models.DateField()
    last = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("waiver_in_order")]
        constraints = [
            unique_code("waiver_code"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("since")), name="waiver_in_order_of_days"
            ),
            # The law forbids what a must finds: whether it may stand is counsel's word.
            models.CheckConstraint(
                condition=~models.Q(severity="must") | models.Q(post="counsel"),
                name="waiver_of_a_must_by_counsel",
            ),
        ]


@walled(Walled(EVERYBODY, EVERYBODY, verbs=KEPT, posts=RULING))
class ControlRule(NetworkRecord):
    """How a control is kept in this network; `code` is the control's. `days`: to mend what it finds; `applies` is false where it was said why it does not."""

    owner = down("workforce.Person", null=True, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)
    applies = models.BooleanField(default=True)
    because = models.TextField(blank=True)
    actor = models.CharField(max_length=40)
    said_on = models.DateField()

    class Meta:
        constraints = [
            unique_code("controlrule_code"),
            models.CheckConstraint(
                condition=models.Q(applies=True) | ~models.Q(because=""), name="controlrule_says_why"
            ),
        ]
