"""The floor of one site on a day: its board, what nobody there may do and why, who oversees it, and what changes next.

Days are civil days of the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from openmso.authority.answer import Key, Verdict
from openmso.authority.board import Board, Cell, board, service_track, weakest
from openmso.authority.causes import Cause, cause
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Registration, Service, Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason, sentence
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.oversight.rules.asking import BEST_FIRST
from openmso.timeline.spans import Span

AHEAD = 90
"""So many days a board looks ahead."""
TOLD = 3
"""So many reasons are told of a service that nobody may do."""


@dataclass(frozen=True, slots=True)
class Dark:
    """Services on the menu of the day that nobody there may do, for the same reasons: those of who is nearest to it."""

    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """What turns for one person: these services, from one standing to another."""

    person: str
    services: tuple[Service, ...]
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Ahead:
    """One event of a day ahead, and what it turns for whom."""

    day: int
    cause: Cause
    turned: tuple[Turned, ...]

    @property
    def worsens(self) -> bool:
        """Whether less is allowed afterwards; only then the cause says what is lost."""
        return any(one.after > one.before for one in self.turned)


@dataclass(frozen=True, slots=True)
class Floor:
    """A site on a day. `overseers`: appointments that reach it, now or in the days ahead; `lacking`: what it is not registered as."""

    site: Site
    on: date
    board: Board
    dark: tuple[Dark, ...]
    ahead: tuple[Ahead, ...]
    overseers: tuple[Appointment, ...]
    registrations: tuple[Registration, ...]
    lacking: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        """Whether the site is open on the day."""
        return self.on.toordinal() in self.site.span

    @property
    def opens(self) -> int | None:
        """The day on which a site opens that is not open yet."""
        return self.site.span.start if self.on.toordinal() < self.site.span.start else None


def floor(by: Actor, site: str, on: date) -> Floor:
    """The floor of a site on a day. Raises `UnknownRecordError` for a site that the network has not."""
    judge, _ = judge_of(by)
    facts = judge.facts
    found = facts.need(Site, site)
    window = Span(on.toordinal(), on.toordinal() + AHEAD)
    drawn = _by_name(board(judge, site, window), facts)
    return Floor(
        site=found,
        on=on,
        board=drawn,
        dark=tuple(_dark(drawn, window.start)) if window.start in found.span else (),
        ahead=_ahead(judge, drawn),
        overseers=_overseers(facts, found, window),
        registrations=_registrations(facts, site, window.start),
        lacking=_lacking(drawn),
    )


def _by_name(drawn: Board, facts: Facts) -> Board:
    def name(person: str) -> str:
        known = facts.get(Person, person)
        return known.name.casefold() if known else person

    return replace(drawn, rows=tuple(sorted(drawn.rows, key=lambda row: (name(row.person), row.person))))


def _dark(drawn: Board, day: int) -> list[Dark]:
    found: dict[tuple[str, ...], Dark] = {}
    for place, service in enumerate(drawn.services):
        cells = [row.cells[place] for row in drawn.rows]
        if day not in service.span or any(one.standing.authorizes for one in cells):
            continue
        nearest = min((one.standing for one in cells), key=BEST_FIRST.index, default=None)
        reasons = _once([why for one in cells if one.standing is nearest for why in one.reasons])[:TOLD]
        known = found.setdefault(tuple(sentence(one) for one in reasons), Dark((), reasons))
        found[tuple(sentence(one) for one in reasons)] = replace(known, services=(*known.services, service))
    return list(found.values())


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Reasons that would read alike, once each: whom they are about is told by the board."""
    found: dict[str, Reason] = {}
    for one in reasons:
        found.setdefault(sentence(one), one)
    return tuple(found.values())


def _ahead(judge: Judge, drawn: Board) -> tuple[Ahead, ...]:
    """By day and cause. What nobody may do before or after is no event of the floor."""
    events: dict[tuple[object, ...], Ahead] = {}
    for row in drawn.rows:
        for service, cell in zip(drawn.services, row.cells, strict=True):
            for day, turned, why in _of_cell(judge, row.person, service, cell):
                known = events.get((day, why.name), Ahead(day, why, ()))
                events[day, why.name] = replace(known, turned=_with(known.turned, turned))
    return tuple(sorted(events.values(), key=lambda one: (one.day, -len(one.turned))))


def _of_cell(judge: Judge, person: str, service: Service, cell: Cell) -> Iterator[tuple[int, Turned, Cause]]:
    if cell.changes_on is None:
        return
    track = service_track(judge, person, service)
    for (_, before), (span, after) in pairwise(cell.stretches):
        if before.authorizes or after.authorizes:
            then, now = track.at(span.start - 1), track.at(span.start)
            code, was, becomes = _telling(sorted(service.procedures), then, now)
            why = cause(Key(person, code, service.site), span.start, was, becomes, judge.facts)
            yield span.start, Turned(person, (service,), before, after), why


def _with(known: tuple[Turned, ...], one: Turned) -> tuple[Turned, ...]:
    """One more service of a person who is told of already, or one more person."""
    alike = [x for x in known if (x.person, x.before, x.after) == (one.person, one.before, one.after)]
    if not alike:
        return (*known, one)
    joined = replace(alike[0], services=(*alike[0].services, *one.services))
    return tuple(joined if x is alike[0] else x for x in known)


def _telling(
    procedures: list[str], then: tuple[Verdict, ...], now: tuple[Verdict, ...]
) -> tuple[str, Verdict, Verdict]:
    """The procedure that makes a service stand otherwise: of those that do stand otherwise the weakest, after or before."""
    standing = max(weakest(then), weakest(now))
    changed = [
        one for one in zip(procedures, then, now, strict=True) if one[1].standing is not one[2].standing
    ]
    return next((one for one in changed if standing in (one[1].standing, one[2].standing)), changed[0])


def _overseers(facts: Facts, site: Site, window: Span) -> tuple[Appointment, ...]:
    reaching = (
        one
        for one in facts.by(Appointment, "practice", site.practice)
        if (one.sites is None or site.id in one.sites) and one.span.overlaps(window)
    )
    return tuple(sorted(reaching, key=lambda one: (one.kind != "director", one.span.start, one.id)))


def _registrations(facts: Facts, site: str, day: int) -> tuple[Registration, ...]:
    """Those that are good or will be, the first to end first."""
    held = (one for one in facts.by(Registration, "holder", site) if one.span.end > day)
    return tuple(sorted(held, key=lambda one: (one.span.end, one.kind, one.id)))


def _lacking(drawn: Board) -> tuple[Reason, ...]:
    reasons = [why for row in drawn.rows for cell in row.cells for why in cell.reasons]
    return _once([one for one in reasons if one.code is Code.SITE_UNREGISTERED])
