"""Crossing the line: from the side one stands on to another one, on a fresh proof, for a reason, on record."""

from __future__ import annotations

from uuid import UUID

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human, seeing
from openmso.foundation.models import Crossing
from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.foundation.seats import in_force
from openmso.foundation.stepup import spend


def purpose_of(to: Side) -> str:
    """For what a proof of crossing is good."""
    return f"cross:{to.value}"


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def cross(*, by: Actor, why: str, seat: UUID, to: Side, proof: UUID) -> UUID:
    """Cross to a side, at the same or another seat of one's own in this network; the id of the crossing.

    From then on the user stands there, in all their sessions. Raises `WrongHandsError` for a token, for the side one is on
    already, and for a seat that is not one's own today or has no place there; `StepUpNeededError` without a good proof.
    """
    user = human(by)
    own = in_force().filter(id=seat, user_id=user).first()
    if own is None or to not in sides_of(Post(own.post)):
        raise WrongHandsError(f"you have no such seat, or it has no place on the {to} side")
    if to is by.side:
        raise WrongHandsError(f"you are on the {to} side already")
    spent = spend(by=by, why=why, proof=proof, purpose=purpose_of(to))
    made = Crossing.objects.create(
        network_id=by.network, user_id=user, seat_id=seat, to_side=to, why=why, proof=spent
    )
    return made.id


def crossings(by: Actor) -> list[Crossing]:
    """Every crossing of the line in the actor's network, the latest first."""
    with seeing(by):
        return list(Crossing.objects.order_by("-at", "-id"))
