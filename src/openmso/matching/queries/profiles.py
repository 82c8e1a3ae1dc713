"""Profiles of physicians: one's own, everybody's, and as a file to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openmso.authority.facts.people import License
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.matching.facts import profile_of
from openmso.matching.models import PhysicianProfile
from openmso.matching.rules.profiles import Profile
from openmso.oversight.facts import judge_of

DIRECTORS = frozenset({"MD", "DO", "NP"})
"""Roles that some state lets direct; whether this one does, the law says of each."""


@dataclass(frozen=True, slots=True)
class Told:
    """A profile and when it was said last; None: they said nothing yet."""

    profile: Profile
    at: datetime | None


def profiles(by: Actor) -> dict[str, Told]:
    """Everybody who could direct anywhere, by id: who holds a license as physician or NP, with what they said."""
    judge, _ = judge_of(by)
    with seeing(by):
        rows = PhysicianProfile.objects.filter(network=by.network).select_related("person")
        said = {row.person.code: Told(profile_of(row), row.said_at) for row in rows}
    holders = {one.person for one in judge.facts.all(License) if one.role in DIRECTORS}
    return {one: said.get(one) or Told(Profile(one), None) for one in sorted(holders | said.keys())}


def profile(by: Actor, person: str) -> Told:
    """What somebody said of themselves."""
    with seeing(by):
        rows = PhysicianProfile.objects.filter(network=by.network, person__code=person)
        row = rows.select_related("person").first()
        return Told(profile_of(row), row.said_at) if row else Told(Profile(person), None)


def exported(told: Told) -> dict[str, Any]:
    """A profile as plain values, to be written as JSON or as rows: sets sorted, numbers as text, days in ISO 8601."""
    one = told.profile
    return {
        "person": one.person,
        "said_at": told.at.isoformat() if told.at else None,
        "trained": _listed(one.trained),
        "boards": _listed(one.boards),
        "latitude": one.home[0] if one.home else None,
        "longitude": one.home[1] if one.home else None,
        "hours_free_per_month": _text(one.hours_free),
        "pay_usd_per_month": _text(one.pay_month),
        "pay_usd_per_hour": _text(one.pay_hour),
        "elsewhere": None
        if one.elsewhere is None
        else [{"state": each.state, "role": each.role, "count": each.count} for each in one.elsewhere],
        "modes": _listed(one.preference.modes),
        "states": _listed(one.preference.states),
        "most_miles": one.preference.most_miles,
        "interests": _listed(one.interests),
        "disciplined": one.disciplined,
        "open": one.open,
    }


def _listed(codes: frozenset[str] | None) -> list[str] | None:
    return None if codes is None else sorted(codes)


def _text(number: object) -> str | None:
    return None if number is None else f"{number:f}"
