"""Exclusion lists: the editions that were looked into, and who in them may be somebody of the network."""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, codes, whole
from openmso.foundation.rules.sides import BUSINESS, OFFICE


@walled(BUSINESS)
class Edition(NetworkRecord):
    """An edition of a list that was looked into; `digest` is the SHA-256 of the file as it came.

    `scope`: full, or a supplement with the changes of a month. `rejects`: rows that could not be read.
    """

    source = code()
    scope = code()
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    rows = whole()
    rejects = whole()

    class Meta:
        constraints = [unique_code("edition_code")]


@walled(OFFICE)
class Match(NetworkRecord):
    """A row of a list that may be a person or an organization of the network; a human settles it.

    `pair` is a digest of both as they were compared: the same pair is never raised again, a changed one is. `listed` is the
    row as published. `state`: open, cleared, confirmed, lapsed. `made_exclusion`: whether confirming it made the exclusion, or
    found it on record.
    """

    subject = code()
    source = code()
    edition = code()
    pair = models.CharField(max_length=64)
    listing = models.CharField(max_length=64)
    listed = models.JSONField()
    score = whole()
    how = code()
    because = codes()
    found_on = models.DateField()
    state = code()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_why = models.TextField(blank=True)
    exclusion = code(blank=True)
    made_exclusion = models.BooleanField(default=False)

    class Meta:
        constraints = [unique_code("match_code")]
