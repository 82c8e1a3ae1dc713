"""Kinds of sites and what stands on their menus, kept to what somebody at the site may do in the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openmso.launch.rules.leeway import Leeway

PRACTITIONERS: Final = ("NP", "PA")
DELEGATES: Final = ("RN", "LPN", "EST", "LT", "MA")


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of a menu. `chance`: in how many of a hundred sites of the kind it stands."""

    name: str
    procedures: tuple[str, ...]
    chance: int = 100


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of site: its share among a hundred sites, what it is called, its menu, the staff it wants."""

    code: str
    share: int
    words: tuple[str, ...]
    offers: tuple[Offer, ...]
    staff: tuple[str, ...]
    kind: str = "clinic"
    setting: str = "medical_office"
    med_spa: bool = False


EXAM: Final = Offer("First visit", ("good_faith_exam",))
SHOT: Final = Offer("Vitamin shot", ("im_injection",), 80)
TYPES: Final = (
    Type(
        "med_spa",
        56,
        ("Aesthetics", "Med Spa", "Skin & Laser"),
        (
            EXAM,
            Offer("Neurotoxin", ("neuromodulator_injection",)),
            Offer("Dermal filler", ("dermal_filler_injection",), 90),
            Offer("Laser hair removal", ("laser_hair_removal",), 75),
            Offer("Photofacial", ("laser_nonablative",), 60),
            Offer("Superficial peel", ("chemical_peel_superficial",), 60),
            Offer("Microneedling", ("microneedling",), 60),
            Offer("PRP facial", ("prp",), 30),
            Offer("Body contouring", ("body_contouring_device",), 25),
        ),
        ("RN", "RN", "EST", "LT", "MA", "LPN"),
        med_spa=True,
    ),
    Type(
        "iv",
        14,
        ("Drip Lounge", "IV Therapy"),
        (EXAM, Offer("Hydration drip", ("iv_therapy",)), SHOT),
        ("RN", "RN", "LPN", "MA"),
    ),
    Type(
        "weight",
        14,
        ("Weight & Wellness", "Metabolic Health"),
        (
            EXAM,
            Offer("Weight program", ("weight_loss_prescribing",)),
            SHOT,
            Offer("Neurotoxin", ("neuromodulator_injection",), 30),
        ),
        ("RN", "MA", "LPN"),
    ),
    Type(
        "hormone",
        10,
        ("Hormone Health", "Vitality"),
        (EXAM, Offer("Hormone program", ("hormone_prescribing",)), SHOT),
        ("RN", "MA"),
    ),
    Type(
        "telehealth",
        6,
        ("Virtual Care", "Online"),
        (
            Offer("Online weight program", ("weight_loss_prescribing",)),
            Offer("Online consultation", ("telehealth_consult",)),
            Offer("Online hormone program", ("hormone_prescribing",), 40),
        ),
        (),
        kind="telehealth",
        setting="telehealth",
    ),
)
BY_CODE: Final = {one.code: one for one in TYPES}


def doers(leeway: Leeway, state: str, procedure: str) -> frozenset[str]:
    """The roles below a physician that may do a procedure in a state."""
    return frozenset(
        role for role in (*PRACTITIONERS, *DELEGATES) if leeway.rule(state, procedure, role) is not None
    )


def possible(leeway: Leeway, state: str, type_: Type, practitioner: str) -> tuple[Offer, ...]:
    """The offers of a kind of site for which its practitioner or one of its delegates may do every procedure."""
    wanted = {practitioner, *type_.staff}
    return tuple(
        offer
        for offer in type_.offers
        if all(wanted & doers(leeway, state, procedure) for procedure in offer.procedures)
    )
