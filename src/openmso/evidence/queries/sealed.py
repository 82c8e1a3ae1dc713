"""How far the history of a network is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openmso.evidence.models import Event, Seal
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


@dataclass(frozen=True, slots=True)
class Sealed:
    """The last seal of a network, and how many events that the actor may read came after it. No seal yet: number 0."""

    number: int
    at: datetime | None
    digest: str
    since: int


def sealed(by: Actor) -> Sealed:
    """The last seal; whether the chain holds is for `verify`."""
    with seeing(by):
        last = Seal.objects.filter(network=by.network).order_by("number").last()
        above = last.last_event if last else 0
        since = Event.objects.filter(network=by.network, id__gt=above).count()
    if last is None:
        return Sealed(0, None, "", since)
    return Sealed(last.number, last.at, bytes(last.digest).hex(), since)
