"""Who owns the practice, and whether the state lets them."""

from decimal import Decimal

from openmso.authority.facts.structure import Organization, Ownership, Registration
from openmso.authority.reasons import Code
from tests.oracle.people import roles_of
from tests.oracle.scene import Scene

LICENSED = ("NP", "PA", "RN", "DENT", "PHARM", "LPN", "EST")
Shares = list[tuple[str, Decimal]]


def shares(scene: Scene, practice: str, above: tuple[str, ...] = ()) -> Shares:
    """Each owner of the practice, through practices that own it.

    An owner is named by what they count as (physician, a licensed role, lay) with the percent they hold.
    """
    found: Shares = []
    for ownership in scene.facts.all(Ownership):
        if ownership.organization != practice or scene.day not in ownership.span:
            continue
        owner = ownership.owner
        organization = scene.facts.get(Organization, owner)
        inner: Shares = []
        if organization is None:
            inner = [(owner_class(roles_of(scene, owner)), Decimal(100))]
        elif organization.kind == "practice" and owner not in (*above, practice):
            inner = shares(scene, owner, (*above, practice))
        for what, percent in inner or [("lay", Decimal(100))]:
            found.append((what, percent * ownership.percent / 100))
    return found


def owner_class(roles: set[str]) -> str:
    """What a person counts as by their good licenses."""
    if roles & {"MD", "DO"}:
        return "physician"
    for role in LICENSED:
        if role in roles:
            return role
    return "lay"


def total(owned: Shares, what: str) -> Decimal:
    """The percent that owners of a class hold together."""
    return sum((percent for name, percent in owned if name == what), Decimal(0))


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
    only_physicians = all(what == "physician" for what, _ in owned)
    if lay_allowed is None:
        return [] if only_physicians else [Code.OWNERSHIP_UNKNOWN]
    if lay_allowed:
        doubt = not only_physicians and scene.doubtful("cpom.lay_ownership_allowed")
        return [Code.COUNSEL] if doubt else []
    found: list[Code] = []
    classes = {what for what, _ in owned}
    if "lay" in classes and not small_lay_share(scene, owned):
        found.append(Code.OWNERSHIP)
    if too_few_physicians(scene, owned):
        found.append(Code.OWNERSHIP)
    for role in classes - {"physician", "lay"}:
        found += licensee(scene, role)
    return found


def small_lay_share(scene: Scene, owned: Shares) -> bool:
    """Whether the state lets lay owners hold a part, and they hold no more, registered where that is asked."""
    rule = scene.value("ownership.rule") or {}
    most = rule.get("lay_max_pct")
    if most is None or total(owned, "lay") > most:
        return False
    needed = rule.get("lay_needs_registration")
    return needed is None or registered(scene, needed, scene.site.practice)


def too_few_physicians(scene: Scene, owned: Shares) -> bool:
    """Whether physicians, with NPs where these may own, hold less than they must."""
    minimum = scene.value("cpom.physician_ownership_min_pct")
    if minimum is None:
        return False
    held = total(owned, "physician")
    if scene.value("cpom.np_may_own_practice") in {"permitted", "conditional"}:
        held += total(owned, "NP")
    return held < Decimal(minimum)


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
