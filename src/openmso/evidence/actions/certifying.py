"""PDFs are sealed by the network's own certificate, which is made when it is first needed, and anew when it grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from openmso.evidence.models import PdfCertificate, PdfKey
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting, action
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from openmso.foundation.sealed import seal, unseal

if TYPE_CHECKING:
    from openmso.evidence.files.pades import Credential

RENEWED: Final = timedelta(days=3 * 365)
"""A certificate seals for three of its ten years, so that every seal can be checked for seven years at least."""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
logger = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PdfSealer:
    """Seals PDFs of one network. `authority`: where timestamps come from; nowhere, if empty."""

    credential: Credential
    authority: str

    def sealed(self, pdf: bytes, reason: str) -> bytes:
        """The PDF with a seal at its end, and a timestamp if an authority gives one; where it does not, that is logged and the seal stands without."""
        from openmso.evidence.files import pades  # noqa: PLC0415 - slow to load, and seldom needed

        try:
            return pades.sealed(pdf, self.credential, reason, authority=self.authority)
        except pades.TimestampError as refused:
            logger.warning("sealed without a timestamp: %s", refused)
            return pades.sealed(pdf, self.credential, reason)


def pdf_sealer(*, by: Actor, why: str, now: datetime | None = None) -> PdfSealer:
    """By what the system seals PDFs of the network now."""
    moment = now or timezone.now()
    with acting(by, why=why):
        return PdfSealer(_credential(by=by, why=why, now=moment), settings.TIMESTAMPS)


@action(Side.SYSTEM)
def _credential(*, by: Actor, why: str, now: datetime) -> Credential:
    from openmso.evidence.files import pades  # noqa: PLC0415 - slow to load, and seldom needed

    del why
    with (
        connection.cursor() as cursor
    ):  # of two that find none, the second waits and takes what the first made
        cursor.execute(LOCK, [f"openmso_pdf_certificate:{by.network}"])
    last = PdfCertificate.objects.filter(network=by.network).order_by("-since", "-id").first()
    if last is not None and now - last.since < RENEWED:
        kept = PdfKey.objects.get(network=by.network, code=last.code)
        return pades.Credential(
            bytes(last.der), unseal(bytes(kept.sealed), bound=_bound(by.network, last.code))
        )
    made = pades.made(Network.objects.get(id=by.network).name, now)
    PdfCertificate.objects.create(
        network_id=by.network, code=made.fingerprint, der=made.certificate, since=now
    )
    PdfKey.objects.create(
        network_id=by.network,
        code=made.fingerprint,
        sealed=seal(made.key, bound=_bound(by.network, made.fingerprint)),
    )
    return made


def _bound(network: UUID, code: str) -> str:
    return f"{network}/pdfkey/{code}"
