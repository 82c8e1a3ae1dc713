"""What credentialing keeps beside the records of the core: who somebody is, who looked where, what was warned of.

These tables name people and licenses by code, like exclusions do: what was looked up and warned of stays when the record
itself is struck.
"""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, codes, whole
from openmso.foundation.rules.sides import BUSINESS, OFFICE


@walled(OFFICE)
class Identity(NetworkRecord):
    """What tells a person from a namesake: the day of birth, other names. `code` is the person's."""

    born = models.DateField(null=True, blank=True)
    other_names = codes()

    class Meta:
        constraints = [unique_code("identity_code")]


@walled(BUSINESS)
class Verification(NetworkRecord):
    """Somebody looked a license up at a source. `differs`: what the source said otherwise, field by field."""

    license = code()
    person = code()
    on = models.DateField()
    source = code()
    looked_by = models.CharField(max_length=200)
    result = code()
    differs = models.JSONField()
    document = code(blank=True)
    reference = models.CharField(max_length=200, blank=True)
    next_due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [unique_code("verification_code")]


@walled(BUSINESS)
class Notice(NetworkRecord):
    """A warning that a record ends: raised once for each record, its end, and each lead time (`threshold`, days)."""

    kind = code()
    record = code()
    subject = code()
    ends = models.DateField()
    threshold = whole()
    raised_on = models.DateField()

    class Meta:
        constraints = [unique_code("notice_code")]
