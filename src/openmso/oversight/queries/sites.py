"""Sites at a glance: how the services of each stand on a day, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.board import service_track, weakest
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

BEST_FIRST: Final = (
    Standing.HELD,
    Standing.CONDITIONAL,
    Standing.UNKNOWN,
    Standing.BARRED,
    Standing.ABSENT,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A service on the menu of a day: the best standing anybody there has for it, and how many may do it."""

    service: Service
    standing: Standing
    able: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A site on a day, with what it offers. `standing` is that of its weakest service; ABSENT with nothing on the menu."""

    site: Site
    offered: tuple[Offered, ...]

    @property
    def standing(self) -> Standing:
        """How the site stands: as the service that stands worst."""
        return max((one.standing for one in self.offered), key=BEST_FIRST.index, default=Standing.ABSENT)

    @property
    def dark(self) -> tuple[Offered, ...]:
        """What is on the menu and nobody there may do."""
        return tuple(one for one in self.offered if not one.able)


def glances(by: Actor, on: date, sites: frozenset[str] | None = None) -> tuple[Glance, ...]:
    """The sites that are open on a day (or those named), by name."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    found = (one for one in judge.facts.all(Site) if day in one.span and (sites is None or one.id in sites))
    ordered = sorted(found, key=lambda one: (one.name.casefold(), one.id))
    return tuple(Glance(one, _offered(judge, one, day)) for one in ordered)


def _offered(judge: Judge, site: Site, day: int) -> tuple[Offered, ...]:
    people = sorted({key.person for key in judge.keys_at(site.id)})
    menu = sorted(
        (one for one in judge.facts.by(Service, "site", site.id) if day in one.span),
        key=lambda one: (one.name.casefold(), one.id),
    )
    return tuple(_one(judge, service, people, day) for service in menu)


def _one(judge: Judge, service: Service, people: list[str], day: int) -> Offered:
    standings = [weakest(service_track(judge, one, service).at(day)) for one in people]
    best = min(standings, key=BEST_FIRST.index, default=Standing.ABSENT)
    return Offered(service, best, sum(one.authorizes for one in standings))
