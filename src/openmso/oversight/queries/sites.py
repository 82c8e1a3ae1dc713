"""Sites at a glance: how the services of each stand on a day, those that somebody looks for, and how many stand how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.oversight.rules.asking import BEST_FIRST, standing_of

__all__ = ["BEST_FIRST", "Glance", "Offered", "Wanted", "by_state", "closed", "glances", "tally"]


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for among sites; what is empty does not narrow."""

    state: str = ""
    standing: Standing | None = None
    name: str = ""

    def takes(self, one: Glance, *, whatever_standing: bool = False) -> bool:
        """Whether a site is one of them; with `whatever_standing` it need not stand as wanted."""
        named = self.name.casefold() in one.site.name.casefold()
        stands = whatever_standing or self.standing in (None, one.standing)
        return named and stands and self.state in ("", one.site.state)


def tally(found: Iterable[Glance]) -> tuple[tuple[Standing, int], ...]:
    """How many sites stand how, the worst first; standings without a site are left out."""
    listed = [one.standing for one in found]
    return tuple((one, listed.count(one)) for one in reversed(BEST_FIRST) if one in listed)


def by_state(found: Iterable[Glance]) -> tuple[Glance, ...]:
    """By state, and there the worst first, then by name."""
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.site.state,
                -BEST_FIRST.index(one.standing),
                one.site.name.casefold(),
                one.site.id,
            ),
        )
    )


def closed(by: Actor, on: date) -> tuple[Site, ...]:
    """The sites that are not open on a day: not yet, or no more; the next to open first."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    found = (one for one in judge.facts.all(Site) if day not in one.span)
    return tuple(
        sorted(found, key=lambda one: (one.span.start <= day, one.span.start, one.name.casefold(), one.id))
    )


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
    standings = [standing_of(judge, one, service, day) for one in people]
    best = min(standings, key=BEST_FIRST.index, default=Standing.ABSENT)
    return Offered(service, best, sum(one.authorizes for one in standings))
