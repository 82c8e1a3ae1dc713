"""A physician says what they offer. Nobody else writes it but the system."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from openmso.authority.codes import STATES
from openmso.authority.facts.people import Person
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import Fault, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.matching.models import PhysicianProfile
from openmso.matching.rules.profiles import MODES, Profile

MOST_HOURS = 744
"""No month has more hours."""


@action(Side.CLINICAL)
def say_profile(*, by: Actor, why: str, profile: Profile, now: datetime | None = None) -> None:
    """Say a profile, or say it anew: what is None now is not said any more. Refused for anybody else's."""
    del why
    if by.side is not Side.SYSTEM and (by.person != profile.person or by.post not in DECIDING):
        raise WrongHandsError("a profile is its physician's own")
    faults = [*_faults(profile)]
    if faults:
        raise RefusedError(*faults)
    person = row_named(by, Person, "person", profile.person)
    likes, home = profile.preference, profile.home
    said = {
        "trained": _listed(profile.trained),
        "boards": _listed(profile.boards),
        "latitude": home[0] if home else None,
        "longitude": home[1] if home else None,
        "hours_free": profile.hours_free,
        "pay_month": profile.pay_month,
        "pay_hour": profile.pay_hour,
        "elsewhere": None
        if profile.elsewhere is None
        else [{"state": one.state, "role": one.role, "count": one.count} for one in profile.elsewhere],
        "modes": sorted(likes.modes),
        "states": sorted(likes.states),
        "most_miles": likes.most_miles,
        "interests": sorted(profile.interests),
        "disciplined": profile.disciplined,
        "open": profile.open,
        "said_at": now or timezone.now(),
    }
    rows = PhysicianProfile.objects.select_for_update(of=("self",)).filter(network=by.network, person=person)
    row = rows.first() or PhysicianProfile(
        network_id=by.network, code=f"profile-{uuid4().hex}", person=person
    )
    for name, value in said.items():
        setattr(row, name, value)
    row.save()


def _listed(codes: frozenset[str] | None) -> list[str] | None:
    return None if codes is None else sorted(codes)


def _faults(one: Profile) -> list[Fault]:
    faults = []
    if one.hours_free is not None and not 0 <= one.hours_free <= MOST_HOURS:
        faults.append(Fault("hours_free", f"{one.hours_free} hours a month", f"0 to {MOST_HOURS}"))
    for name in ("pay_month", "pay_hour"):
        money = getattr(one, name)
        if money is not None and money < 0:
            faults.append(Fault(name, "it is below nothing", "US dollars, 0 or more"))
    if one.home and not (-90 <= one.home[0] <= 90 and -180 <= one.home[1] <= 180):
        faults.append(Fault("latitude", "that is no place on earth", "degrees, such as 41.50 and -81.69"))
    unknown = sorted(one.preference.modes - MODES.keys())
    if unknown:
        faults.append(Fault("modes", f"{', '.join(unknown)} is no way to be there", ", ".join(MODES)))
    states = {each.state for each in one.elsewhere or ()} | one.preference.states
    if states - STATES:
        faults.append(
            Fault("states", f"{', '.join(sorted(states - STATES))} is no state", "two letters, as OH")
        )
    if any(not 0 <= each.count <= 99 for each in one.elsewhere or ()):
        faults.append(Fault("elsewhere", "so many nobody carries", "0 to 99 of each"))
    return faults
