"""By which certificates a network's PDFs are sealed, and whether a PDF is as it was sealed."""

from __future__ import annotations

from collections.abc import Iterable

from openmso.evidence.models import PdfCertificate
from openmso.evidence.rules.seals import SealOfPdf
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


def certificates(by: Actor) -> tuple[bytes, ...]:
    """The certificates of the actor's network (DER), the one that seals now first."""
    with seeing(by):
        rows = PdfCertificate.objects.filter(network=by.network).order_by("-since", "-id")
        return tuple(bytes(one) for one in rows.values_list("der", flat=True))


def seals_of(pdf: bytes, expected: Iterable[bytes] = ()) -> tuple[SealOfPdf, ...]:
    """Every seal of a PDF, the first one first, each held against the bytes and the expected certificates (DER). Needs no database.

    Raises `files.pades.NoPdfError`, a `ValueError`.
    """
    from openmso.evidence.files import pades  # noqa: PLC0415 - slow to load, and seldom needed

    return pades.checked(pdf, expected)
