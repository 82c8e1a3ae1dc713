"""Whether a practice is formed and owned as its state requires, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from openmso.authority.combinations import Owner, faults
from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from openmso.authority.holdings import owner_role
from openmso.authority.law import Reading
from openmso.authority.readings import counsel
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import PHYSICIANS, Leave
from openmso.authority.world import NOTHING, Found, World, remembered
from openmso.timeline.tracks import Track

ENFORCED = ("strict", "moderate")
LAY = ""
PLACES = (
    "cpom.prohibition",
    "cpom.clinical_entity_forms",
    "cpom.lay_ownership_allowed",
    "cpom.physician_ownership_min_pct",
    "cpom.other_licensed_owners",
    "cpom.np_may_own_practice",
    "ownership.rule",
)


@remembered
def practice_track(world: World, practice: str, state: str) -> Track[Found]:
    """Bars, unknowns and conditions of a practice that treats in `state`."""
    cuts = [cut for place in PLACES for cut in world.law.track(state, place).starts]
    cuts += owner_cuts(world, practice, state)
    cuts += [cut for one in _filings(world, practice, state) for cut in (one.span.start, one.span.end)]
    return Track.by_day(cuts, lambda day: _practice_on(world, practice, state, day))


def owner_cuts(world: World, practice: str, state: str) -> tuple[int, ...]:
    """The days on which a practice's owners, or what they are licensed as in a state, may change."""
    return tuple(_entity_cuts(world, practice, state, ()))


def _entity_cuts(world: World, organization: str, state: str, seen: tuple[str, ...]) -> list[int]:
    if organization in seen:
        return []
    found = world.facts.get(Organization, organization)
    cuts = [found.span.start, found.span.end] if found else []
    for share in world.facts.by(Ownership, "organization", organization):
        cuts += [share.span.start, share.span.end]
        if world.facts.get(Organization, share.owner):
            cuts += _entity_cuts(world, share.owner, state, (*seen, organization))
        else:
            cuts += owner_role(world, share.owner, state).starts
    return cuts


def _practice_on(world: World, practice: str, state: str, day: int) -> Found:
    entity = world.facts.need(Organization, practice)
    bars: list[Reason] = []
    if day not in entity.span:
        bars.append(Reason(Code.PRACTICE_NOT_FORMED, (practice,)))
    bars += _form(world, entity, state, day)
    found = _owned(world, practice, state, day)
    return Found((*bars, *found.bars), found.wanting)


def _form(world: World, entity: Organization, state: str, day: int) -> Iterator[Reason]:
    doctrine = world.law.reading(state, "cpom.prohibition", day)
    forms = world.law.reading(state, "cpom.clinical_entity_forms", day)
    if doctrine.value in ENFORCED and forms.value is not None and entity.form not in forms.value:
        details = {"form": entity.form, "state": state, "allowed": tuple(forms.value)}
        yield Reason(Code.PRACTICE_FORM, (entity.id,), details, forms.statements[:1])


