"""What hangs where: notices at sites, with the words that were put up, and the picture that shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.sides import SHARED

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(SHARED, verbs=KEPT))
class Posting(NetworkRecord):
    """A notice hangs at a place of a site since a day, with these words, until it is taken down. `photo`: the document that shows it."""

    site = down("structure.Site")
    place = models.CharField(max_length=100)
    text = models.TextField()
    photo = code(blank=True)
    since = models.DateField()
    down_on = models.DateField(null=True, blank=True)
    actor = models.CharField(max_length=40)

    class Meta:
        indexes = [in_order("posting_in_order")]
        constraints = [
            unique_code("posting_code"),
            models.UniqueConstraint(
                fields=["network", "site", "place"],
                condition=models.Q(down_on__isnull=True),
                name="posting_once_at_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(down_on__isnull=True) | models.Q(down_on__gte=models.F("since")),
                name="posting_in_order_of_days",
            ),
        ]
