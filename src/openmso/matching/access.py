"""Who seeks directors, beyond what the wall holds."""

from __future__ import annotations

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.purposes import APPOINTING
from openmso.foundation.rules.sides import Post, Side


def appoints(by: Actor) -> bool:
    """Whether they open needs and introduce directors: who appoints them, on either side, and the system."""
    return by.side is Side.SYSTEM or (by.side in (Side.BUSINESS, Side.CLINICAL) and by.post in APPOINTING)


def appointing(by: Actor) -> None:
    """Raises `WrongHandsError` for whoever does not."""
    if not appoints(by):
        raise WrongHandsError("directors are sought by whoever appoints them")


def sees_candidates(by: Actor) -> bool:
    """Whether they see who could take an opening, and for how much: who appoints, who pays, who audits, and the system."""
    return by.side in (Side.AUDITOR, Side.SYSTEM) or by.post in (*APPOINTING, Post.FINANCE)


def seeing_candidates(by: Actor) -> None:
    """Raises `WrongHandsError` for whoever does not."""
    if not sees_candidates(by):
        raise WrongHandsError("who could direct is for whoever appoints directors, pays them, or audits")
