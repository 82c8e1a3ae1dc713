"""Sealing."""

from __future__ import annotations

from django.db import connection

from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side


@action(Side.SYSTEM)
def seal(*, by: Actor, why: str) -> int:
    """Chain the events of the actor's network since its last seal; how many were sealed (0: nothing new)."""
    del why  # the door has put it into the history
    with connection.cursor() as cursor:
        cursor.execute("SELECT openmso_seal(%s)", [by.network])
        return int(cursor.fetchone()[0])
