"""A demonstration network: believable, sound by the law of its day, and then with the faults that networks have.

Drawn whole from chance that is handed in: the same seed, size, day and law give the same network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts import Facts, Settings
from openmso.authority.law import LawBook
from openmso.launch.rules.chance import Chance
from openmso.launch.rules.draft import Draft, Practice
from openmso.launch.rules.entities import manager, practice
from openmso.launch.rules.faults.catalog import plant
from openmso.launch.rules.faults.ground import Planted
from openmso.launch.rules.leeway import Leeway
from openmso.launch.rules.menus import BY_CODE, TYPES, Type, possible
from openmso.launch.rules.oversight import activities, papers
from openmso.launch.rules.places import BY_STATE
from openmso.launch.rules.sites import direct, plots, site
from openmso.launch.rules.staff import delegates, desk, practitioner

SMALL: Final = {"FL": 3, "TX": 1, "AZ": 1, "NC": 1}
"""The states of a network of six sites: a limit of sites per director, a strict state, lasers registered, no shares of fees."""
SITES_A_MANAGER: Final = 100
INSURED: Final = frozenset({"MD", "DO", "NP", "PA", "RN", "LPN"})


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A network with what was planted in it. `chiefs`: who leads each management company."""

    facts: Facts
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: how many sites, on which day, with faults or sound."""

    sites: int
    on: date
    faults: bool = True


def demonstration(asked: Asked, law: LawBook, chance: Chance) -> Demonstration:
    """Draw a network. Raises `ValueError` for fewer than one site."""
    if asked.sites < 1:
        raise ValueError("a network has at least one site")
    draft = Draft(chance, Leeway(law, asked.on), asked.on)
    managers = -(-asked.sites // SITES_A_MANAGER)
    shares = [asked.sites // managers + (place < asked.sites % managers) for place in range(managers)]
    used: dict[str, int] = {}
    for number, count in enumerate(shares):
        _network_of(draft, number, count, used)
    planted = plant(draft) if asked.faults else ()
    first = draft.practices[0].manager.name.removesuffix(" Management LLC")
    name = f"{first} Clinics" if managers == 1 else "Six Rivers Health Partners"
    facts = Facts.of(draft.records.values(), settings=Settings(insured_roles=INSURED), name=name)
    return Demonstration(facts, planted)


def _network_of(draft: Draft, number: int, count: int, used: dict[str, int]) -> None:
    """One management company with its practices and so many sites; `used` counts sites by state."""
    by_state = _by_state(number, count)
    company = manager(draft, number, list(by_state))
    for state, wanted in by_state.items():
        drawn = practice(draft, company, state, owners=1 if wanted < 4 else 2)
        before = used.get(state, 0)
        used[state] = before + wanted
        _fill(draft, drawn, before, wanted)


def _by_state(number: int, count: int) -> dict[str, int]:
    """Sites by state: the four states of the small network for few, twelve for many, others for each manager."""
    if count <= sum(SMALL.values()):
        listed = [state for state, sites in SMALL.items() for _ in range(sites)][:count]
        return {state: listed.count(state) for state in dict.fromkeys(listed)}
    known = list(BY_STATE)
    start = (7 * number) % len(known)
    states = [known[(start + place) % len(known)] for place in range(12)]
    counted = {state: count // 12 + (place < count % 12) for place, state in enumerate(states)}
    return {state: sites for state, sites in counted.items() if sites}


def _fill(draft: Draft, of: Practice, before: int, wanted: int) -> None:
    staffed: list[tuple[Type, str]] = []
    few = wanted <= max(SMALL.values()) and before == 0
    for plot in plots(of.state, before + wanted)[before:]:
        role = draft.chance.choices(("NP", "PA"), (70, 30))[0]
        if of.sites:
            type_ = _type(draft, of.state, role, plain=few)
        else:
            # The first site of a practice is a med spa with all that the state lets it offer.
            role, type_ = ("NP", "PA")[len(draft.practices) % 2], BY_CODE["med_spa"]
        site(draft, of, plot, type_, role)
        staffed.append((type_, role))
    direct(draft, of)
    clinicians: list[tuple[str, str]] = []
    for place, (type_, role) in zip(of.sites, staffed, strict=True):
        at_work = [practitioner(draft, of, place, role), *delegates(draft, of, place, type_)]
        clinicians += [(person, place.id) for person in at_work]
        desk(draft, of, place)
    papers(draft, of)
    activities(draft, of, clinicians)


def _type(draft: Draft, state: str, role: str, *, plain: bool) -> Type:
    """A kind of site whose main service somebody may give in the state; `plain`: one with walls."""
    kinds = [one for one in TYPES if not plain or one.kind == "clinic"]
    drawn = draft.chance.choices(kinds, [one.share for one in kinds])[0]
    main = drawn.offers[0 if drawn.kind == "telehealth" else 1]
    return drawn if main in possible(draft.leeway, state, drawn, role) else BY_CODE["med_spa"]
