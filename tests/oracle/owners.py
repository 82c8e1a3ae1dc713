"""Who owns the practice, and whether the state lets them."""

from decimal import Decimal
from typing import NamedTuple

from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from openmso.authority.reasons import Code
from tests.oracle.people import roles_of
from tests.oracle.scene import Scene

LICENSED = ("NP", "PA", "RN", "DENT", "PHARM", "LPN", "EST")


class Share(NamedTuple):
    """What an owner counts as (physician, a licensed role, lay), and the percent they hold."""

    owner: str
    what: str
    percent: Decimal


def shares(scene: Scene, practice: str, above: tuple[str, ...] = ()) -> list[Share]:
    """The owners of the practice, through practices that own it; shares of one owner add up."""
    held: dict[tuple[str, str], Decimal] = {}
    for ownership in scene.facts.all(Ownership):
        if ownership.organization != practice or scene.day not in ownership.span:
            continue
        owner = ownership.owner
        organization = scene.facts.get(Organization, owner)
        inner: list[Share] = []
        if organization is None:
            inner = [Share(owner, owner_class(roles_of(scene, owner)), Decimal(100))]
        elif organization.kind == "practice" and owner not in (*above, practice):
            inner = shares(scene, owner, (*above, practice))
        for share in inner or [Share(owner, "lay", Decimal(100))]:
            before = held.get((share.owner, share.what), Decimal(0))
            held[share.owner, share.what] = before + share.percent * ownership.percent / 100
    return [Share(owner, what, percent) for (owner, what), percent in held.items()]


def owner_class(roles: set[str]) -> str:
    """What a person counts as by their good licenses."""
    if roles & {"MD", "DO"}:
        return "physician"
    for role in LICENSED:
        if role in roles:
            return role
    return "lay"


def total(owned: list[Share], what: str) -> Decimal:
    """The percent that owners of a class hold together."""
    return sum((share.percent for share in owned if share.what == what), Decimal(0))


def registered(scene: Scene, kind: str, *holders: str) -> bool:
    """Whether one of these holds a registration of the kind."""
    for one in scene.facts.all(Registration):
        if one.kind == kind and one.holder in holders and scene.day in one.span:
            return True
    return False


def ownership(scene: Scene) -> list[Code]:
    """OWNERSHIP, OWNERSHIP_UNKNOWN and COUNSEL, as many as there are."""
    owned = shares(scene, scene.site.practice)
    if not owned:
        return [Code.OWNERSHIP]
    lay_allowed = scene.value("cpom.lay_ownership_allowed")
    only_physicians = all(share.what == "physician" for share in owned)
    if lay_allowed is None:
        return [] if only_physicians else [Code.OWNERSHIP_UNKNOWN]
    if lay_allowed:
        most = (scene.value("ownership.rule") or {}).get("lay_max_pct", 100)
        too_much = [Code.OWNERSHIP] if total(owned, "lay") > most else []
        doubt = not only_physicians and scene.doubtful("cpom.lay_ownership_allowed")
        return [*too_much, Code.COUNSEL] if doubt else too_much
    found: list[Code] = []
    classes = {share.what for share in owned}
    if "lay" in classes and is_licensed_facility(scene):
        most = scene.value("ownership.rule").get("lay_max_pct", 100)
        found += [Code.OWNERSHIP] if total(owned, "lay") > most else []
        return [*found, Code.COUNSEL] if scene.doubtful("ownership.rule") else found
    if "lay" in classes and not small_lay_share(scene, owned):
        found.append(Code.OWNERSHIP)
    if too_few_physicians(scene, owned):
        found.append(Code.OWNERSHIP)
    found += [Code.OWNERSHIP for _ in combinations(scene, owned)]
    for role in classes - {"physician", "lay"}:
        found += licensee(scene, role)
    return found


def small_lay_share(scene: Scene, owned: list[Share]) -> bool:
    """Whether the state lets lay owners hold a part without a license of the practice, and they hold no more."""
    rule = scene.value("ownership.rule") or {}
    most = rule.get("lay_max_pct")
    return most is not None and total(owned, "lay") <= most and "lay_needs_registration" not in rule


def is_licensed_facility(scene: Scene) -> bool:
    """Whether the practice or a site of it in the state holds the license for which lay owners are admitted."""
    needed = (scene.value("ownership.rule") or {}).get("lay_needs_registration")
    holders = {scene.site.practice}
    for one in scene.facts.all(Site):
        if one.practice == scene.site.practice and one.state == scene.site.state:
            holders.add(one.id)
    return needed is not None and registered(scene, needed, *holders)


def too_few_physicians(scene: Scene, owned: list[Share]) -> bool:
    """Whether physicians, with NPs where these may own, hold less than they must."""
    minimum = scene.value("cpom.physician_ownership_min_pct")
    if minimum is None:
        return False
    held = total(owned, "physician")
    if scene.value("cpom.np_may_own_practice") in {"permitted", "conditional"}:
        held += total(owned, "NP")
    return held < Decimal(minimum)


def combinations(scene: Scene, owned: list[Share]) -> list[str]:
    """Which clauses of the state's rule on combinations of owners are broken."""
    rule = scene.value("ownership.rule") or {}
    np_may = scene.value("cpom.np_may_own_practice") in {"permitted", "conditional"}
    asked = set(rule)
    if np_may and all(share.what == "NP" for share in owned):
        asked &= {"allied_needs_physician", "single_profession"}
    physicians = [share.percent for share in owned if share.what == "physician"]
    allied = [share.percent for share in owned if share.what not in {"physician", "lay"}]
    broken = {
        "allied_needs_physician": bool(allied) and not physicians,
        "none_above_physician": bool(allied) and bool(physicians) and max(allied) >= min(physicians),
        "single_profession": len({share.what for share in owned} - {"lay"}) > 1,
        "allied_not_outnumber": len(allied) > len(physicians),
        "physician_majority_headcount": len(physicians) * 2 <= len(owned),
    }
    found = [clause for clause, is_broken in broken.items() if clause in asked and rule[clause] and is_broken]
    most = rule["allied_max_pct"] if "allied_max_pct" in asked else None
    return [*found, "allied_max_pct"] if most is not None and sum(allied) > most else found


def licensee(scene: Scene, role: str) -> list[Code]:
    """What the state says of an owner who is licensed but no physician."""
    if role == "NP":
        leave = scene.value("cpom.np_may_own_practice")
        if leave == "prohibited":
            return [Code.OWNERSHIP]
        if leave is None:
            return [Code.OWNERSHIP_UNKNOWN]
        sure = leave == "permitted" and not scene.doubtful("cpom.np_may_own_practice")
        return [] if sure else [Code.COUNSEL]
    listed = scene.value("cpom.other_licensed_owners")
    if listed is None:
        return [Code.COUNSEL]
    if role not in listed:
        return [Code.OWNERSHIP]
    return [Code.COUNSEL] if scene.doubtful("cpom.other_licensed_owners") else []
