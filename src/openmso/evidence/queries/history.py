"""Checking the chain of seals, the rows against their history, and the bytes against their hashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from openmso.evidence.models import Event, Seal
from openmso.evidence.rules.heads import Head
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.models import Network, WallRegistry


@dataclass(frozen=True, slots=True)
class Astray:
    """A row that differs from its history, or bytes that differ from their hash: in which table, its id, what is wrong."""

    table: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a network found: the first seal that does not hold, with why, and rows that differ from their history.

    `head` is number and digest of the last seal. Who cuts off the end of a chain and seals anew
    can be found out only by a head that was kept elsewhere.
    """

    seals: int
    events: int
    unsealed: int
    broken: tuple[int, str] | None
    head: str
    astray: tuple[Astray, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every seal holds, and every row and document is what its history says."""
        return self.broken is None and not self.astray

    def sentence(self) -> str:
        """What was found, in words; what is astray line by line, the first `SHOWN` of it."""
        if self.holds:
            counted = f"{self.events} events under {self.seals} seals, {self.unsealed} not sealed yet"
            return f"holds: {counted}; head {self.head}"
        lines = []
        if self.broken is not None:
            number, what = self.broken
            lines.append(f"BROKEN at seal {number} of {self.seals}: {what}")
        if self.astray:
            lines.append(f"ASTRAY: {len(self.astray)} records differ from their history")
            lines += [f"  {one.table} {one.id}: {one.what}" for one in self.astray[:SHOWN]]
            lines += [f"  and {len(self.astray) - SHOWN} more"] if len(self.astray) > SHOWN else []
        return "\n".join(lines)


SHOWN = 20
"""So many records that differ are named on the terminal."""


def head(by: Actor) -> str:
    """Number and digest of the last seal of the actor's network, to be kept elsewhere; "none" if there is none."""
    with seeing(by):
        last = Seal.objects.filter(network=by.network).order_by("number").last()
    return f"{last.number}:{bytes(last.digest).hex()}" if last else "none"


def lost(by: Actor, kept: Iterable[Head]) -> tuple[str, ...]:
    """Which heads that were kept elsewhere the chain of the actor's network does not hold, in words.

    Each is a seal that was cut off, or sealed anew over other events.
    """
    with seeing(by):
        seals = {one.number: bytes(one.digest).hex() for one in Seal.objects.filter(network=by.network)}
    return tuple(
        f"seal {one.number}, kept on {one.at.date()}, {'is not the same' if one.number in seals else 'is gone'}"
        for one in kept
        if seals.get(one.number) != one.digest
    )


def verify(by: Actor) -> Verification:
    """Compute every seal of the actor's network again from its events.

    Finds any event altered, removed, added or moved below the last seal, any seal altered, or removed from before another,
    any row that was written past its history, and any bytes that are not what their hash says. For the system and for
    auditors, who count events of tables that they may not read.
    """
    with seeing(by):
        seals = list(Seal.objects.filter(network=by.network).order_by("number"))
        broken, previous, above, checked = None, None, 0, 0
        for expected, one in enumerate(seals, start=1):
            broken = _fault(one, expected, above) or _digest_fault(one, previous, above)
            if broken:
                break
            previous, above, checked = bytes(one.digest), one.last_event, checked + one.events
        unsealed = Event.objects.filter(
            network=by.network, id__gt=seals[-1].last_event if seals else 0
        ).count()
        return Verification(len(seals), checked, unsealed, broken, head(by), _astray())


def _astray() -> tuple[Astray, ...]:
    told = [model._meta.db_table for model, wall in WallRegistry.declared.items() if not wall.silent]
    tables = sorted([Network._meta.db_table, *told])
    found: list[Astray] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT code, record, what FROM openmso_astray(%s::regclass) ORDER BY 1, 2", [table]
            )
            found += [Astray(table, code or str(record), what) for code, record, what in cursor.fetchall()]
        cursor.execute("SELECT code, what FROM openmso_untrue() ORDER BY 1, 2")
        found += [Astray("bytes", code, what) for code, what in cursor.fetchall()]
    return tuple(found)


def _fault(seal: Seal, expected: int, above: int) -> tuple[int, str] | None:
    if seal.number != expected:
        return expected, "the seal is missing"
    if seal.first_event != above + 1:
        return seal.number, "the seal does not begin where the one before it ends"
    return None


def _digest_fault(seal: Seal, previous: bytes | None, above: int) -> tuple[int, str] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT events, digest FROM openmso_digest(%s, %s, %s, %s, %s)",
            [previous, seal.number, seal.at, above, seal.last_event],
        )
        events, digest = cursor.fetchone()
    if events != seal.events:
        return seal.number, f"{seal.events} events were sealed, {events} are there"
    if bytes(digest) != bytes(seal.digest):
        return seal.number, "an event is not what it was when it was sealed"
    return None
