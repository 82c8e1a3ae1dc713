"""The parts of a verdict: what the place gives, the doer, the skill, the rule, standing orders, papers.

Each is a track, remembered where several keys share it. A key's verdict changes only where one of its parts does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from openmso.authority.answer import Key
from openmso.authority.bars import (
    asks_of_people,
    cover_track,
    demands_of,
    menu_track,
    person_track,
    site_track,
)
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import competent, experienced
from openmso.authority.papers import PaperState, ordered_track, papers_track, protocol_track
from openmso.authority.readings import Regime, RuleReading, kind_of_act, regime_track, rule_track
from openmso.authority.reasons import Reason
from openmso.authority.terms import PRACTITIONERS
from openmso.authority.world import Found, World, remembered
from openmso.timeline.days import Days
from openmso.timeline.tracks import Track, together


@dataclass(frozen=True, slots=True)
class Place:
    """A site for one procedure on a day: bars and conditions of site and menu, and who signed a protocol."""

    site: str
    setting: str
    found: Found
    signers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Doer:
    """A person in a role and a state on a day: license and exclusion, and the regime of an NP or PA."""

    found: Found
    regime: Regime | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Skill:
    """A person and a procedure on a day: what the person lacks of what the rule asks, and competence."""

    bars: tuple[Reason, ...]
    competent: bool


class Parts(NamedTuple):
    """What holds of one key in one role on one day."""

    place: Place
    doer: Doer
    cover: tuple[Reason, ...]
    skill: Skill
    reading: RuleReading
    ordered: bool
    papers: tuple[PaperState, ...]


ABLE: Final = Skill((), competent=True)
UNABLE: Final = Skill((), competent=False)


def parts_of(world: World, key: Key, role: str) -> tuple[Track[Any], ...]:
    """The tracks of a key's parts in one role, in the order of `Parts`."""
    place = world.facts.need(Site, key.site)
    state = place.state
    return (
        place_track(world, key.site, key.procedure),
        doer_track(world, key.person, role, state, kind_of_act(world, key.procedure)),
        cover_track(world, key.person, role, place.practice, key.procedure),
        skill_track(world, key.person, role, state, key.procedure),
        rule_track(world, state, key.procedure, role),
        ordered_track(world, key.site, key.procedure, role),
        papers_track(world, key.person, key.procedure, key.site, role),
    )


@remembered
def place_track(world: World, site: str, procedure: str) -> Track[Place]:
    """What the site gives, whoever does the procedure there."""
    place = world.facts.need(Site, site)
    tracks = (
        site_track(world, site),
        menu_track(world, site, procedure),
        protocol_track(world, site, procedure),
    )
    return Track.of(
        (day, Place(site, place.setting, _with_bars(found, bars), signers))
        for day, (found, bars, signers) in together(tracks)
    )


def _with_bars(found: Found, bars: tuple[Reason, ...]) -> Found:
    return Found((*found.bars, *bars), found.wanting) if bars else found


@remembered
def doer_track(world: World, person: str, role: str, state: str, kind: str) -> Track[Doer]:
    """What the person brings in a role to a kind of act, wherever in the state."""
    found = person_track(world, person, role, state)
    if role not in PRACTITIONERS:
        return found.map(Doer)
    regimes = regime_track(world, state, role, kind)
    reached = {
        regime.threshold: experienced(world, person, role, regime.threshold)
        for regime in regimes.values
        if regime.threshold is not None
    }
    cuts = (*found.starts, *regimes.starts, *(cut for days in reached.values() for cut in days.toggles))

    def on(day: int) -> Doer:
        regime = regimes.at(day)
        done = regime.threshold is None or day in reached[regime.threshold]
        return Doer(found.at(day), regime, regime.may_be_independent and done)

    return Track.by_day(cuts, on)


def skill_track(world: World, person: str, role: str, state: str, procedure: str) -> Track[Skill]:
    """What the person brings to the procedure: what the rule of the state asks of the person, and competence."""
    good = competent(world, person, procedure, 0)
    if not asks_of_people(world, state, procedure, role):
        return good.choose(ABLE, UNABLE)
    rules = rule_track(world, state, procedure, role)
    demands = [demands_of(world, person, role, procedure, reading) for reading in rules.values]

    def on(day: int) -> Skill:
        bars = tuple(reason for days, reason in demands[rules.place(day)] if day not in days)
        return Skill(bars, day in good)

    return Track.by_day((*good.toggles, *rules.starts, *_cuts(demands)), on)


def _cuts(demands: list[tuple[tuple[Days, Reason], ...]]) -> Iterator[int]:
    return (cut for asked in demands for days, _ in asked for cut in days.toggles)


@remembered
def first_role(world: World, person: str) -> str:
    """The role of a person's oldest license, for judging somebody who is not engaged."""
    licenses = sorted(world.facts.by(License, "person", person), key=lambda one: (one.span.start, one.role))
    return licenses[0].role if licenses else ""
