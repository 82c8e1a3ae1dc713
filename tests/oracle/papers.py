"""Agreements and delegations: whether they stand on a day, and what comes with them."""

from decimal import Decimal
from math import asin, cos, inf, radians, sin, sqrt
from typing import Any

from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol
from openmso.authority.facts.people import Competency, Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.reasons import Code
from tests.oracle.case import Case, signed
from tests.oracle.people import excluded, holds, roles_of

Paper = Agreement | Delegation
EARTH_MILES = 3958.8


def papers_of(case: Case) -> list[Paper]:
    """The papers in force that name person, procedure and site, signed or not."""
    if case.role in {"MD", "DO"}:
        return []
    kind: type[Paper] = Agreement if case.role in {"NP", "PA"} else Delegation
    found = []
    for paper in case.facts.all(kind):
        if paper.person != case.person or case.day not in paper.span:
            continue
        if paper.procedures is not None and case.procedure not in paper.procedures:
            continue
        if paper.sites is None or case.site.id in paper.sites:
            found.append(paper)
    return found


def fully_signed(paper: Paper, day: int) -> bool:
    """Whether everybody who must has signed: the physician; on an agreement the other party too."""
    if isinstance(paper, Agreement) and not signed(paper.signatures, paper.person, day):
        return False
    return signed(paper.signatures, paper.physician, day)


def failing_links(case: Case, paper: Paper) -> list[Code]:
    """Every link of the paper that does not hold."""
    facts, day, giver = case.facts, case.day, paper.physician
    roles = roles_of(case, giver)
    eligible = case.value("medical_director.eligible")
    found: list[Code] = []
    if not fully_signed(paper, day):
        found.append(Code.UNSIGNED)
    givers = {"MD", "DO"}
    if isinstance(paper, Delegation):
        if eligible is not None and "NP" in eligible:
            givers = {"MD", "DO", "NP"}
        givers = set(case.rule.get("delegators") or givers)
    roles &= {"MD", "DO", "NP", "PA"}
    if not roles:
        found.append(Code.PHYSICIAN_UNLICENSED)
    elif not roles & givers:
        found.append(Code.DELEGATOR_ROLE)
    if excluded(case, giver):
        found.append(Code.PHYSICIAN_EXCLUDED)
    found += appointment_links(case, giver, roles, eligible)
    if not any(protocol_counts(case, one, giver) for one in facts.all(Protocol)):
        found.append(Code.NO_PROTOCOL)
    if not any(
        one.person == case.person and one.procedure == case.procedure and day in one.span
        for one in facts.all(Competency)
    ):
        found.append(Code.NO_COMPETENCY)
    if too_far(case, giver) is Code.TOO_FAR:
        found.append(Code.TOO_FAR)
    return found


def appointment_links(case: Case, giver: str, roles: set[str], eligible: Any) -> list[Code]:
    """NO_APPOINTMENT or DIRECTOR_INELIGIBLE, or neither."""
    kinds = set()
    for one in case.facts.all(Appointment):
        if one.person != giver or one.practice != case.site.practice or case.day not in one.span:
            continue
        if one.sites is None or case.site.id in one.sites:
            kinds.add(one.kind)
    if not kinds:
        return [Code.NO_APPOINTMENT]
    # An appointment without the office needs no eligible director.
    if kinds <= {"director", "backup"} and roles and eligible is not None and not roles & set(eligible):
        return [Code.DIRECTOR_INELIGIBLE]
    return []


def protocol_counts(case: Case, one: Protocol, giver: str) -> bool:
    """Whether a protocol is in force at the site for the procedure, signed by a physician or the giver."""
    if one.practice != case.site.practice or case.procedure not in one.procedures or case.day not in one.span:
        return False
    if one.sites is not None and case.site.id not in one.sites:
        return False
    for signature in one.signatures:
        if signature.on.toordinal() > case.day:
            continue
        if signature.person == giver:
            return True
        if roles_of(case, signature.person) & {"MD", "DO"}:
            return True
    return False


