"""Who adopts a law pack, and who states law over it. What is said of the law everybody may read."""

from __future__ import annotations

from openmso.foundation.actor import Actor
from openmso.foundation.rules.sides import Side
from openmso.law.models import ADOPTERS, COUNSEL


def adopts(by: Actor) -> bool:
    """Whether who acts may adopt a pack: compliance, an owner of the MSO, counsel, on the side where they do so."""
    return by.side in (Side.BUSINESS, Side.AUDITOR) and by.post in ADOPTERS


def states_law(by: Actor) -> bool:
    """Whether who acts states law over the pack: counsel."""
    return by.side is Side.AUDITOR and by.post in COUNSEL
