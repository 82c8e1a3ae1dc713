"""Everything about one person: papers, engagements, what they give and receive, and what they may do where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from openmso.authority.board import service_track, weakest
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
    Screening,
)
from openmso.authority.facts.structure import Office, Ownership, Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.insight.queries.people import sites_of
from openmso.oversight.queries.kept import DRAWERS
from openmso.timeline.spans import Span

DAYS = 90
D = TypeVar(
    "D",
    Engagement,
    License,
    Certificate,
    Competency,
    Insurance,
    Appointment,
    Agreement,
    Delegation,
    StandingOrder,
)


@dataclass(frozen=True, slots=True)
class May:
    """A service of a site and a person: the standing on the day, and its stretches in the window; `until` is the day it changes."""

    service: Service
    standing: Standing
    stretches: tuple[tuple[Span, Standing], ...]

    @property
    def until(self) -> int | None:
        """The first day of another standing within the window."""
        return self.stretches[1][0].start if len(self.stretches) > 1 else None


@dataclass(frozen=True, slots=True)
class At:
    """A site and what a person may do of its menu."""

    site: Site
    services: tuple[May, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A person with their records, each kind by its first day, the latest first; `at` where they are engaged on the day."""

    person: Person
    engagements: tuple[Engagement, ...]
    licenses: tuple[License, ...]
    certificates: tuple[Certificate, ...]
    competencies: tuple[Competency, ...]
    insurance: tuple[Insurance, ...]
    experience: tuple[Experience, ...]
    exclusions: tuple[Exclusion, ...]
    screenings: tuple[Screening, ...]
    governs: tuple[Ownership | Office, ...]
    gives: tuple[Record, ...]
    receives: tuple[Record, ...]
    window: Span
    at: tuple[At, ...]


def dossier(by: Actor, on: date, person: str) -> Dossier:
    """Everything about a person. Raises `UnknownRecordError`."""
    return DRAWERS.of(by, f"dossier {person}", on, lambda judge: _dossier(judge, on.toordinal(), person))


def _dossier(judge: Judge, day: int, person: str) -> Dossier:
    facts = judge.facts
    engagements = facts.by(Engagement, "person", person)
    window = Span(day, day + DAYS)
    here = sites_of(facts, [one for one in engagements if day in one.span])
    return Dossier(
        person=facts.need(Person, person),
        engagements=_latest(engagements),
        licenses=_latest(facts.by(License, "person", person)),
        certificates=_latest(facts.by(Certificate, "person", person)),
        competencies=_latest(facts.by(Competency, "person", person)),
        insurance=_latest(facts.by(Insurance, "subject", person)),
        experience=facts.by(Experience, "person", person),
        exclusions=facts.by(Exclusion, "subject", person),
        screenings=_last_looks(facts.by(Screening, "subject", person), day),
        governs=(*facts.by(Ownership, "owner", person), *facts.by(Office, "person", person)),
        gives=_given(facts, person),
        receives=_received(facts, person),
        window=window,
        at=tuple(_at(judge, person, site, window) for site in here if day in site.span),
    )


def _given(facts: Facts, person: str) -> tuple[Record, ...]:
    return (
        *_latest(facts.by(Appointment, "person", person)),
        *_latest(facts.by(Agreement, "physician", person)),
        *_latest(facts.by(Delegation, "physician", person)),
        *_latest(facts.by(StandingOrder, "prescriber", person)),
    )


def _received(facts: Facts, person: str) -> tuple[Record, ...]:
    return (
        *_latest(facts.by(Agreement, "person", person)),
        *_latest(facts.by(Delegation, "person", person)),
    )


def _latest(found: Iterable[D]) -> tuple[D, ...]:
    return tuple(sorted(found, key=lambda one: (-one.span.end, -one.span.start, one.id)))


def _last_looks(found: Iterable[Screening], day: int) -> tuple[Screening, ...]:
    """The last look into each list by the day."""
    last: dict[str, Screening] = {}
    for one in sorted(found, key=lambda one: (one.on, one.id)):
        if one.on.toordinal() <= day:
            last[one.source] = one
    return tuple(last.values())


def _at(judge: Judge, person: str, site: Site, window: Span) -> At:
    menu = [one for one in judge.facts.by(Service, "site", site.id) if window.start in one.span]
    ordered = sorted(menu, key=lambda one: (one.name.casefold(), one.id))
    return At(site, tuple(_may(judge, person, one, window) for one in ordered))


def _may(judge: Judge, person: str, service: Service, window: Span) -> May:
    stretches = tuple(service_track(judge, person, service).map(weakest).pieces(window))
    return May(service, stretches[0][1], stretches)
