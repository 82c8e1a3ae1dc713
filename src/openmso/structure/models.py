"""Tables of the structure: entities, owners, officers, sites, menus, rooms, devices, registrations, management agreements."""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import walled
from openmso.foundation.models.effective import EffectiveRecord, in_order, never_twice, unique_code
from openmso.foundation.models.fields import code, codes, down, number, whole
from openmso.foundation.rules.purposes import CONTRACTING, GOVERNING, PLACING
from openmso.foundation.rules.sides import BUSINESS, SHARED


@walled(SHARED.by(GOVERNING))
class Organization(EffectiveRecord):
    """A legal entity; `valid` from its formation to its dissolution."""

    name = models.CharField(max_length=300)
    kind = code()
    form = code()
    state = models.CharField(max_length=2)
    qualified_in = codes(default=list)
    investor = code(blank=True)

    class Meta:
        indexes = [in_order("organization_in_order")]
        constraints = [unique_code("organization_code")]


@walled(SHARED.by(GOVERNING))
class Ownership(EffectiveRecord):
    """A share of an organization. The owner, a person or an organization, is held by its code."""

    organization = down("structure.Organization")
    owner = code()
    percent = number()
    transfer_restricted_by = code(blank=True)
    proxy_to = code(blank=True)

    class Meta:
        indexes = [in_order("ownership_in_order")]
        constraints = [
            unique_code("ownership_code"),
            never_twice("ownership_twice", "organization", "owner"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="ownership_percent"
            ),
        ]


@walled(SHARED.by(GOVERNING))
class Office(EffectiveRecord):
    """A person governs an organization."""

    organization = down("structure.Organization")
    person = code()
    title = code()

    class Meta:
        indexes = [in_order("office_in_order")]
        constraints = [unique_code("office_code")]


@walled(SHARED.by(PLACING))
class Site(EffectiveRecord):
    """Where a practice treats; `valid` from opening to closing."""

    name = models.CharField(max_length=300)
    practice = down("structure.Organization")
    state = models.CharField(max_length=2)
    zone = models.CharField(max_length=60)
    kind = code()
    setting = code()
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    county = models.CharField(max_length=100, blank=True)
    med_spa = models.BooleanField()

    class Meta:
        indexes = [in_order("site_in_order")]
        constraints = [unique_code("site_code")]


@walled(SHARED.by(PLACING))
class Service(EffectiveRecord):
    """A line of a menu."""

    site = down("structure.Site")
    name = models.CharField(max_length=300)
    procedures = codes()

    class Meta:
        indexes = [in_order("service_in_order")]
        constraints = [unique_code("service_code")]


@walled(SHARED.by(PLACING))
class Room(EffectiveRecord):
    """A room of a site in which people are treated. `kind`: treatment, procedure, consult, laser, infusion."""

    site = down("structure.Site")
    name = models.CharField(max_length=300)
    kind = code()

    class Meta:
        indexes = [in_order("room_in_order")]
        constraints = [unique_code("room_code"), never_twice("room_twice", "site", "name")]


@walled(SHARED.by(PLACING))
class Device(EffectiveRecord):
    """A device of a site, and which procedures it serves. It stands in `room`, or goes where it is wanted."""

    site = down("structure.Site")
    room = down("structure.Room", null=True, blank=True)
    name = models.CharField(max_length=300)
    serial = models.CharField(max_length=100, blank=True)
    procedures = codes()
    service_due_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("device_in_order")]
        constraints = [unique_code("device_code"), never_twice("device_twice", "site", "name", "serial")]


@walled(SHARED.by(PLACING))
class Registration(EffectiveRecord):
    """A filing of a site, an organization, a person or an agreement, held by the holder's code."""

    holder = code()
    kind = code()
    number = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("registration_in_order")]
        constraints = [unique_code("registration_code")]


@walled(BUSINESS.by(CONTRACTING))
class Msa(EffectiveRecord):
    """A management services agreement. Fee terms, signatures, services and clauses are kept as written."""

    mso = down("structure.Organization")
    practice = down("structure.Organization")
    fee = models.JSONField()
    signatures = models.JSONField(default=list)
    services = models.JSONField(default=list)
    reserved_powers = codes(default=list)
    clauses = models.JSONField(default=dict)
    governing_law = models.CharField(max_length=2, blank=True)
    baa_signed_on = models.DateField(null=True, blank=True)
    funds_account_owner = code(blank=True)
    funds_account_controlled_by = code(blank=True)
    term_years = whole(null=True, blank=True)
    auto_renews_without_notice = models.BooleanField(null=True, blank=True)
    termination_penalty_months = number(null=True, blank=True)

    class Meta:
        indexes = [in_order("msa_in_order")]
        constraints = [unique_code("msa_code")]
