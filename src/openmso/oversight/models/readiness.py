"""Emergency kits with what is in them, the checks of each, and drills."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, whole
from openmso.foundation.rules.sides import CLINICAL, ONLY_ADDED

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL, verbs=KEPT))
class Kit(NetworkRecord):
    """An emergency kit and where it stands. `items`: `item`, `unit`, `least`, `have`, `lot`, `expires` (a day, or empty)."""

    site = down("structure.Site")
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=120)
    items = models.JSONField(default=list)
    seal = models.CharField(max_length=40, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("kit_in_order"), models.Index(fields=["network", "site"], name="kit_at_site")]
        constraints = [unique_code("kit_code")]


@walled(replace(CLINICAL, verbs=ONLY_ADDED))
class KitCheck(NetworkRecord):
    """Somebody looked into a kit: what was short, what had expired, and whether the seal was whole."""

    kit = down("oversight.Kit")
    on = models.DateField()
    person = down("workforce.Person", null=True, blank=True)
    missing = codes(default=list)
    expired = codes(default=list)
    sealed = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["network", "kit", "on"], name="kitcheck_of_kit")]
        constraints = [unique_code("kitcheck_code")]


@walled(replace(CLINICAL, verbs=KEPT))
class DrillLog(NetworkRecord):
    """A drill: what was played, who took part, seconds until the first treatment, and what is learned. `activity`: as oversight it counts as."""

    site = down("structure.Site")
    scenario = code()
    on = models.DateField()
    led_by = down("workforce.Person")
    people = codes()
    seconds = whole()
    lessons = models.CharField(max_length=600, blank=True)
    activity = code(blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "site", "on"], name="drilllog_at_site")]
        constraints = [unique_code("drilllog_code")]
