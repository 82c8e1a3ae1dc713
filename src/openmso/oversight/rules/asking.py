"""May somebody, here, now? Where they work and what is on the menu there; what is decided; who else may; what the bedside has to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.bedside import NEVER_AT_THE_BEDSIDE
from openmso.authority.board import weakest
from openmso.authority.chain_days import Chain, chain
from openmso.authority.decide import decide
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Service, Site
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.authority.readings import orderers_track
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing

BEST_FIRST: Final = (
    Standing.HELD,
    Standing.CONDITIONAL,
    Standing.UNKNOWN,
    Standing.BARRED,
    Standing.ABSENT,
)
WORST_FIRST: Final = (Outcome.STOP, Outcome.UNKNOWN, Outcome.ALLOW_WITH_CONDITIONS, Outcome.ALLOW)


@dataclass(frozen=True, slots=True)
class Line:
    """A service on the menu, and how somebody stands for it."""

    service: Service
    standing: Standing


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else at the site, and how they stand for the service."""

    person: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at the site in a role in which they treat."""

    person: str
    role: str


@dataclass(frozen=True, slots=True)
class ToShow:
    """What the law wants shown at the bedside of one service, by all its procedures. What is empty is not asked for."""

    exam: frozenset[str] = frozenset()
    supervision: tuple[Reason, ...] = ()
    order: frozenset[str] = frozenset()
    limits: tuple[Reason, ...] = ()
    attest: tuple[str, ...] = ()
    first_visit: bool = False
    elsewhere: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is decided of a service at a moment: each of its procedures, and the worst of them."""

    answers: tuple[tuple[str, Chain], ...]

    @property
    def outcome(self) -> Outcome:
        """That of the whole service: as its worst procedure."""
        return min(
            (one.decision.outcome for _, one in self.answers), key=WORST_FIRST.index, default=Outcome.UNKNOWN
        )

    @property
    def authorizes(self) -> bool:
        """Whether law and papers let the person do all of it, if the bedside shows what it has to."""
        return all(one.verdict.standing.authorizes for _, one in self.answers)


def check(
    judge: Judge, person: str, service: Service, at: datetime, bedside: Bedside = NOTHING_TOLD
) -> Checked:
    """May the person do every procedure of the service at an aware moment, with what is known at the bedside?"""
    keys = [Key(person, code, service.site) for code in sorted(service.procedures)]
    decided = [(key, decide(Act(*key, at, bedside), judge)) for key in keys]
    return Checked(tuple((key.procedure, chain(one, judge.track(key))) for key, one in decided))


def standing_of(judge: Judge, person: str, service: Service, day: int) -> Standing:
    """The standing of a person for a whole service on a day: that of its weakest procedure."""
    return weakest(judge.verdict(Key(person, code, service.site), day) for code in sorted(service.procedures))


def open_sites(judge: Judge, day: int) -> tuple[Site, ...]:
    """The sites that are open on a day, by name."""
    found = (one for one in judge.facts.all(Site) if day in one.span)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def works_at(judge: Judge, person: str, day: int) -> tuple[Site, ...]:
    """The open sites at which somebody is engaged on a day, by name: as whom they treat, or in another post that names the site."""
    named = {
        site
        for one in judge.facts.by(Engagement, "person", person)
        if day in one.span
        for site in one.sites or ()
    }
    return tuple(
        one for one in open_sites(judge, day) if one.id in named or treats_at(judge, person, one.id, day)
    )


def treats_at(judge: Judge, person: str, site: str, day: int) -> bool:
    """Whether somebody is engaged at a site on a day in a role in which people treat."""
    return bool(engaged_as(judge.world, person, site).at(day))


def people_at(judge: Judge, site: str, day: int) -> tuple[Person, ...]:
    """Who is engaged at a site on a day, by name."""
    people = {key.person for key in judge.keys_at(site)}
    here = (one for one in people if treats_at(judge, one, site, day))
    return tuple(
        sorted((judge.facts.need(Person, one) for one in here), key=lambda one: (one.name.casefold(), one.id))
    )


def menu(judge: Judge, site: str, person: str, day: int) -> tuple[Line, ...]:
    """The services on the menu of a site on a day, by name, and how the person stands for each."""
    found = (one for one in judge.facts.by(Service, "site", site) if day in one.span)
    return tuple(
        Line(one, standing_of(judge, person, one, day))
        for one in sorted(found, key=lambda one: (one.name.casefold(), one.id))
    )


def who_else(judge: Judge, service: Service, day: int, but: str) -> tuple[Other, ...]:
    """Who else at the site may do the service on a day, the strongest first."""
    found = (
        Other(one.id, standing_of(judge, one.id, service, day))
        for one in people_at(judge, service.site, day)
        if one.id != but
    )
    return tuple(
        sorted(
            (one for one in found if one.standing.authorizes), key=lambda one: BEST_FIRST.index(one.standing)
        )
    )


def colleagues(
    judge: Judge, site: str, day: int, roles: Iterable[str], but: str = ""
) -> tuple[Colleague, ...]:
    """Who is engaged at a site on a day in one of these roles, by name."""
    wanted = frozenset(roles)
    return tuple(
        Colleague(one.id, role)
        for one in people_at(judge, site, day)
        if one.id != but
        for role in engaged_as(judge.world, one.id, site).at(day)
        if role in wanted
    )


def to_show_of(judge: Judge, checked: Checked) -> ToShow:
    """What is to be shown at the bedside for what was decided."""
    reasons = [(code, why) for code, one in checked.answers for why in one.verdict.wanting]

    def of(code: Code) -> list[Reason]:
        return [why for _, why in reasons if why.code is code]

    return ToShow(
        exam=frozenset(role for one in of(Code.EXAM) for role in one.details["roles"]),
        supervision=tuple(of(Code.SUPERVISION)),
        order=frozenset(
            role
            for code, why in reasons
            if why.code is Code.ORDER
            for role in _orderers(judge, code, checked)
        ),
        limits=tuple(
            {(one.details["limit"], str(one.details["value"])): one for one in of(Code.LIMIT)}.values()
        ),
        attest=tuple(dict.fromkeys(one.details["text"] for one in of(Code.ATTEST))),
        first_visit=bool(of(Code.FIRST_VISIT)),
        elsewhere=tuple({why.code: why for _, why in reasons if why.code in NEVER_AT_THE_BEDSIDE}.values()),
    )


def _orderers(judge: Judge, procedure: str, checked: Checked) -> frozenset[str]:
    decision = checked.answers[0][1].decision
    state = judge.facts.need(Site, decision.act.site).state
    return orderers_track(judge.world, state, procedure).at(decision.day)
