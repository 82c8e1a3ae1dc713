"""Papers of oversight: appointments, agreements, delegations, protocols, standing orders, and activities.

All are decisions of medicine: the business sees them and writes none.
"""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import EffectiveRecord, in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, number, whole
from openmso.foundation.rules.purposes import APPOINTING, DECIDING
from openmso.foundation.rules.sides import CLINICAL, SHARED


@walled(SHARED.by(APPOINTING))
class Appointment(EffectiveRecord):
    """The office of a medical director, given by the practice; both sides keep its terms."""

    person = down("workforce.Person")
    practice = down("structure.Organization")
    kind = code()
    sites = codes(null=True, blank=True)
    signatures = models.JSONField(default=list)
    pay = models.JSONField(null=True, blank=True)
    hours_per_month = number(null=True, blank=True)
    duties = codes(default=list)
    backup = code(blank=True)

    class Meta:
        indexes = [in_order("appointment_in_order")]
        constraints = [unique_code("appointment_code")]


@walled(CLINICAL.by(DECIDING))
class Agreement(EffectiveRecord):
    """A collaborative, supervision or prescriptive agreement of an NP or PA with a physician."""

    physician = down("workforce.Person")
    person = down("workforce.Person")
    kind = code()
    sites = codes(null=True, blank=True)
    procedures = codes(null=True, blank=True)
    signatures = models.JSONField(default=list)
    fte = number()
    prescribes = models.BooleanField()
    reviewed_on = models.JSONField(default=list)
    filed_on = models.DateField(null=True, blank=True)
    substitute = code(blank=True)
    chart_review_pct = whole(null=True, blank=True)
    meeting_every_days = whole(null=True, blank=True)

    class Meta:
        indexes = [in_order("agreement_in_order")]
        constraints = [
            unique_code("agreement_code"),
            models.CheckConstraint(
                condition=~models.Q(physician=models.F("person")), name="agreement_with_another"
            ),
        ]


@walled(CLINICAL.by(DECIDING))
class Delegation(EffectiveRecord):
    """A physician delegates procedures at sites to a person."""

    physician = down("workforce.Person")
    person = down("workforce.Person")
    procedures = codes()
    sites = codes(null=True, blank=True)
    signatures = models.JSONField(default=list)
    attests = codes(default=list)
    supervision = code(blank=True)

    class Meta:
        indexes = [in_order("delegation_in_order")]
        constraints = [unique_code("delegation_code")]


@walled(CLINICAL.by(DECIDING))
class Protocol(EffectiveRecord):
    """How a procedure is done at sites of a practice."""

    practice = down("structure.Organization")
    procedures = codes()
    version = models.CharField(max_length=40)
    sites = codes(null=True, blank=True)
    signatures = models.JSONField(default=list)
    reviewed_on = models.JSONField(default=list)

    class Meta:
        indexes = [in_order("protocol_in_order")]
        constraints = [unique_code("protocol_code")]


@walled(CLINICAL.by(DECIDING))
class StandingOrder(EffectiveRecord):
    """An order in advance."""

    prescriber = down("workforce.Person")
    practice = down("structure.Organization")
    procedures = codes()
    roles = codes()
    sites = codes(null=True, blank=True)
    signatures = models.JSONField(default=list)
    reviewed_on = models.JSONField(default=list)

    class Meta:
        indexes = [in_order("standing_order_in_order")]
        constraints = [unique_code("standing_order_code")]


@walled(CLINICAL.by(DECIDING))
class Activity(NetworkRecord):
    """Oversight that was done on a day."""

    kind = code()
    physician = down("workforce.Person")
    on = models.DateField()
    person = code(blank=True)
    site = code(blank=True)
    reviewed = whole(null=True, blank=True)
    population = whole(null=True, blank=True)
    minutes = whole(null=True, blank=True)

    class Meta:
        indexes = [in_order("activity_in_order")]
        constraints = [unique_code("activity_code")]
