"""Reading signatures, and whether the bytes that were signed are those that are kept."""

from __future__ import annotations

from hashlib import sha256

from openmso.evidence.models import Content, Signature
from openmso.evidence.queries.documents import row_of
from openmso.evidence.rules.papers import Intent, LicenseInForce, Signed
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.timeline.spans import Span


def signatures_of(by: Actor, document: str) -> tuple[Signed, ...]:
    """The signatures under a document, first to last, each compared with the bytes as they are now.

    Raises `NotThereError`.
    """
    with seeing(by):
        row = row_of(by, document)
        kept = Content.objects.filter(network=by.network, wall=row.wall, code=row.sha256).first()
        now = None if kept is None else sha256(bytes(kept.data)).hexdigest()
        rows = list(Signature.objects.filter(network=by.network, document=row.pk).order_by("at", "id"))
    return tuple(_signed(one, document, now, removed=row.removed) for one in rows)


def _signed(row: Signature, document: str, now: str | None, *, removed: bool) -> Signed:
    days = row.license_valid
    return Signed(
        id=row.code,
        document=document,
        sha256=row.sha256,
        user=str(row.user_id),
        person=row.person,
        post=row.post,
        intent=Intent(row.intent),
        statement=row.statement,
        license=LicenseInForce(row.license, Span.of(days.lower, days.upper)) if days else None,
        step_up=str(row.step_up_id),
        at=row.at,
        matches=None if removed and now is None else row.sha256 == now,
    )
