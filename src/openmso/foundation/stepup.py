"""Proving anew who one is, for one purpose: crossing the line, signing, making a token.

The front door makes a proof (`prove`) once it has seen a password, a code or a passkey, and keeps its id in the session.
What needs one asks for it (`require`) and spends it (`spend`) in the transaction it serves: if that fails, the proof is still good.
A proof belongs to one user in one network, serves one purpose, lasts five minutes and is spent once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.door import action, human, seeing
from openmso.foundation.models import StepUp
from openmso.foundation.rules.proofs import Method, enough_for
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import NobodyError, seated

LASTS: Final = timedelta(minutes=5)
KEPT: Final = "openmso_proofs"
"""Where the session keeps the ids of proofs by purpose."""


class StepUpNeededError(Exception):
    """There is no good proof for this purpose: the user has to prove anew who they are."""

    def __init__(self, purpose: str) -> None:
        """For which purpose."""
        super().__init__("prove anew who you are")
        self.purpose = purpose


@action(*Side)
def prove(*, by: Actor, why: str, purpose: str, method: Method) -> UUID:
    """Record that the actor proved who they are just now. For the front door, which has seen the proof; never for a token."""
    del why  # the door has put it into the transaction
    made = StepUp.objects.create(
        network_id=by.network,
        user_id=human(by),
        purpose=purpose,
        method=method,
        expires_at=timezone.now() + LASTS,
    )
    return made.id


@action(*Side)
def spend(*, by: Actor, why: str, proof: UUID, purpose: str) -> StepUp:
    """Spend a proof of the actor, once; of two who spend it at the same time, one is refused.

    Raises `StepUpNeededError` if it is spent, too old, somebody else's, for another purpose, or too weak for it; `WrongHandsError`
    for a token.
    """
    del why  # the door has put it into the transaction
    if not _good(by, proof, purpose).update(spent_at=Now()):
        raise StepUpNeededError(purpose)
    return StepUp.objects.get(id=proof)


def keep(request: HttpRequest, purpose: str, proof: UUID) -> None:
    """Keep a proof in the session until it is asked for."""
    request.session[KEPT] = {**request.session.get(KEPT, {}), purpose: str(proof)}


def require(request: HttpRequest, purpose: str, by: Actor | None = None) -> UUID:
    """The id of an unspent proof of the session's actor for this purpose. `by`: that actor, where the caller has seen them seated.

    Raises `StepUpNeededError`, and `NobodyError` if no seat is taken: a token never proves who holds it.
    """
    by = by or seated(request)
    if by is None:
        raise NobodyError("sign in and take a seat")
    kept = request.session.get(KEPT, {}).get(purpose)
    if kept is not None:
        with seeing(by):
            if _good(by, UUID(kept), purpose).exists():
                return UUID(kept)
    raise StepUpNeededError(purpose)


def _good(by: Actor, proof: UUID, purpose: str) -> QuerySet[StepUp]:
    return StepUp.objects.filter(
        id=proof,
        user_id=human(by),
        purpose=purpose,
        method__in=enough_for(purpose),
        spent_at__isnull=True,
        expires_at__gt=Now(),
    )
