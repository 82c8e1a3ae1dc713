"""Whether a site is ready for an emergency: what a kit should hold, what is short or expired, how old checks and drills may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

CHECKED_WITHIN: Final = 31
"""Days within which a kit was looked into (house: monthly)."""
DRILLED_WITHIN: Final = 92
"""Days within which a drill was held (house: quarterly), as the controls count."""
SOON: Final = 30
"""Days before its end from which an item lapses soon."""
SCENARIOS: Final[Mapping[str, str]] = {
    "occlusion": "Vascular occlusion",
    "anaphylaxis": "Anaphylaxis",
    "syncope": "Fainting",
    "burn": "Burn",
    "cardiac": "Cardiac arrest",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a kit: how much of it there is and should be at least. `expires`: its last good day; None for what does not expire."""

    item: str
    unit: str
    least: int
    have: int = 0
    lot: str = ""
    expires: date | None = None

    @property
    def short(self) -> bool:
        """Whether there is too little of it."""
        return self.have < self.least

    def expired(self, on: date) -> bool:
        """Whether its last good day is over; of what is not there nothing expires."""
        return self.have > 0 and self.expires is not None and self.expires < on

    def lapses(self, on: date) -> bool:
        """Whether it expires within a month."""
        return self.have > 0 and self.expires is not None and on <= self.expires <= on + timedelta(days=SOON)


@dataclass(frozen=True, slots=True)
class Proposed:
    """An item of the house list. `families`: for what is done at a site; empty for every site. `needed`: a site without any is not ready."""

    item: str
    unit: str
    least: int
    families: frozenset[str] = frozenset()
    needed: bool = False


NEEDLES: Final = frozenset({"injection", "infusion", "filler"})
PROPOSED: Final = (
    Proposed("Epinephrine 0.3 mg", "doses", 3, NEEDLES, needed=True),
    Proposed("Diphenhydramine 50 mg", "doses", 2, NEEDLES),
    Proposed("Hyaluronidase", "units", 1500, frozenset({"filler"}), needed=True),
    Proposed("Aspirin 325 mg", "tablets", 4, frozenset({"filler"})),
    Proposed("Warm compress", "pieces", 2, frozenset({"filler"})),
    Proposed("Saline 0.9 %, 1 L, with set", "bags", 2, frozenset({"infusion"})),
    Proposed("Cooling dressing", "pieces", 4, frozenset({"device"})),
    Proposed("Eye rinse", "bottles", 1, frozenset({"device"})),
    Proposed("Oxygen with mask", "cylinders", 1),
    Proposed("Bag-valve mask", "pieces", 1),
    Proposed("Defibrillator (AED), pads in date", "pieces", 1),
    Proposed("Blood pressure cuff and oximeter", "sets", 1),
    Proposed("Glucose by mouth", "doses", 2),
)
"""A house list to begin with. Quantities are those of no law: the director sets them."""


def proposed(families: Iterable[str]) -> tuple[Proposed, ...]:
    """What of the house list a site wants for what it does."""
    done = frozenset(families)
    return tuple(one for one in PROPOSED if not one.families or one.families & done)


def families_of(procedures: Mapping[str, str]) -> frozenset[str]:
    """The families of procedures (by code), with fillers as one of their own."""
    fillers = {"filler" for code in procedures if "filler" in code}
    return frozenset(procedures.values()) | fillers


@dataclass(frozen=True, slots=True)
class KitSeen:
    """A kit as it stands: what is in it, when it was last looked into, and whether its seal was whole then."""

    name: str
    items: tuple[Item, ...]
    checked: date | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class Want:
    """What a site wants to be ready, and what mends it. `about`: kit, items, check, seal, drill."""

    about: str
    what: str
    mend: str


def wants(
    kits: Iterable[KitSeen], families: Iterable[str], drilled: date | None, on: date
) -> tuple[Want, ...]:
    """All that a site lacks on a day; nothing if it is ready (CO21)."""
    listed = tuple(kits)
    found = (
        []
        if listed
        else [Want("kit", "There is no emergency kit", "Say which kit stands where, and fill it")]
    )
    for kit in listed:
        found += _of_kit(kit, on)
    if listed:
        there = {item.item for kit in listed for item in kit.items if not item.short}
        found += [
            Want("items", f"No {one.item.lower()}, and it is for what is done here", "Put it into a kit")
            for one in proposed(families)
            if one.needed
            and one.item not in there
            and not any(one.item == item.item for kit in listed for item in kit.items)
        ]
    if drilled is None or (on - drilled).days > DRILLED_WITHIN:
        last = (
            f"the last drill was on {drilled:%b} {drilled.day}, {drilled.year}"
            if drilled
            else "no drill is on record"
        )
        found.append(
            Want(
                "drill",
                f"No drill within {DRILLED_WITHIN} days: {last}",
                "Drill; a physician, NP or PA leads",
            )
        )
    return tuple(found)


def _of_kit(kit: KitSeen, on: date) -> list[Want]:
    short = [one.item for one in kit.items if one.short]
    expired = [one.item for one in kit.items if one.expired(on)]
    found = (
        [Want("kit", f"{kit.name} is empty: nothing is to be in it", "Set what it holds")]
        if not kit.items
        else []
    )
    if short:
        found.append(
            Want("items", f"{kit.name}: too little of {', '.join(short)}", "Fill it, and check it again")
        )
    if expired:
        found.append(
            Want("items", f"{kit.name}: expired: {', '.join(expired)}", "Replace it, and check it again")
        )
    if kit.checked is None or (on - kit.checked).days > CHECKED_WITHIN:
        found.append(Want("check", f"{kit.name} was not looked into for a month", "Check it"))
    elif not kit.sealed:
        found.append(
            Want(
                "seal",
                f"The seal of {kit.name} was broken when it was last checked",
                "Fill it, seal it, and check it again",
            )
        )
    return found


def as_data(item: Item) -> dict[str, Any]:
    """An item as it is kept."""
    return {
        "item": item.item,
        "unit": item.unit,
        "least": item.least,
        "have": item.have,
        "lot": item.lot,
        "expires": item.expires.isoformat() if item.expires else "",
    }


def from_data(kept: Mapping[str, Any]) -> Item:
    """An item as it was kept."""
    last = kept.get("expires")
    return Item(
        str(kept["item"]),
        str(kept.get("unit", "")),
        int(kept["least"]),
        int(kept.get("have", 0)),
        str(kept.get("lot", "")),
        date.fromisoformat(last) if last else None,
    )
