"""What a person holds on a day: licenses, roles, experience."""

from collections.abc import Iterable
from typing import Any

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Certificate, Engagement, Exclusion, Experience, License
from tests.oracle.reading import months_asked, value
from tests.oracle.scene import Scene

CLINICAL = {"MD", "DO", "NP", "PA", "RN", "LPN", "MA", "EST", "LT", "PHARM", "DENT"}
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
        if engagement.person != person or engagement.role not in CLINICAL or scene.day not in engagement.span:
            continue
        everywhere = engagement.sites is None and engagement.organization == scene.site.practice
        if everywhere or scene.site.id in (engagement.sites or ()):
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
    """Whether the person's records reach everything asked; words alone are never reached."""
    known = [
        one for one in scene.facts.all(Experience) if one.person == person and one.on.toordinal() <= scene.day
    ]
    hours, months, as_nurse = asked.get("hours"), months_asked(asked), asked.get("rn_hours")
    reached = []
    if hours is not None:
        reached.append(any(one.role == role and (one.hours or 0) >= hours for one in known))
    if months is not None:
        reached.append(any(one.role == role and (one.months or 0) >= months for one in known))
    if as_nurse is not None:
        reached.append(any(one.role == "RN" and (one.hours or 0) >= as_nurse for one in known))
    if asked.get("certificates"):
        reached.append(certified(scene, person, asked["certificates"]))
    return bool(reached) and all(reached)


def certified(scene: Scene, person: str, kinds: Iterable[str]) -> bool:
    """Whether the person holds a certificate of one of the kinds."""
    return any(
        one.person == person and one.kind in kinds and scene.day in one.span
        for one in scene.facts.all(Certificate)
    )
