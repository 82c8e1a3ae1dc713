"""Reading the history, and checking the chain."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from openmso.evidence.models import Event, Seal
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a network's chain found. `broken` is the first seal that does not hold, with why.

    `head` is number and digest of the last seal. Who cuts off the end of a chain and seals anew
    can be found out only by a head that was kept elsewhere.
    """

    seals: int
    events: int
    unsealed: int
    broken: tuple[int, str] | None
    head: str

    @property
    def holds(self) -> bool:
        """Whether every seal holds."""
        return self.broken is None

    def sentence(self) -> str:
        """What was found, in words."""
        counted = f"{self.events} events under {self.seals} seals, {self.unsealed} not sealed yet"
        if self.broken is None:
            return f"holds: {counted}; head {self.head}"
        number, what = self.broken
        return f"BROKEN at seal {number} of {self.seals}: {what}"


def head(by: Actor) -> str:
    """Number and digest of the last seal of the actor's network, to be kept elsewhere; "none" if there is none."""
    with seeing(by):
        last = Seal.objects.filter(network=by.network).order_by("number").last()
    return f"{last.number}:{bytes(last.digest).hex()}" if last else "none"


def verify(by: Actor) -> Verification:
    """Compute every seal of the actor's network again from its events.

    Finds any event altered, removed, added or moved below the last seal, and any seal altered, or removed from
    before another. For the system and for auditors, who count events of tables that they may not read.
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
    return Verification(len(seals), checked, unsealed, broken, head(by))


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
