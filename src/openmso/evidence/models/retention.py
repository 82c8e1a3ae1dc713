"""How long documents are kept, what their time counts from, what was removed in time, and what must not be removed."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now

from openmso.evidence.models.documents import KEPT, sha256, wall_of_row
from openmso.evidence.rules.schedules import Confidence, Moment
from openmso.foundation.models import NetworkRecord, User, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import codes, down, whole
from openmso.foundation.rules.sides import EVERYBODY, ONLY_ADDED, SHARED, Side, Walled

SIDES = [(side.value, side.value) for side in Side]
MOMENTS = [(one.value, one.value) for one in Moment]


@walled(SHARED)
class Schedule(NetworkRecord):
    """How long the network keeps documents of a kind, beyond what is built in; `code` is the kind's, `source` says why."""

    years = whole()
    after = codes()
    source = models.TextField()
    confidence = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Confidence])
    note = models.TextField(blank=True)

    class Meta:
        constraints = [unique_code("schedule_of_kind")]


@walled(KEPT)
class Milestone(NetworkRecord):
    """A day from which the time of a document counts: that it went out of effect, that somebody left."""

    wall = wall_of_row()
    document = down("Document")
    moment = models.CharField(max_length=20, choices=MOMENTS)
    day = models.DateField()

    class Meta:
        constraints = [unique_code("milestone_code")]


@walled(KEPT)
class Removal(NetworkRecord):
    """What is left of a document whose bytes were removed in time: what, when, by whom, under which rule."""

    wall = wall_of_row()
    document = down("Document")
    sha256 = sha256()
    due_on = models.DateField()
    rule = models.TextField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("removal_code"),
            models.UniqueConstraint(fields=["document"], name="document_is_removed_once"),
        ]


@walled(Walled(EVERYBODY, EVERYBODY, ONLY_ADDED))
class Hold(NetworkRecord):
    """A legal hold. It covers what fits all of its limits: records (`table:id`), kinds of documents, days of documents."""

    matter = models.CharField(max_length=300)
    records = codes(null=True)
    kinds = codes(null=True)
    days = DateRangeField(null=True)
    side = models.CharField(max_length=10, choices=SIDES)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [unique_code("hold_code")]


@walled(Walled(EVERYBODY, EVERYBODY, ONLY_ADDED))
class Release(NetworkRecord):
    """A hold was released."""

    hold = down("Hold")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("release_code"),
            models.UniqueConstraint(fields=["hold"], name="hold_is_released_once"),
        ]
