"""Tables of the workforce: people, what they hold, how they are engaged, what they were signed off for."""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import EffectiveRecord, in_order, never_twice, unique_code
from openmso.foundation.models.fields import code, codes, down, number, whole
from openmso.foundation.rules.purposes import DECIDING, INSURING, KEEPING_PEOPLE, SCREENING
from openmso.foundation.rules.sides import BUSINESS, CLINICAL, SHARED


@walled(SHARED.by(KEEPING_PEOPLE))
class Person(NetworkRecord):
    """A human being in the network."""

    name = models.CharField(max_length=300)
    npi = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [in_order("person_in_order")]
        constraints = [unique_code("person_code")]


@walled(SHARED.by(KEEPING_PEOPLE))
class License(EffectiveRecord):
    """A license of a person; `valid` from issue to expiry."""

    person = down("workforce.Person")
    role = code()
    state = models.CharField(max_length=2)
    number = models.CharField(max_length=100, blank=True)
    status = code()
    multistate = models.BooleanField()
    verified_on = models.DateField(null=True, blank=True)
    verified_with = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [in_order("license_in_order")]
        constraints = [
            unique_code("license_code"),
            never_twice("license_twice", "person", "role", "state", "number"),
        ]


@walled(SHARED.by(KEEPING_PEOPLE))
class Certificate(EffectiveRecord):
    """An added certificate or sub-role."""

    person = down("workforce.Person")
    kind = code()
    state = models.CharField(max_length=2, blank=True)
    number = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [in_order("certificate_in_order")]
        constraints = [unique_code("certificate_code")]


@walled(SHARED.by(KEEPING_PEOPLE))
class Experience(NetworkRecord):
    """What a person had accumulated by a day."""

    person = down("workforce.Person")
    role = code()
    on = models.DateField()
    hours = whole(null=True, blank=True)
    months = whole(null=True, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        indexes = [in_order("experience_in_order")]
        constraints = [unique_code("experience_code")]


@walled(SHARED.by(SCREENING))
class Exclusion(EffectiveRecord):
    """A confirmed exclusion of a person or an organization, by code."""

    subject = code()
    source = code()

    class Meta:
        indexes = [in_order("exclusion_in_order")]
        constraints = [unique_code("exclusion_code")]


@walled(BUSINESS.by(SCREENING))
class Screening(NetworkRecord):
    """A look into an exclusion list; `edition` is which one, where that is known."""

    subject = code()
    source = code()
    on = models.DateField()
    result = code()
    edition = code(blank=True)

    class Meta:
        indexes = [in_order("screening_in_order")]
        constraints = [unique_code("screening_code")]


@walled(BUSINESS.by(INSURING))
class Insurance(EffectiveRecord):
    """A policy that covers a person or an organization, by code."""

    subject = code()
    kind = code()
    per_claim = number(null=True, blank=True)
    aggregate = number(null=True, blank=True)
    covers = codes(null=True, blank=True)

    class Meta:
        indexes = [in_order("insurance_in_order")]
        constraints = [unique_code("insurance_code")]


@walled(BUSINESS.by(KEEPING_PEOPLE))
class Engagement(EffectiveRecord):
    """How a person works for an organization; `sites` null: all sites of the practice."""

    person = down("workforce.Person")
    organization = down("structure.Organization")
    role = code()
    kind = code()
    sites = codes(null=True, blank=True)
    fte = number()
    pay = models.JSONField(null=True, blank=True)
    reports_to = code(blank=True)

    class Meta:
        indexes = [in_order("engagement_in_order")]
        constraints = [unique_code("engagement_code")]


@walled(CLINICAL.by(DECIDING))
class Competency(EffectiveRecord):
    """A person was signed off for a procedure: a clinical decision."""

    person = down("workforce.Person")
    procedure = code()
    signed_by = code(blank=True)
    training_hours = whole(null=True, blank=True)

    class Meta:
        indexes = [in_order("competency_in_order")]
        constraints = [unique_code("competency_code")]
