"""Signing under a license: the room that keeps licenses says under which, and whether it is in force."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from openmso.authority.facts.people import License
from openmso.authority.holdings import GOOD_STATUSES
from openmso.evidence.actions import sign
from openmso.evidence.queries import Intent, LicenseInForce, Signed
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce.queries.deciding import day_at, where_they_work
from openmso.workforce.queries.register import one


@action(Side.BUSINESS, Side.CLINICAL)
def sign_under_license(
    *, by: Actor, why: str, document: str, intent: Intent, license: str, proof: UUID, statement: str = ""
) -> Signed:
    """Sign a document under a license of one's own that is in force on the civil day where the signer works.

    `statement`: what the signer was shown to agree to; `proof` as `evidence.actions.sign` takes it. Raises as that does, and
    `RefusedError` for a license of somebody else, one that is not in force, or of no good standing.
    """
    held = one(by, License, license).record
    if not by.person or held.person != by.person:
        raise RefusedError.at("license", f"{license} is not yours", "sign under a license of your own")
    if held.status not in GOOD_STATUSES:
        raise RefusedError.at(
            "license", f"{license} is {held.status}", "sign under a license in good standing"
        )
    sites = where_they_work(by, by.person)
    today = day_at(sites[0]) if sites else timezone.now().date()
    if today not in held.span:
        raise RefusedError.at(
            "license", f"{license} is not in force on {today}", "sign under a license in force"
        )
    return sign(
        by=by,
        why=why,
        document=document,
        intent=intent,
        on=today,
        under=LicenseInForce(held.id, held.span),
        proof=proof,
        statement=statement,
    )
