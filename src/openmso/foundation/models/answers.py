"""Answers that were given to requests with an idempotency key, so that the same request is answered alike and done once."""

from __future__ import annotations

from django.db import models

from openmso.foundation.models.records import Network, UuidV7, walled
from openmso.foundation.rules.sides import EVERYBODY, Walled


class Acting(models.Func):
    """What the door had put into the transaction before there were passes: a migration remembers it."""

    function = "current_setting"
    output_field = models.CharField()


@walled(Walled(EVERYBODY, EVERYBODY, mine=True, silent=True))
class Answered(models.Model):
    """One answer: who asked (`actor`, the id of a user or empty) on which side, what and with which key; until when it is kept.

    It is for nobody but them, and no part of the history: that what was asked for was done stands there already.
    """

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    route = models.CharField(max_length=500)
    key = models.CharField(max_length=100)
    digest = models.BinaryField()
    status = models.PositiveSmallIntegerField(db_default=0)
    headers = models.JSONField(db_default=models.Value({}, models.JSONField()))
    body = models.TextField(db_default="")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "actor", "side", "route", "key"], name="answered_once")
        ]

    def __str__(self) -> str:
        return self.route
