"""Cedar (cedarpy): one policy over the attributes of a standing, with the moment as context.

Policies and entities are parsed beforehand. Cedar has no loops, so a standing's ways to supervise are `way0`, `way1`, …
"""

from __future__ import annotations

import json
from typing import Any

from cedarpy import Entities, PolicySet, is_authorized
from peers.bedside import FAR, MEASURE_OF, NEAR, Told, hundredths
from peers.plain import SUPERVISORS
from peers.spans import Run, Spans

from openmso.authority.batch.rulings import Asked, Ruling
from openmso.authority.regimes import Nearness

WITHIN = "resource.standing <= 1 && resource.start <= context.day && context.day < resource.until"
EXAM = (
    "(!(resource has exam) || (resource.exam.roles.contains(context.exam_role)"
    " && resource.exam.modes.contains(context.exam_mode) && context.exam_months <= resource.exam.months))"
)
STANDS = f'permit(principal, action == Action::"ask", resource) when {{ {WITHIN} }};'


def _way(number: int) -> str:
    way = f"resource.way{number}"
    return (
        f"(resource has way{number} && context.near >= {way}.near && {way}.roles.contains(context.supervisor_role)"
        f" && context.minutes <= {way}.minutes && context.miles <= {way}.miles && (context.county || !{way}.county))"
    )


def _bound(name: str) -> str:
    measure, sign = MEASURE_OF[name], "<=" if name.endswith("_max") else ">="
    return f"(!(resource has {name}) || (context has {measure} && context.{measure} {sign} resource.{name}))"


def policies(ways: int) -> str:
    """The policies of all that a law asks, where it names at most so many ways to supervise."""
    conditions = [
        WITHIN,
        "context.consent && context.at_home",
        EXAM,
        f"(!(resource has way0) || {' || '.join(_way(number) for number in range(ways))})",
        "(!(resource has orderers) || resource.orderers.contains(context.order_role))",
        "(!resource.first_visit || context.first_visit)",
        "(!(resource has texts) || context.attested.containsAll(resource.texts))",
        "(!(resource has never) || (context has areas && !(context.areas.containsAny(resource.never))))",
        *(_bound(name) for name in MEASURE_OF),
    ]
    acts = f'permit(principal, action == Action::"do", resource) when {{ {" && ".join(conditions)} }};'
    return f"{STANDS}\n{acts}"


class Cedar:
    """Allows or denies; which condition was missing it cannot tell."""

    def __init__(self, spans: Spans) -> None:
        ways = max(len(one.asked.ways) for one in spans.rulings)
        self.policies = PolicySet.from_str(policies(max(1, ways)))

    @staticmethod
    def entities(run: Run) -> Entities:
        """The standing that holds the day, parsed."""
        uid = {"type": "Standing", "id": "it"}
        return Entities.from_json_str(json.dumps([{"uid": uid, "attrs": attributes(run), "parents": []}]))

    @staticmethod
    def request(person: str, moment: Told, action: str) -> dict[str, Any]:
        """A request with the moment as context."""
        return {
            "principal": {"type": "Person", "id": person},
            "action": {"type": "Action", "id": action},
            "resource": {"type": "Standing", "id": "it"},
            "context": _context(moment) if action == "do" else {"day": moment.day},
        }

    def allowed(self, request: dict[str, Any], entities: Entities) -> bool:
        """Whether a policy permits it and none forbids it."""
        return is_authorized(request, self.policies, entities).allowed


def attributes(run: Run) -> dict[str, Any]:
    """What a standing asks, in the attributes that Cedar has."""
    ruling: Ruling = run.ruling
    asked = ruling.asked
    found: dict[str, Any] = {
        "start": run.start,
        "until": run.until,
        "standing": int(ruling.standing),
        "first_visit": asked.first_visit,
        **{f"way{number}": _nearness(way) for number, way in enumerate(asked.ways)},
        **_limits(asked),
    }
    if asked.exam:
        roles, modes, months = asked.exam
        found["exam"] = {"roles": sorted(roles), "modes": sorted(modes), "months": months}
    if asked.orderers:
        found["orderers"] = sorted(asked.orderers)
    return found


def _nearness(way: Nearness) -> dict[str, Any]:
    return {
        "near": max(1, NEAR[way.mode]),
        "roles": sorted(way.by or SUPERVISORS),
        "minutes": FAR if way.minutes is None else way.minutes,
        "miles": FAR if way.miles is None else way.miles * 10,
        "county": way.contiguous_county,
    }


def _limits(asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = {}
    texts = set(asked.texts)
    for name, limit in asked.limits:
        if name == "never_areas":
            found["never"] = sorted(limit)
        elif name in MEASURE_OF:
            found[name] = hundredths(limit)
        else:
            texts.add(f"{name}: {limit}")
    if texts:
        found["texts"] = sorted(texts)
    return found


def _context(moment: Told) -> dict[str, Any]:
    names = (
        "day",
        "exam_role",
        "exam_mode",
        "exam_months",
        "order_role",
        "supervisor_role",
        "near",
        "minutes",
    )
    names += ("miles", "county", "consent", "at_home", "first_visit")
    found = {name: getattr(moment, name) for name in names}
    found |= moment.measures
    found["attested"] = list(moment.attested)
    if moment.areas is not None:
        found["areas"] = list(moment.areas)
    return found