def too_far(case: Case, giver: str) -> Code | None:
    """TOO_FAR, DISTANCE_UNKNOWN, or None where the distance is kept or the state asks for none."""
    asked = case.value("medical_director.distance") or {}
    limit = asked.get("miles")
    if limit is None or case.site.kind == "telehealth":
        return None
    miles = miles_from_giver(case, giver)
    if miles is None:
        return Code.DISTANCE_UNKNOWN
    if miles <= limit:
        return None
    ceiling = asked.get("ceiling_miles")
    another_way = asked.get("or_contiguous_county") or asked.get("or_minutes") is not None
    if another_way and miles <= (inf if ceiling is None else ceiling):
        return Code.DISTANCE_UNKNOWN
    return Code.TOO_FAR


def miles_from_giver(case: Case, giver: str) -> float | None:
    """Miles to the site from the nearest site at which the giver works; None if that is not recorded."""
    named: set[str] = set()
    for one in case.facts.all(Engagement):
        if one.person == giver and case.day in one.span and one.sites is not None:
            named |= one.sites
    if case.site.id in named:
        return 0
    if case.site.latitude is None or case.site.longitude is None:
        return None
    places = [site for site in case.facts.all(Site) if site.id in named]
    on_map = [site for site in places if site.latitude is not None and site.longitude is not None]
    return min((great_circle(case.site, site) for site in on_map), default=None)


def great_circle(one: Site, other: Site) -> float:
    """Miles over the sphere between two sites with coordinates (haversine)."""
    south, north = radians(one.latitude or 0), radians(other.latitude or 0)
    west, east = radians(one.longitude or 0), radians(other.longitude or 0)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(half))


def over_cap(case: Case, paper: Paper) -> bool:
    """Whether the giver has more people under agreements, up to this one, than the state lets them have."""
    if isinstance(paper, Delegation):
        return False
    cap = case.value(f"{case.role.lower()}.max_per_physician")
    if cap is None:
        return False
    if not counts(case, cap, paper):
        return False
    earliest: dict[str, tuple[int, Decimal]] = {}
    for other in case.facts.all(Agreement):
        if other.physician != paper.physician or not counts(case, cap, other):
            continue
        start, weight = earliest.get(other.person, (other.span.start, Decimal(0)))
        if other.span.start < start:
            start, weight = other.span.start, other.fte
        elif other.span.start == start:
            weight = max(weight, other.fte)
        earliest[other.person] = (start, weight)
    so_far = Decimal(0)
    for start, weight in earliest.values():
        if start <= paper.span.start:
            so_far += weight if cap.get("unit") == "fte" else 1
    return so_far > Decimal(str(cap["max"]))


def over_locations(case: Case, giver: str) -> bool:
    """Whether the giver directs more sites of the state, up to this one, than the state lets them."""
    most = case.value("medical_director.max_locations")
    if most is None:
        return False
    since: dict[str, int] = {}
    for site in case.facts.all(Site):
        if site.state != case.state or site.kind == "telehealth":
            continue
        for one in case.facts.all(Appointment):
            if one.person != giver or one.kind != "director" or case.day not in one.span:
                continue
            if one.practice == site.practice and (one.sites is None or site.id in one.sites):
                since[site.id] = min(one.span.start, since.get(site.id, one.span.start))
    if case.site.id not in since:
        return False
    return sum(1 for start in since.values() if start <= since[case.site.id]) > int(most)


def counts(case: Case, cap: dict[str, Any], other: Agreement) -> bool:
    """Whether an agreement of the same giver is in the pool of the cap."""
    if case.day not in other.span or not fully_signed(other, case.day):
        return False
    if cap.get("only") == "prescribers" and not other.prescribes:
        return False
    if other.sites is not None and not any(
        site.id in other.sites and site.state == case.site.state for site in case.facts.all(Site)
    ):
        return False
    return any(holds(case, other.person, role) for role in cap["counts"])
