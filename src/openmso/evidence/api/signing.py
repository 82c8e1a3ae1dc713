"""Signing a document over HTTP: by whoever is there, today."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from openmso.evidence import actions
from openmso.evidence.queries import Intent, Signed
from openmso.foundation.actor import Actor


def sign(*, by: Actor, why: str, document: str, intent: Intent, proof: UUID, statement: str = "") -> Signed:
    """Sign a document: the exact bytes as they are, after computing their hash again. `statement`: what the signer was shown to agree to.

    Adopting and approving are for the side that writes such documents; what was superseded is signed no more. No license stands under it:
    where an act asks for one, `workforce/sign_under_license` finds it.
    """
    today = timezone.now().date()
    return actions.sign(
        by=by, why=why, document=document, intent=intent, on=today, proof=proof, statement=statement
    )
