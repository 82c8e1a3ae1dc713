"""Sealing, and raising the trail that leaves an event for every write."""

from __future__ import annotations

from django.db import connection

from openmso.evidence.models.trail import raise_trail
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side

__all__ = ["raise_trail", "seal"]


@action(Side.SYSTEM)
def seal(*, by: Actor, why: str) -> int:
    """Chain the events of the actor's network since its last seal; how many were sealed (0: nothing new)."""
    del by, why  # the door has put both into the transaction
    with connection.cursor() as cursor:
        cursor.execute("SELECT openmso_seal()")
        return int(cursor.fetchone()[0])
