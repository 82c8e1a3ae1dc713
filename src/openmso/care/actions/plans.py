"""A house says how long a line of its menu takes, and in which kinds of room it is done."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from openmso.authority.facts.structure import Service
from openmso.care.models import ServicePlan
from openmso.care.rules.visits import SHORTEST
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import RefusedError, row_named
from openmso.foundation.rules.purposes import PLACING
from openmso.foundation.rules.sides import Side
from openmso.structure.actions import ROOM_KINDS

STEP: Final = 5
LONGEST: Final = 8 * 60


@action(Side.BUSINESS, Side.CLINICAL)
def plan_service(
    *, by: Actor, why: str, service: str, minutes: int, room_kinds: Collection[str] = ()
) -> None:
    """Say how long a line takes and in which kinds of room; said again, it is so from now on. What is booked stays as long as it is."""
    del why
    _placing(by)
    if not SHORTEST <= minutes <= LONGEST or minutes % STEP:
        raise RefusedError.at(
            "minutes",
            f"{minutes} minutes do not fit",
            f"{SHORTEST} to {LONGEST} minutes, in steps of {STEP}",
        )
    if unknown := set(room_kinds) - set(ROOM_KINDS):
        raise RefusedError.at(
            "room_kinds", f'"{min(unknown)}" is no kind of room', f"of {', '.join(ROOM_KINDS)}"
        )
    line = row_named(by, Service, "service", service)
    ServicePlan.objects.update_or_create(
        network_id=by.network,
        code=service,
        defaults={"service_id": line.id, "minutes": minutes, "room_kinds": sorted(room_kinds)},
    )


@action(Side.BUSINESS, Side.CLINICAL)
def unplan_service(*, by: Actor, why: str, service: str) -> None:
    """Take back what was said of a line: it takes as long as is usual, in any room. Refused where nothing was said."""
    del why
    _placing(by)
    gone, _ = ServicePlan.objects.filter(network=by.network, code=service).delete()
    if not gone:
        raise RefusedError.at("service", "nothing was said of it", "it is as usual already")


def _placing(by: Actor) -> None:
    if by.side is not Side.SYSTEM and by.post not in PLACING:
        raise WrongHandsError(
            "how long a service takes is said by who runs the site: its manager, director or owner"
        )
