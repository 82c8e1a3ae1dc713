"""What a house says of the lines of a menu: how long each takes, in which kinds of room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from openmso.authority.facts.structure import Service
from openmso.care.models import ServicePlan
from openmso.care.rules.visits import minutes_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of a line. Without kinds it may be done in any room."""

    minutes: int
    room_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a menu, how long it usually takes, and what the house says of it, if anything."""

    service: Service
    usual: int
    said: Plan | None

    @property
    def minutes(self) -> int:
        """How long it takes here."""
        return self.said.minutes if self.said else self.usual


def plans(by: Actor, services: Collection[str]) -> Mapping[str, Plan]:
    """What is said of these lines, by their ids; lines of which nothing is said are left out."""
    with seeing(by):
        rows = ServicePlan.objects.filter(network=by.network, code__in=list(services))
        found = rows.values_list("code", "minutes", "room_kinds")
        return {code: Plan(minutes, frozenset(kinds)) for code, minutes, kinds in found}


def menu_of(by: Actor, site: str, on: date) -> tuple[Line, ...]:
    """The lines of a site's menu on a day, by name."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    lines = [one for one in judge.facts.by(Service, "site", site) if day in one.span]
    said = plans(by, [one.id for one in lines])
    found = [
        Line(
            one,
            minutes_of(judge.law.procedures[code].family for code in sorted(one.procedures)),
            said.get(one.id),
        )
        for one in lines
    ]
    return tuple(sorted(found, key=lambda one: (one.service.name.casefold(), one.service.id)))