@remembered
def shares_on(world: World, practice: str, state: str, day: int) -> tuple[tuple[str, Decimal], ...]:
    """Percent of a practice by the owners' licensed role (empty role: lay), looking through owning practices."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for _, role, percent in owners_on(world, practice, state, day):
        total[role] += percent
    return tuple(sorted(total.items()))


@remembered
def owners_on(world: World, practice: str, state: str, day: int) -> tuple[Owner, ...]:
    """The owners of a practice on a day, each with licensed role (empty: lay) and percent."""
    return tuple(
        (
            owner,
            LAY if world.facts.get(Organization, owner) else owner_role(world, owner, state).at(day),
            percent,
        )
        for owner, percent in holders_on(world, practice, day)
    )


@remembered
def holders_on(world: World, practice: str, day: int) -> tuple[tuple[str, Decimal], ...]:
    """People and organizations that own a practice on a day, with percents.

    Owning practices are looked through; one whose owners are not recorded, or that owns itself in a circle,
    stands for itself and so counts as lay.
    """
    found: list[tuple[str, Decimal]] = []
    open_parts: list[tuple[str, Decimal, tuple[str, ...]]] = [(practice, Decimal(100), ())]
    while open_parts:
        organization, part, path = open_parts.pop()
        shares = [one for one in world.facts.by(Ownership, "organization", organization) if day in one.span]
        if path and (not shares or organization in path):
            found.append((organization, part))
            continue
        for share in shares:
            entity = world.facts.get(Organization, share.owner)
            owned = part * share.percent / 100
            if entity is not None and entity.kind == "practice":
                open_parts.append((entity.id, owned, (*path, organization)))
            else:
                found.append((share.owner, owned))
    return tuple(found)


def _owned(world: World, practice: str, state: str, day: int) -> Found:
    shares = dict(shares_on(world, practice, state, day))
    if not shares:
        return Found((_bar(practice, state, "no owner is recorded"),))
    lay_allowed = world.law.reading(state, "cpom.lay_ownership_allowed", day)
    others = shares.keys() - PHYSICIANS
    if lay_allowed.value is None and not others:
        return NOTHING
    if lay_allowed.value is None:
        return Found((Reason(Code.OWNERSHIP_UNKNOWN, (practice,), {"state": state}, lay_allowed.statements),))
    if lay_allowed.value:
        above = tuple(_above_lay_limit(world, practice, state, day, shares.get(LAY, Decimal(0))))
        return Found(above, counsel(world, lay_allowed, state) if others else ())
    bars: list[Reason] = []
    wanting: list[Reason] = []
    if LAY in shares and _is_licensed_facility(world, practice, state, day):
        above = tuple(_above_lay_limit(world, practice, state, day, shares[LAY]))
        return Found(above, counsel(world, world.law.reading(state, "ownership.rule", day), state))
    if LAY in shares and not _lay_minority(world, state, day, shares[LAY]):
        bars.append(_bar(practice, state, f"{_percent(shares[LAY])} is in lay hands", lay_allowed))
    bars += _physician_minimum(world, practice, state, day, shares)
    bars += _combination(world, practice, state, day)
    for role in sorted(others - {LAY}):
        one = _licensee_owner(world, practice, state, day, role)
        bars += one.bars
        wanting += one.wanting
    return Found(tuple(bars), tuple(wanting))


def _above_lay_limit(world: World, practice: str, state: str, day: int, share: Decimal) -> Iterator[Reason]:
    rule = world.law.reading(state, "ownership.rule", day)
    most = rule.value.get("lay_max_pct") if rule.value is not None else None
    if most is not None and share > most:
        yield _bar(practice, state, f"{_percent(share)} is in lay hands, the law allows {most} %", rule)


def _combination(world: World, practice: str, state: str, day: int) -> Iterator[Reason]:
    rule = world.law.reading(state, "ownership.rule", day)
    # How NPs who own alone compare with physicians is nothing to ask: whether they may is the NP rule's word.
    roles = {role for _, role, _ in owners_on(world, practice, state, day)}
    nurse_owned = roles == {"NP"} and _np_owns(world, state, day)
    if rule.value is not None:
        for why in faults(owners_on(world, practice, state, day), rule.value, nurse_owned=nurse_owned):
            yield _bar(practice, state, why, rule)


def _bar(practice: str, state: str, why: str, reading: Reading | None = None) -> Reason:
    cites = reading.statements[:1] if reading else ()
    return Reason(Code.OWNERSHIP, (practice,), {"state": state, "why": why}, cites)


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f} %"


def _lay_minority(world: World, state: str, day: int, share: Decimal) -> bool:
    rule = world.law.reading(state, "ownership.rule", day).value or {}
    most = rule.get("lay_max_pct")
    return most is not None and share <= most and rule.get("lay_needs_registration") is None


def _is_licensed_facility(world: World, practice: str, state: str, day: int) -> bool:
    """Whether the practice holds the license for which the state admits lay owners."""
    rule = world.law.reading(state, "ownership.rule", day).value or {}
    kind = rule.get("lay_needs_registration")
    return kind is not None and any(
        one.kind == kind and day in one.span for one in _filings(world, practice, state)
    )


@remembered
def _filings(world: World, practice: str, state: str) -> tuple[Registration, ...]:
    sites = (one.id for one in world.facts.by(Site, "practice", practice) if one.state == state)
    return tuple(
        one for holder in (practice, *sites) for one in world.facts.by(Registration, "holder", holder)
    )


def _physician_minimum(
    world: World, practice: str, state: str, day: int, shares: dict[str, Decimal]
) -> Iterator[Reason]:
    minimum = world.law.reading(state, "cpom.physician_ownership_min_pct", day)
    if minimum.value is None:
        return
    counting = PHYSICIANS | ({"NP"} if _np_owns(world, state, day) else set())
    held = sum((share for role, share in shares.items() if role in counting), Decimal(0))
    if held < minimum.value:
        yield _bar(
            practice, state, f"physicians hold {_percent(held)}, the law asks {minimum.value} %", minimum
        )


def _np_owns(world: World, state: str, day: int) -> bool:
    return world.law.reading(state, "cpom.np_may_own_practice", day).value in (
        Leave.PERMITTED,
        Leave.CONDITIONAL,
    )


def _licensee_owner(world: World, practice: str, state: str, day: int, role: str) -> Found:
    if role == "NP":
        rule = world.law.reading(state, "cpom.np_may_own_practice", day)
        if rule.value is None:
            return Found((Reason(Code.OWNERSHIP_UNKNOWN, (practice,), {"state": state}, rule.statements),))
        if rule.value == Leave.PROHIBITED:
            return Found((_bar(practice, state, "an NP may not own it", rule),))
        if rule.value == Leave.CONDITIONAL:
            return Found(wanting=(_confirm(rule, state),))
        return Found(wanting=counsel(world, rule, state))
    listed = world.law.reading(state, "cpom.other_licensed_owners", day)
    if listed.value is None:
        details = {"parameter": "cpom.other_licensed_owners", "state": state}
        return Found(wanting=(Reason(Code.COUNSEL, (practice,), details, listed.statements),))
    if role not in listed.value:
        return Found((_bar(practice, state, f"a licensee of the role {role} may not own it", listed),))
    return Found(wanting=counsel(world, listed, state))


def _confirm(reading: Reading, state: str) -> Reason:
    details = {"parameter": reading.statements[0].parameter, "state": state}
    return Reason(Code.COUNSEL, details=details, cites=reading.statements)
