"""Seats in a network, fresh proofs of who somebody is, and every crossing of the line."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models.fields import down
from openmso.foundation.models.people import User
from openmso.foundation.models.records import Network, UuidV7, walled
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import BOTH, EVERYBODY, ONLY_ADDED, Post, Side, Walled

SIDES = [(side.value, side.value) for side in Side]


@walled(Walled(EVERYBODY, BOTH, ("INSERT", "UPDATE (until)")))
class Seat(models.Model):
    """A user's place in an organization of a network. `person` is who they are among its people, if anybody.

    Which side may fill which posts is in `rules.seating`; the row policies of this table are made of it.
    """

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=30, choices=[(post.value, post.value) for post in Post])
    organization = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="seat_ends_not_before_it_begins",
            ),
            ExclusionConstraint(
                name="seat_one_user_a_person",
                expressions=[
                    ("network", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("user", RangeOperators.NOT_EQUAL),
                ],
                condition=~models.Q(person=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.post}"


@walled(Walled(EVERYBODY, EVERYBODY, ("INSERT", "UPDATE (spent_at)")))
class StepUp(models.Model):
    """A user proved anew who they are, for one purpose. It lasts minutes and is spent once."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    method = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Method])
    at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.method} for {self.purpose}"


@walled(Walled(EVERYBODY, EVERYBODY, ONLY_ADDED, own=True))
class Crossing(models.Model):
    """Somebody crossed the line, to which side and why, on which proof. Nobody changes or removes one."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seat = down("foundation.Seat")
    to_side = models.CharField(max_length=10, choices=SIDES)
    why = models.TextField()
    proof = models.OneToOneField(StepUp, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.user_id} to {self.to_side}"
