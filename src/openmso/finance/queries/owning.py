"""Under which license an owner answers for a practice."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Organization, Ownership
from openmso.authority.holdings import GIVERS
from openmso.authority.judge import Judge
from openmso.oversight.queries.papers import licensed_in


def owner_license(judge: Judge, person: str, practice: str, on: date) -> str:
    """The license by which an owner of a practice answers for it on a day: active, in its state, nobody excluded; empty if there is none."""
    found, day = judge.facts.get(Organization, practice), on.toordinal()
    owns = any(
        one.owner == person and day in one.span for one in judge.facts.by(Ownership, "organization", practice)
    )
    if found is None or not owns or found.state not in licensed_in(judge.world, person, day):
        return ""
    held = (
        one.id
        for one in judge.facts.by(License, "person", person)
        if one.state == found.state and one.role in GIVERS and one.status == "active" and day in one.span
    )
    return next(held, "")
