"""Signing over HTTP: whoever signs is there themselves, and has proved anew who they are, for this purpose, on the page that asks for it.

What is signed is done first and the proof spent behind it, in one transaction: a proof is asked for only where nothing else is
against it, and stays good where something is.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from openmso.foundation import stepup
from openmso.foundation.actor import Actor
from openmso.foundation.door import human
from openmso.foundation.stepup import StepUpNeededError


@dataclass(frozen=True, slots=True)
class Shown:
    """What the session has to show for a purpose: the id of a proof that is good now, or None."""

    purpose: str
    proof: UUID | None

    @property
    def id(self) -> UUID:
        """The proof's id, or one that is good for nothing: whoever spends it says so."""
        return self.proof or UUID(int=0)

    def spend(self, by: Actor, why: str) -> None:
        """Spend the proof. Raises `StepUpNeededError`."""
        stepup.spend(by=by, why=why, proof=self.id, purpose=self.purpose)


def shown(request: HttpRequest, by: Actor, purpose: str) -> Shown:
    """What the session of this actor has to show. Raises `WrongHandsError` for a token: it never signs."""
    human(by)
    try:
        return Shown(purpose, stepup.require(request, purpose))
    except StepUpNeededError:
        return Shown(purpose, None)
