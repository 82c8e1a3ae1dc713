"""Events: one row for every row that was written, made by a trigger and by nothing else. Seals chain them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmso.foundation.models import Network
from openmso.foundation.models.fields import ThisTransaction, TransactionField


class Event(models.Model):
    """One change of one row. `readers` are the database roles that may read the row's table.

    `transaction` tells whether a snapshot sees the event; it is no part of what is sealed, for a restored database counts anew.
    """

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=80)
    record = models.UUIDField()
    code = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=30, blank=True)
    side = models.CharField(max_length=10)
    door = models.CharField(max_length=60, blank=True)
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    readers = ArrayField(models.CharField(max_length=40))
    transaction = TransactionField(db_default=ThisTransaction(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["network", "table", "record", "id"], name="event_of_record"),
            # What people know a record by: asked for with every history.
            models.Index(fields=["network", "table", "code", "id"], name="event_of_code"),
            # Without it, sealing a quiet network would look at the events of all busy ones.
            models.Index(fields=["network", "id"], name="event_of_network"),
            models.Index(fields=["network", "transaction"], name="event_of_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.table} {self.code}"


class Seal(models.Model):
    """A link of the chain of one network: the digest of the previous seal and of the events since."""

    id = models.BigAutoField(primary_key=True)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    events = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="seals_are_numbered_once")]

    def __str__(self) -> str:
        return f"seal {self.number}"
