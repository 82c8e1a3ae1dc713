"""Who is to be where and when (shifts), and who was (presences)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.purposes import ROSTERING
from openmso.foundation.rules.sides import SHARED

KEPT: Final = ("INSERT", "UPDATE")
"""Nothing of a roster is removed: what was planned and what was so is what supervision is proved by."""


def _in_two_places(name: str, field: str, condition: Q) -> ExclusionConstraint:
    same = [("network", RangeOperators.EQUAL), ("person", RangeOperators.EQUAL)]
    return ExclusionConstraint(
        name=name, expressions=[*same, (field, RangeOperators.OVERLAPS)], condition=condition
    )


@walled(replace(SHARED.by(ROSTERING), verbs=KEPT))
class Shift(NetworkRecord):
    """Somebody is to be at a site, or reachable for it (`near`: on_site, video, phone), in `planned`. `state`: planned, cancelled."""

    person = down("workforce.Person")
    site = down("structure.Site")
    role = code(blank=True)
    near = code(default="on_site")
    planned = DateTimeRangeField()
    state = code(default="planned")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            in_order("shift_in_order"),
            GistIndex(fields=["network", "site", "planned"], name="shift_at_site"),
        ]
        constraints = [
            unique_code("shift_code"),
            _in_two_places("shift_in_two_places", "planned", Q(state="planned", near="on_site")),
        ]


@walled(replace(SHARED, verbs=KEPT))
class Presence(NetworkRecord):
    """Somebody was at a site, or reachable for it, in `span`; without an end they still are. `told`: clocked, colleague."""

    person = down("workforce.Person")
    site = down("structure.Site")
    shift = down("workforce.Shift", null=True, blank=True)
    near = code(default="on_site")
    span = DateTimeRangeField()
    told = code()
    told_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            in_order("presence_in_order"),
            GistIndex(fields=["network", "site", "span"], name="presence_at_site"),
        ]
        constraints = [
            unique_code("presence_code"),
            _in_two_places("presence_in_two_places", "span", Q(near="on_site")),
        ]
