"""Sealing, and raising the trail that leaves an event for every write."""

from __future__ import annotations

from django.db import connection

from openmso.evidence.models.trail import MOST_SEALED, raise_trail
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side

__all__ = ["raise_trail", "seal", "seal_all"]


@action(Side.SYSTEM)
def seal(*, by: Actor, why: str) -> int:
    """Chain the next events of the actor's network, `MOST_SEALED` at most; how many were sealed (0: nothing new)."""
    del by, why  # the door has put both into the transaction
    with connection.cursor() as cursor:
        cursor.execute("SELECT openmso_seal()")
        return int(cursor.fetchone()[0])


def seal_all(by: Actor, why: str) -> int:
    """Chain all events of the actor's network since its last seal, by one transaction after another; how many.

    Between two of them others write. What is written meanwhile may be left for the next time.
    """
    total = 0
    while sealed := seal(by=by, why=why):
        total += sealed
        if sealed < MOST_SEALED:
            break
    return total
