"""Who sees and does what in finance, beyond what the wall holds."""

from __future__ import annotations

from typing import Final

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.purposes import CONTRACTING, FINANCING, OWNING, PAYING
from openmso.foundation.rules.sides import AUDITOR_POSTS, Side

SEEING: Final = CONTRACTING | PAYING | AUDITOR_POSTS
"""Whose desks show fees: who contracts, keeps the books, owns a practice, or audits."""


def draws(by: Actor) -> bool:
    """Whether they enter evidence, draw statements and bill: the finance of the business, and the system."""
    return by.side is Side.SYSTEM or (by.side is Side.BUSINESS and by.post in FINANCING)


def drawing(by: Actor) -> None:
    """Raises `WrongHandsError` for whoever does not."""
    if not draws(by):
        raise WrongHandsError("statements and bills are drawn by the finance of the management company")


def pays(by: Actor) -> bool:
    """Whether they write down transfers: the finance of the business, and owners of practices on either side."""
    return by.side is Side.SYSTEM or (by.side is not Side.AUDITOR and by.post in PAYING)


def answers(by: Actor, practice: str) -> bool:
    """Whether they answer for a practice: an owner who sits there, on the clinical side, as somebody of its people."""
    seated = by.side is Side.CLINICAL and by.post in OWNING
    return seated and bool(by.person) and by.organization == practice


def sees_fees(by: Actor) -> bool:
    """Whether their desk shows fees."""
    return by.side is Side.SYSTEM or by.post in SEEING


def seeing_fees(by: Actor) -> None:
    """Raises `WrongHandsError` for whose desk shows no fees."""
    if not sees_fees(by):
        raise WrongHandsError(
            "fees are between who contracts, who keeps the books, the owners, and who audits"
        )
