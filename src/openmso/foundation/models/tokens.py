"""Tokens of the API: one seat, one side, some scopes, for a time. Only a digest is kept."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models.fields import codes, down
from openmso.foundation.models.people import User
from openmso.foundation.models.records import Network, UuidV7, walled
from openmso.foundation.models.seats import SIDES
from openmso.foundation.rules.sides import EVERYBODY, Walled


@walled(Walled(EVERYBODY, EVERYBODY, ("INSERT", "UPDATE (last_used_on, revoked_at)"), unseen=("digest",)))
class Token(models.Model):
    """A token, known by its first characters (`prefix`) and checked by its digest. It is revoked, never removed."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seat = down("foundation.Seat")
    side = models.CharField(max_length=10, choices=SIDES)
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    scopes = codes()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"
