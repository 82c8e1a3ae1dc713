"""By what a network seals its PDFs: certificates, for everybody to compare with, and their keys, sealed, for nobody but the system."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.rules.sides import ONLY_ADDED, SYSTEM_ONLY, Side, Walled

KEY: Final = Walled(frozenset({Side.SYSTEM}), frozenset({Side.SYSTEM}), ONLY_ADDED, unseen=("sealed",))
"""A key is no part of the history, and for no side there."""


@walled(replace(SYSTEM_ONLY, verbs=ONLY_ADDED))
class PdfCertificate(NetworkRecord):
    """A certificate of the network's own making, in DER; `code` is its SHA-256. The last one seals, from `since` on; earlier ones are compared with for ever."""

    der = models.BinaryField()
    since = models.DateTimeField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("pdfcertificate_in_order")]
        constraints = [unique_code("pdfcertificate_code")]


@walled(KEY)
class PdfKey(NetworkRecord):
    """The private key of the certificate of the same `code`, sealed to its row."""

    sealed = models.BinaryField()

    class Meta:
        constraints = [unique_code("pdfkey_code")]
