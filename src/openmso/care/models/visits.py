"""The calendar: who is seen where, by whom, in which room, with what, under whom; whose visit it is stands behind the wall of charts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, whole
from openmso.foundation.rules.purposes import PLACING
from openmso.foundation.rules.sides import CHART, SHARED

KEPT: Final = ("INSERT", "UPDATE")
GIVEN_UP: Final = ("cancelled", "no_show")
"""In these states a visit takes nobody's time."""


def _taken_once(name: str, field: str) -> ExclusionConstraint:
    same = [("network", RangeOperators.EQUAL), (field, RangeOperators.EQUAL)]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, ("span", RangeOperators.OVERLAPS)],
        condition=~Q(status__in=GIVEN_UP),
    )


@walled(replace(SHARED, verbs=KEPT))
class Visit(NetworkRecord):
    """A time on the calendar of a site. It names nobody who is treated; both sides see and book it.

    `status`: booked, confirmed, arrived, in_room, done, no_show, cancelled. `mode`: in_person, telehealth; `patient_state` is where the
    patient is then. `services` are lines of the site's menu; `procedures` what they are made of, as booked. `ended_because`: a code of why
    it was given up.
    """

    site = down("structure.Site")
    person = down("workforce.Person")
    supervisor = down("workforce.Person", null=True, blank=True)
    room = down("structure.Room", null=True, blank=True)
    device = down("structure.Device", null=True, blank=True)
    services = codes()
    procedures = codes()
    span = DateTimeRangeField()
    status = code(default="booked")
    mode = code(default="in_person")
    patient_state = models.CharField(max_length=2, blank=True)
    ended_because = code(blank=True)
    booked_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            in_order("visit_in_order"),
            GistIndex(fields=["network", "site", "span"], name="visit_at_site"),
        ]
        constraints = [
            unique_code("visit_code"),
            _taken_once("visit_person_once", "person"),
            _taken_once("visit_room_once", "room"),
            _taken_once("visit_device_once", "device"),
            models.CheckConstraint(
                condition=Q(span__startswith__isnull=False, span__endswith__isnull=False),
                name="visit_has_an_end",
            ),
        ]


@walled(replace(CHART, verbs=KEPT))
class VisitPatient(NetworkRecord):
    """Whose visit it is. `code` is that of the visit."""

    visit = down("care.Visit")
    patient = down("care.Patient")

    class Meta:
        indexes = [models.Index(fields=["network", "patient"], name="visitpatient_of_patient")]
        constraints = [
            unique_code("visitpatient_code"),
            models.UniqueConstraint(fields=["network", "visit"], name="visitpatient_of_visit"),
        ]


@walled(SHARED.by(PLACING))
class ServicePlan(NetworkRecord):
    """How long a line of a menu takes, in which kind of room. `code` is that of the service; without a row it is as usual for its procedures."""

    service = down("structure.Service")
    minutes = whole()
    room_kinds = codes(default=list)

    class Meta:
        constraints = [unique_code("serviceplan_code")]


@walled(replace(CHART, verbs=KEPT))
class Wish(NetworkRecord):
    """A patient waits for a time: for these services of a site, on days from `first` to `last`, at hours they can come.

    `state`: waiting, offered (the time of `offered`, until `offered_until`), booked, withdrawn.
    """

    patient = down("care.Patient")
    site = down("structure.Site")
    services = codes()
    first = models.DateField()
    last = models.DateField()
    from_hour = whole(default=0)
    until_hour = whole(default=24)
    instead_of = down("care.Visit", null=True, blank=True)
    state = code(default="waiting")
    offered = models.JSONField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            in_order("wish_in_order"),
            models.Index(fields=["network", "site", "state"], name="wish_at_site"),
        ]
        constraints = [unique_code("wish_code")]
