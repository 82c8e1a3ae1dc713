"""Where a network stands on a day: by state, in the days ahead, and on whom it hangs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.answer import Key
from openmso.authority.contingency import contingency
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.outlook import Dark, Outlook, Turn
from openmso.authority.outlook import outlook as outlook_of
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.insight.rules import Hanging, hanging
from openmso.oversight.queries.kept import DRAWERS
from openmso.oversight.queries.sites import BEST_FIRST, Glance, Offered, glances
from openmso.timeline.spans import Span

PARTS: Final = ("standing", "outlook", "reliance")
"""What is worked out of the whole network, and kept."""
DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class State:
    """The sites of one state on a day."""

    code: str
    glances: tuple[Glance, ...]

    @property
    def standing(self) -> Standing:
        """How the state stands: as the site that stands worst."""
        return max((one.standing for one in self.glances), key=BEST_FIRST.index)

    @property
    def offered(self) -> tuple[Offered, ...]:
        """Every service on a menu there."""
        return tuple(one for glance in self.glances for one in glance.offered)

    @property
    def able(self) -> int:
        """How many services somebody may do."""
        return sum(one.able > 0 for one in self.offered)


@dataclass(frozen=True, slots=True)
class Stand:
    """How the whole network stands on a day; states by code, sites by name."""

    states: tuple[State, ...]

    @property
    def glances(self) -> tuple[Glance, ...]:
        """Every site that is open."""
        return tuple(one for state in self.states for one in state.glances)

    @property
    def offered(self) -> tuple[Offered, ...]:
        """Every service on a menu."""
        return tuple(one for state in self.states for one in state.offered)

    @property
    def held(self) -> int:
        """Services that somebody may do without conditions."""
        return sum(one.standing is Standing.HELD for one in self.offered)

    @property
    def conditional(self) -> int:
        """Services that somebody may do, on conditions only."""
        return sum(one.standing is Standing.CONDITIONAL for one in self.offered)

    @property
    def dark(self) -> tuple[Glance, ...]:
        """The sites at which nobody may do something that is on the menu."""
        return tuple(one for one in self.glances if one.dark)

    @property
    def services_dark(self) -> int:
        """Services that nobody may do."""
        return len(self.offered) - self.held - self.conditional


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day and a cause by which something is lost, and the services that go dark by it, of which none may be."""

    turn: Turn
    dark: tuple[Dark, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Who loses something."""
        return tuple(sorted({one.key.person for one in self.turn.losses}))

    @property
    def sites(self) -> tuple[str, ...]:
        """Where."""
        return tuple(sorted({one.key.site for one in self.turn.losses}))


@dataclass(frozen=True, slots=True)
class Prospect:
    """The days ahead, soonest first, what darkens most first on a day."""

    window: Span
    held: int
    turns: tuple[Ahead, ...]
    dark: tuple[Dark, ...]


def standing(by: Actor, on: date) -> Stand:
    """How the sites that are open on a day stand, by state."""

    def work(judge: Judge) -> Stand:
        del judge
        by_state: dict[str, list[Glance]] = {}
        for one in glances(by, on):
            by_state.setdefault(one.site.state, []).append(one)
        return Stand(tuple(State(code, tuple(by_state[code])) for code in sorted(by_state)))

    return DRAWERS.of(by, "standing", on, work)


def prospect(by: Actor, on: date) -> Prospect:
    """What lapses in the 90 days from a day, by day and cause, and which services go dark by it."""
    return DRAWERS.of(by, "outlook", on, lambda judge: _prospect(outlook_of(judge, _window(on))))


def reliance(by: Actor, on: date) -> tuple[Hanging, ...]:
    """What hangs on each person on a day: on whom most services hang first; people on whom nobody else's work hangs are left out."""
    return DRAWERS.of(by, "reliance", on, lambda judge: _reliance(judge, on.toordinal()))


def reliance_of(by: Actor, on: date, person: str) -> Hanging | None:
    """What hangs on one person on a day; None if nothing does. Raises `UnknownRecordError`."""

    def work(judge: Judge) -> Hanging | None:
        return next(iter(_hangings(judge, on.toordinal(), [person])), None)

    return DRAWERS.of(by, f"reliance {person}", on, work)


def ready(by: Actor, on: date) -> frozenset[str]:
    """Which of `PARTS` lie there, so that asking for them costs nothing."""
    return DRAWERS.ready(by, PARTS, on)


def _window(on: date) -> Span:
    return Span(on.toordinal(), on.toordinal() + DAYS)


def _prospect(found: Outlook) -> Prospect:
    turns = [Ahead(turn, tuple(_darkened(turn, found.dark))) for turn in found.turns]
    ordered = sorted(turns, key=lambda one: (one.turn.day, -len(one.dark), -len(one.turn.losses)))
    return Prospect(found.window, found.held, tuple(ordered), found.dark)


def _darkened(turn: Turn, dark: Iterable[Dark]) -> Iterable[Dark]:
    lost = {(one.key.site, one.key.procedure) for one in turn.losses}
    for one in dark:
        if one.day == turn.day and any((one.service.site, code) in lost for code in one.service.procedures):
            yield one


def _reliance(judge: Judge, day: int) -> tuple[Hanging, ...]:
    everybody = [one.id for one in judge.facts.all(Person)]
    found = [one for one in _hangings(judge, day, everybody) if one.services or one.others]
    return tuple(sorted(found, key=lambda one: (-len(one.services), -len(one.others), one.person)))


def _hangings(judge: Judge, day: int, people: Iterable[str]) -> Iterable[Hanging]:
    able = {}
    menus: dict[str, list[Service]] = {}
    for site in judge.facts.all(Site):
        keys = judge.keys_at(site.id)
        may = {key for key in keys if judge.verdict(key, day).standing.authorizes}
        menus[site.id] = [one for one in judge.facts.by(Service, "site", site.id) if day in one.span]
        for service in menus[site.id]:
            able[service.id] = _able(service, may)
    for one in contingency(judge, day, people):
        touched = [service for site in one.sites for service in menus[site]]
        yield hanging(one.record, one.dark, touched, able)


def _able(service: Service, may: set[Key]) -> frozenset[str]:
    return frozenset(
        who
        for who in {key.person for key in may}
        if service.procedures and all(Key(who, code, service.site) in may for code in service.procedures)
    )
