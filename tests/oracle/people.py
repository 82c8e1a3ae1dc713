"""What a person holds on a day: licenses, roles, experience."""

from typing import Any

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, Exclusion, Experience, License
from tests.oracle.reading import months_asked, value
from tests.oracle.scene import Scene

COMPACTS = {"RN": "NLC", "LPN": "NLC", "NP": "APRN", "PA": "PA"}


def good(scene: Scene, held: License, role: str) -> bool:
    """Whether a license lets its holder practice as `role` in the site's state."""
    if scene.day not in held.span or held.status not in {"active", "probation"} or held.role != role:
        return False
    if held.state == scene.state:
        return True
    if not held.multistate or role not in COMPACTS:
        return False
    for place in (held.state, scene.state):
        compacts = value(scene.law, place, "telehealth.compacts", scene.day) or {}
        if compacts.get(COMPACTS[role]) != "operating":
            return False
    return True


def holds(scene: Scene, person: str, role: str) -> bool:
    """Whether the person holds a license as `role` good in the site's state."""
    return any(held.person == person and good(scene, held, role) for held in scene.facts.all(License))


def roles_of(scene: Scene, person: str) -> set[str]:
    """The roles for which the person holds a license good in the site's state."""
    named = {held.role for held in scene.facts.all(License) if held.person == person}
    return {role for role in named if holds(scene, person, role)}


def engaged_as(scene: Scene, person: str) -> set[str]:
    """The roles of the person's engagements at the site."""
    roles = set()
    for engagement in scene.facts.all(Engagement):
        if engagement.person != person or scene.day not in engagement.span:
            continue
        if engagement.sites is None or scene.site.id in engagement.sites:
            roles.add(engagement.role)
    return roles


def oldest_role(facts: Facts, person: str) -> str:
    """The role of the person's oldest license, empty without any."""
    held = [(one.span.start, one.role) for one in facts.all(License) if one.person == person]
    return min(held)[1] if held else ""


def excluded(scene: Scene, person: str) -> bool:
    """Whether an exclusion of the person covers the day."""
    return any(one.subject == person and scene.day in one.span for one in scene.facts.all(Exclusion))


def experienced(scene: Scene, person: str, role: str, asked: dict[str, Any]) -> bool:
    """Whether the person's records of experience in the role reach every number asked."""
    hours = [0]
    months = [0]
    for record in scene.facts.all(Experience):
        if record.person == person and record.role == role and record.on.toordinal() <= scene.day:
            hours.append(record.hours or 0)
            months.append(record.months or 0)
    enough_hours = max(hours) >= (asked.get("hours") or 0)
    enough_months = max(months) >= (months_asked(asked) or 0)
    return enough_hours and enough_months
