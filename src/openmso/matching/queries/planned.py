"""The plan of a network: offices there are and openings there wait, with everybody who could take them, solved together.

Offices there are keep who holds them unless somebody leaves, or a change is worth what it costs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import PRACTITIONERS
from openmso.foundation.actor import Actor
from openmso.matching.facts import places_of
from openmso.matching.files.highs import plan
from openmso.matching.queries.openings import openings
from openmso.matching.queries.shortlist import Candidate, Market, assessed
from openmso.matching.rules.duties import Demands, demands_of, estimate, tenth
from openmso.matching.rules.filters import Obstacle
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.portfolio import (
    HOURS,
    MOST_BACKUPS,
    STANDBY,
    STANDS_IN,
    Choice,
    Explained,
    Need,
    Plan,
    Problem,
    Seat,
    explained,
    leaving,
    moved,
)
from openmso.matching.rules.supposing import burdened, lawful, rooms

ENGAGING: Final = Decimal(300)
"""US dollars a month that engaging somebody costs, whatever they take: credentialing, malpractice (house)."""
CHANGE: Final = Decimal(1500)
"""What it is worth not to change a director or who stands in (house)."""
SECONDS: Final = 10.0
"""So long a page waits for a plan."""
HOURLY: Final = Decimal(225)
"""US dollars an hour where a physician did not say what they expect (house: the middle of the assumed range)."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody who cannot take an opening, and why not."""

    person: str
    against: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its openings by id, what explains each seat, who cannot and why, and the openings that change."""

    openings: dict[str, Opening]
    there: frozenset[str]
    problem: Problem
    plan: Plan
    explained: tuple[Explained, ...]
    lacking: dict[str, tuple[Lacking, ...]]
    changed: tuple[str, ...]

    @property
    def gap_percent(self) -> Decimal:
        """The gap in percent, to a hundredth."""
        return (self.plan.gap * 100).quantize(Decimal("0.01"))


def planned(by: Actor, market: Market, *, gone: Collection[str] = ()) -> Planned:
    """The best plan for all offices and openings of a network; `gone`: who is supposed to have left."""
    judge, day = market.judge, market.today
    offices = list(_offices(judge, day))
    waiting = [one.opening for one in openings(by) if one.opening.places]
    needs, choices, lacking = [], list[Choice](), dict[str, tuple[Lacking, ...]]()
    hours: dict[str, Decimal] = {}
    before: dict[str, Seat] = {}
    for what, seat, given in (*offices, *((one, Seat(), None) for one in waiting)):
        demands = demands_of(judge.law, what, day.toordinal())
        need = _need(what, demands, given, judge)
        needs.append(need)
        before[what.id] = seat
        hours[seat.primary] = hours.get(seat.primary, Decimal(0)) + need.takes[HOURS]
        hours[seat.backup] = hours.get(seat.backup, Decimal(0)) + need.holds[HOURS]
        found, cannot = _choices(market, what, demands, seat)
        choices += found
        lacking[what.id] = cannot
    limits = {one: _limits(market, one, hours) for one in {each.person for each in choices}}
    fixed = dict.fromkeys(limits, ENGAGING)
    problem = Problem(tuple(needs), tuple(choices), limits, fixed, before, CHANGE)
    if gone:
        problem = leaving(problem, before, gone, CHANGE)
    best = plan(problem, seconds=SECONDS)
    return Planned(
        {one.id: one for one in (*(office for office, *_ in offices), *waiting)},
        frozenset(one.id for one, *_ in offices),
        problem,
        best,
        explained(problem, best.seats),
        lacking,
        moved(before, best.seats),
    )


def _offices(judge: Judge, on: date) -> Iterable[tuple[Opening, Seat, Decimal | None]]:
    """The offices of directors on a day as openings that are filled: each by its appointment, with the hours it is for."""
    day = on.toordinal()
    for one in judge.facts.all(Appointment):
        if one.kind != "director" or day not in one.span:
            continue
        sites = sites_of_office(judge, one, day)
        standing = next(
            (
                other.person
                for other in judge.facts.by(Appointment, "practice", one.practice)
                if other.kind == "backup"
                and day in other.span
                and other.person != one.person
                and (other.sites is None or set(sites) & other.sites)
            ),
            "",
        )
        if sites:
            yield office_as_opening(judge, one, sites, on), Seat(one.person, standing), one.hours_per_month


def sites_of_office(judge: Judge, office: Appointment, day: int) -> list[str]:
    """The sites that an office reaches on a day."""
    return [
        site.id
        for site in judge.facts.by(Site, "practice", office.practice)
        if (office.sites is None or site.id in office.sites) and day in site.span
    ]


def office_as_opening(judge: Judge, office: Appointment, sites: list[str], on: date) -> Opening:
    """An office as what somebody would have to take on a day: its sites with their menus, and who works there under supervision."""
    day, there = on.toordinal(), set(sites)
    works = {
        (one.person, one.role)
        for one in judge.facts.all(Engagement)
        if day in one.span
        and one.role in PRACTITIONERS
        and (one.sites & there if one.sites is not None else one.organization == office.practice)
    }
    people = tuple((role, sum(held == role for _, held in works)) for role in sorted(PRACTITIONERS))
    procedures = frozenset(
        code
        for site in sites
        for one in judge.facts.by(Service, "site", site)
        if day in one.span
        for code in one.procedures
    )
    places = places_of(judge.facts, sites)
    counted = tuple(one for one in people if one[1])
    return Opening(office.id, office.practice, places, procedures, counted, None, "hybrid", on)


def _need(what: Opening, demands: Demands, given: Decimal | None, judge: Judge) -> Need:
    """What an opening takes: hours, and of each state that limits anything the people and the sites it counts."""
    middle = estimate(what, demands, None).middle if given is None else given
    day = what.wanted_from.toordinal()
    takes = {HOURS: middle}
    for room in rooms(judge, "", what.states, day):
        roles = set(room.pool.split("+"))
        count = (
            sum(one.state == room.state for one in what.streets)
            if room.pool == "sites"
            else sum(number for role, number in what.people if role in roles)
        )
        if count:
            takes[f"{room.state} {room.pool}"] = Decimal(count)
    holds = {HOURS: tenth(middle * STANDBY), STANDS_IN: Decimal(1)}
    return Need(what.id, takes, holds, frozenset(takes) - {HOURS})


def _choices(
    market: Market, what: Opening, demands: Demands, seat: Seat
) -> tuple[list[Choice], tuple[Lacking, ...]]:
    """Who could take an opening at which price, and who could not. Hours and caps are the plan's to count, over all openings."""
    found, cannot = [], []
    for person, told in market.told.items():
        judge = burdened(market.judge, told.profile, what.wanted_from)
        law = replace(lawful(judge, person, what), over=())
        free = replace(told.profile, hours_free=None)
        one = assessed(market, what, demands, free, law)
        sits = person in (seat.primary, seat.backup)
        if one.fit.against and not sits:
            cannot.append(Lacking(person, one.fit.against))
        elif told.profile.hours_free is None and not sits:
            unsaid = Obstacle("unsaid_hours", "ask how many hours they have", "nobody said how many are free")
            cannot.append(Lacking(person, (unsaid,)))
        else:
            price = _price(one)
            found.append(Choice(what.id, person, price, (price * STANDBY).quantize(Decimal(1))))
    return found, tuple(sorted(cannot, key=lambda each: (len(each.against), each.person)))


def _price(one: Candidate) -> Decimal:
    wanted = one.profile.monthly(one.duties.middle)
    return (one.duties.middle * HOURLY).quantize(Decimal(1)) if wanted is None else wanted


def _limits(market: Market, person: str, hours: dict[str, Decimal]) -> dict[str, Decimal]:
    """What somebody can carry: hours free besides those they give already, and caps less what is carried outside the network."""
    profile, day = market.told[person].profile, market.today
    states = sorted({one.state for one in market.judge.facts.all(Site)})
    ordinal = day.toordinal()
    inside = {(one.state, one.pool): one.used for one in rooms(market.judge, person, states, ordinal)}
    free = profile.hours_free if profile.hours_free is not None else Decimal(0)
    limits = {HOURS: free + hours.get(person, Decimal(0)), STANDS_IN: MOST_BACKUPS}
    for one in rooms(burdened(market.judge, profile, day), person, states, ordinal):
        outside = one.used - inside.get((one.state, one.pool), Decimal(0))
        limits[f"{one.state} {one.pool}"] = max(Decimal(0), one.limit - outside)
    return limits
