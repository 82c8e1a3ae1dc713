"""Meetings of physician and clinician, of the quality committee; visits of the director to a site."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.sides import CLINICAL

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL, verbs=KEPT))
class Meeting(NetworkRecord):
    """A meeting. `kind`: director_clinician, qa_committee. `physician` meets or chairs; `attendees` are who came.

    `agenda`: `about`, `count`, `said` as the system fed it; `decisions`: `number`, `owner`, `due`, `done_on`, their words are notes.
    `signatures`: `person`, `on`. `state`: planned, held, signed.
    """

    kind = code()
    physician = down("workforce.Person")
    invited = codes()
    attendees = codes(default=list)
    planned_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    mode = code(blank=True)
    agenda = models.JSONField(default=list)
    decisions = models.JSONField(default=list)
    signatures = models.JSONField(default=list)
    activities = codes(default=list)
    state = code(default="planned")

    class Meta:
        indexes = [
            in_order("meeting_in_order"),
            models.Index(fields=["network", "physician", "planned_on"], name="meeting_of_physician"),
        ]
        constraints = [unique_code("meeting_code")]


@walled(replace(CLINICAL, verbs=KEPT))
class SiteVisit(NetworkRecord):
    """A visit of the director to a site, from in to out. `items`: `item`, `found` (good, finding, not_seen); words of findings are notes.

    `signed_on`: then it counts, as `activity`.
    """

    site = down("structure.Site")
    physician = down("workforce.Person")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    items = models.JSONField(default=list)
    signed_on = models.DateField(null=True, blank=True)
    activity = code(blank=True)

    class Meta:
        indexes = [
            in_order("sitevisit_in_order"),
            models.Index(fields=["network", "site", "came_at"], name="sitevisit_at_site"),
        ]
        constraints = [
            unique_code("sitevisit_code"),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(left_at__gt=models.F("came_at")),
                name="sitevisit_ends_after_it_began",
            ),
        ]
