"""Notices and badges: the words a site shows of its physicians, made from the records, with what the law asks beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, StandingOrder
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.authority.law import LawBook, Reading, Statement
from openmso.compliance.rules.finding import sure
from openmso.words.trade import ROLES

ASKED: Final = "medical_director.posting"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law of a state asks to be posted, shown or named: its words, the statement, and whether counsel should look."""

    text: str
    cite: Statement
    sure: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """The words of a site's notice on a day, line by line, and what the law asks. `asked` is empty where no duty was found, which is not to say that there is none."""

    site: Site
    lines: tuple[str, ...]
    asked: tuple[Asked, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Badge:
    """What the badge of somebody says at a site: name, and as what they work."""

    person: str
    name: str
    role: str


class Hangs(StrEnum):
    """How the notice of a site stands."""

    POSTED = "posted"
    CHANGED = "to be changed"
    MISSING = "missing"


def notice(facts: Facts, law: LawBook, site: Site, day: int) -> Notice:
    """The notice of a site: who directs it, who delegates and supervises there, each with the license of its state."""
    practice = facts.get(Organization, site.practice)
    lines = [site.name, f"A practice of {practice.name}" if practice else ""]
    offices = [
        one
        for one in facts.by(Appointment, "practice", site.practice)
        if day in one.span and (one.sites is None or site.id in one.sites)
    ]
    for kind, said in (("director", "Medical director"), ("backup", "Stands in for the medical director")):
        held = sorted({one.person for one in offices if one.kind == kind})
        lines += [f"{said}: {_licensed(facts, one, site.state, day)}" for one in held]
    directing = {one.person for one in offices}
    others = sorted(_supervising(facts, site, day) - directing)
    lines += [f"Supervising physician: {_licensed(facts, one, site.state, day)}" for one in others]
    return Notice(site, tuple(one for one in lines if one), tuple(_asked(law, site.state, day)))


def _supervising(facts: Facts, site: Site, day: int) -> set[str]:
    here = {
        one.person
        for one in facts.all(Engagement)
        if day in one.span
        and (site.id in one.sites if one.sites is not None else one.organization == site.practice)
    }
    papers: Iterable[Delegation | Agreement] = (*facts.all(Delegation), *facts.all(Agreement))
    found = {
        one.physician
        for one in papers
        if day in one.span and one.person in here and (one.sites is None or site.id in one.sites)
    }
    orders = facts.by(StandingOrder, "practice", site.practice)
    return found | {
        one.prescriber for one in orders if day in one.span and (one.sites is None or site.id in one.sites)
    }


def _licensed(facts: Facts, person: str, state: str, day: int) -> str:
    who = facts.get(Person, person)
    found = next(
        (
            one
            for one in facts.by(License, "person", person)
            if one.state == state and day in one.span and one.status == "active"
        ),
        None,
    )
    if found is None:
        return f"{who.name if who else person} (no license of {state} on record)"
    return f"{who.name if who else person}, {found.role}, {state} license {found.number or 'number not on record'}"


def _asked(law: LawBook, state: str, day: int) -> Iterable[Asked]:
    readings = [law.reading(state, ASKED, day)]
    for (topic,) in sorted(law.keys(state, "duty.rule")):
        reading = law.reading(state, "duty.rule", day, topic)
        if reading.value and reading.value["kind"] == "posting":
            readings.append(reading)
    for one in readings:
        if one.known and one.value:
            yield Asked(_words(one), one.statements[0], sure(one))


def _words(reading: Reading) -> str:
    return str(reading.value["text"] if isinstance(reading.value, Mapping) else reading.value)


def badges(facts: Facts, site: Site, day: int) -> tuple[Badge, ...]:
    """What badges say at a site: of everybody engaged there who treats, by name."""
    found = {
        Badge(one.person, facts.need(Person, one.person).name, ROLES.get(one.role, one.role))
        for one in facts.all(Engagement)
        if day in one.span
        and one.role in ROLES
        and (site.id in one.sites if one.sites is not None else one.organization == site.practice)
    }
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.role)))


def hangs(now: Notice, texts: Collection[str]) -> Hangs:
    """How the notice of a site stands, by the words that hang there."""
    if not texts:
        return Hangs.MISSING
    return Hangs.POSTED if all(one == now.text for one in texts) else Hangs.CHANGED
