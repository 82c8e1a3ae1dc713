"""Signing the exact bytes of a document."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.evidence.actions.documents import may_write
from openmso.evidence.models import Signature
from openmso.evidence.queries.documents import content, row_of
from openmso.evidence.queries.signatures import signatures_of
from openmso.evidence.rules.papers import DECIDING, Intent, LicenseInForce, Signed
from openmso.foundation.actor import Actor
from openmso.foundation.door import action, human
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import spend


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def sign(
    *,
    by: Actor,
    why: str,
    document: str,
    intent: Intent,
    on: date,
    proof: UUID,
    under: LicenseInForce | None = None,
    statement: str = "",
) -> Signed:
    """Sign a document: the bytes as they are, after computing their hash again.

    `on` is the civil day of signing; `under` the license that the room that keeps licenses found in force then, where the act asks
    for one; `proof` a fresh proof of who signs, made for `purpose_of(document)` and spent here; `statement` is what the signer
    was shown to agree to. Adopting and approving are for the side that writes such documents. Raises `NotThereError`,
    `AlteredError`, `GoneError`, `RefusedError`, `StepUpNeededError`, and `WrongHandsError`, also for a token.
    """
    user = human(by)
    row = row_of(by, document)
    if intent in DECIDING:
        may_write(by, row.wall)
    _fits(row.superseded_by, on, under)
    content(by, document)
    spent = spend(by=by, why=why, proof=proof, purpose=purpose_of(document))
    made = Signature.objects.create(
        network_id=by.network,
        code=f"sig-{uuid4().hex}",
        wall=row.wall,
        document_id=row.pk,
        sha256=row.sha256,
        user_id=user,
        person=by.person or "",
        post=by.post or "",
        intent=intent,
        statement=statement,
        license=under.id if under else "",
        license_valid=DateRange(under.span.first, under.span.until, "[)") if under else None,
        step_up=spent,
    )
    return next(one for one in signatures_of(by, document) if one.id == made.code)


def purpose_of(document: str) -> str:
    """The purpose for which somebody proves anew who they are, to sign this document."""
    return f"sign:{document}"


def _fits(superseded_by: str, on: date, under: LicenseInForce | None) -> None:
    if superseded_by:
        raise RefusedError.at(
            "document", "it was superseded; what is signed is the version in effect", f"sign {superseded_by}"
        )
    if under is not None and on not in under.span:
        raise RefusedError.at("under", f"{under.id} is not in force on {on}", "sign under a license in force")
