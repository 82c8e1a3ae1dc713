"""Who leaves an office, and what must be done before the day: by what is recorded, nothing is ticked off by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, StandingOrder
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.matching.queries.openings import Opened
from openmso.matching.queries.planned import sites_of_office
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.consults import questions
from openmso.oversight.queries.events import events
from openmso.oversight.queries.reviews import queue
from openmso.oversight.queries.sites import glances
from openmso.timeline.spans import FOREVER

DRILL: Final = timedelta(days=14)
"""From the notice to a successor who is ready (house goal: the replacement drill)."""


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that leaving asks for. `done` None: no record can tell, somebody sees to it."""

    said: str
    done: bool | None
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody leaves an office after a day. `dark`: at each site what nobody may do any more from the day after, as things are recorded now; `fewer`: at each site how many services fewer people may do."""

    person: str
    practice: str
    last: date
    goal: date
    dark: tuple[tuple[Site, tuple[Service, ...]], ...]
    fewer: tuple[tuple[Site, int], ...]
    asked: tuple[Left, ...]

    @property
    def after(self) -> date:
        """The first day without them."""
        return self.last + timedelta(days=1)

    @property
    def open(self) -> int:
        """How much of what records can tell is not done."""
        return sum(one.done is False for one in self.asked)


def leaving(by: Actor, opened: Opened, now: datetime) -> Leaving | None:
    """Who leaves the office that an opening replaces; None where nobody does."""
    judge, _ = judge_of(by)
    office = judge.facts.get(Appointment, opened.replaces) if opened.replaces else None
    if office is None or office.span.end >= FOREVER:
        return None
    last = date.fromordinal(office.span.end - 1)
    sites = frozenset(sites_of_office(judge, office, last.toordinal()))
    after = last + timedelta(days=1)
    with seeing(by):
        return Leaving(
            office.person,
            office.practice,
            last,
            min(last, opened.opened_at.date() + DRILL),
            *_lost(by, sites, last, after),
            (
                *_offices(judge, office, sites, after),
                *_papers(judge, office.person, sites, after),
                *_waiting(by, office.person, sites, now),
                *BY_HAND,
            ),
        )


Lost = tuple[tuple[tuple[Site, tuple[Service, ...]], ...], tuple[tuple[Site, int], ...]]


def _lost(by: Actor, sites: frozenset[str], last: date, after: date) -> Lost:
    """What turns dark from one day to the next, and how many other services fewer people may do."""
    before = {each.service.id: each.able for one in glances(by, last, sites) for each in one.offered}
    dark, fewer = [], []
    for one in glances(by, after, sites):
        lost = [each for each in one.offered if each.able < before.get(each.service.id, 0)]
        gone = tuple(each.service for each in lost if not each.able)
        if gone:
            dark.append((one.site, gone))
        if len(lost) > len(gone):
            fewer.append((one.site, len(lost) - len(gone)))
    return tuple(dark), tuple(fewer)


def _offices(judge: Judge, office: Appointment, sites: frozenset[str], after: date) -> Iterator[Left]:
    day = after.toordinal()
    there = [
        one
        for one in judge.facts.by(Appointment, "practice", office.practice)
        if day in one.span and one.person != office.person
    ]

    def reached(kind: str) -> bool:
        found = [one for one in there if one.kind == kind]
        return bool(sites) and all(
            any(one.sites is None or site in one.sites for one in found) for site in sites
        )

    yield Left(
        "Somebody else directs every site from the day after",
        reached("director"),
        "finish an introduction, and record the appointment",
    )
    yield Left(
        "Somebody stands in at every site on the day after",
        reached("backup"),
        "appoint a backup, who covers meanwhile",
    )


def _papers(judge: Judge, person: str, sites: frozenset[str], after: date) -> Iterator[Left]:
    """What they gave that reaches beyond the day: without their office it grants nothing."""
    facts, day = judge.facts, after.toordinal()
    given: tuple[tuple[Sequence[Delegation | Agreement | StandingOrder], str, str], ...] = (
        (facts.by(Delegation, "physician", person), "delegation", "the successor delegates anew"),
        (facts.by(Agreement, "physician", person), "agreement", "the successor agrees with each NP and PA"),
        (facts.by(StandingOrder, "prescriber", person), "standing order", "the successor issues them anew"),
    )
    for papers, called, mend in given:
        count = sum(day in one.span and (one.sites is None or bool(one.sites & sites)) for one in papers)
        number = f"{count or 'No'} {called if count == 1 else called + 's'}"
        yield Left(f"{number} of theirs reach{'es' if count == 1 else ''} beyond the day", not count, mend)


def _waiting(by: Actor, person: str, sites: frozenset[str], now: datetime) -> Iterator[Left]:
    charts = sum(one.reviewer == person for one in queue(by, mine=False))
    asked = sum(one.waits and one.of == person for one in questions(by, person=person))
    open_ones = sum(one.site in sites for one in events(by, now))
    for count, said, mend in (
        (charts, "charts wait for their review", "they read them, or the successor does"),
        (asked, "questions wait for their answer", "they answer, or it is passed on"),
        (open_ones, "events are open at their sites", "close them, or hand them over with a word"),
    ):
        yield Left(f"{count or 'No'} {said}", not count, mend)


BY_HAND: Final = (
    Left("The board is told, where the state asks for it", None),
    Left("Their name is off signs, badges, adverts and registrations", None),
    Left("They have copies of their logs and of what they signed", None),
)
"""No record can tell these."""
