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


def registered(scene: Scene, kind: str) -> bool:
    """Whether the site or its practice holds a registration of the kind."""
    for one in scene.facts.all(Registration):
        if one.kind == kind and one.holder in (scene.site.id, scene.site.practice) and scene.day in one.span:
            return True
    return False


def ownership(scene: Scene) -> list[Code]:
    """OWNERSHIP, OWNERSHIP_UNKNOWN and COUNSEL, as many as there are."""
    owned = shares(scene, scene.site.practice)
    if not owned:
        return [Code.OWNERSHIP]
    found: list[Code] = []
    lay_allowed = scene.value("cpom.lay_ownership_allowed")
    has_lay = any(what == "lay" for what, _ in owned)
    if lay_allowed is None:
        found.append(Code.OWNERSHIP_UNKNOWN)
    if lay_allowed is False and has_lay and not small_lay_share(scene, owned):
        found.append(Code.OWNERSHIP)
    if lay_allowed is True and has_lay and scene.doubtful("cpom.lay_ownership_allowed"):
        found.append(Code.COUNSEL)
    if lay_allowed is False and too_few_physicians(scene, owned):
        found.append(Code.OWNERSHIP)
    if lay_allowed is not True:
        for role in {what for what, _ in owned} - {"physician", "lay"}:
            found += licensee(scene, role)
    return found


def small_lay_share(scene: Scene, owned: Shares) -> bool:
    """Whether the state lets lay owners hold a part, and they hold no more, registered where that is asked."""
    rule = scene.value("ownership.rule") or {}
    most = rule.get("lay_max_pct")
    if most is None or total(owned, "lay") > most:
        return False
    needed = rule.get("lay_needs_registration")
    return needed is None or registered(scene, needed)


def too_few_physicians(scene: Scene, owned: Shares) -> bool:
    """Whether physicians hold less than they must; a practice that an NP may own is not asked."""
    minimum = scene.value("cpom.physician_ownership_min_pct")
    if minimum is None:
        return False
    if scene.value("cpom.np_may_own_practice") == "permitted" and any(what == "NP" for what, _ in owned):
        return False
    return total(owned, "physician") < Decimal(minimum)


def licensee(scene: Scene, role: str) -> list[Code]:
    """What the state says of an owner who is licensed but no physician."""
    if role == "NP":
        leave = scene.value("cpom.np_may_own_practice")
        if leave == "prohibited":
            return [Code.OWNERSHIP]
        if leave == "conditional":
            return [Code.COUNSEL]
        return [] if leave == "permitted" else [Code.OWNERSHIP_UNKNOWN]
    listed = scene.value("cpom.other_licensed_owners")
    if listed is None:
        return [Code.COUNSEL]
    return [] if role in listed else [Code.OWNERSHIP]
