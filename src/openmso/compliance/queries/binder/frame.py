"""What a binder is about, worked out once: who asks, the scope, the days, names, the law, and every citation with its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from openmso.authority.facts.oversight import Agreement, Appointment, Delegation
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership, Site
from openmso.authority.judge import Judge
from openmso.authority.law import Statement
from openmso.compliance.rules.binders import NETWORK, THEIRS, Scope
from openmso.foundation.actor import Actor
from openmso.law.queries.lawbook import Lawful
from openmso.oversight.queries.named import network_of
from openmso.timeline.spans import Span
from openmso.words.labels import Labels

DIRECTING: Final = ("director", "backup")


@dataclass
class Cited:
    """The statements of law that a binder rests on, each under a number of its own in the order in which they came."""

    numbers: dict[Statement, int] = field(default_factory=dict)

    def marks(self, statements: Iterable[Statement]) -> str:
        """`[3] [17]`: where the statements stand in the list of law."""
        return " ".join(
            f"[{self.numbers.setdefault(one, len(self.numbers) + 1)}]" for one in dict.fromkeys(statements)
        )


@dataclass(frozen=True)
class Frame:
    """One binder. `on`: the day as of which it tells; `first` to `last`, both included: the period; `now`: when it is made.

    `practices`, `organizations`, `people` are the ids within the scope; `sites` those that were there on a day of the period.
    """

    by: Actor
    labels: Labels
    judge: Judge
    law: Lawful
    scope: Scope
    first: date
    last: date
    now: datetime
    sites: tuple[Site, ...]
    practices: frozenset[str]
    organizations: frozenset[str]
    people: frozenset[str]
    cited: Cited = field(default_factory=Cited)

    @property
    def on(self) -> date:
        """The last day of the period, or today where that is still to come."""
        return min(self.last, self.now.date())

    @property
    def day(self) -> int:
        """The same as an ordinal."""
        return self.on.toordinal()

    @property
    def period(self) -> Span:
        """The days of the period."""
        return Span(self.first.toordinal(), self.last.toordinal() + 1)

    @property
    def whole(self) -> bool:
        """Whether it is about the whole network."""
        return self.scope.kind == NETWORK

    def at(self, site: str) -> bool:
        """Whether a site is within the scope."""
        return any(one.id == site for one in self.sites)

    def sheet(self, title: str, lead: str, blocks: Iterable[Any], *, wide: bool = False) -> Sheet:
        """A document of the binder."""
        about = {
            "network": self.judge.facts.name or "Network",
            "scope": self.called,
            "day": written(self.on),
            "made": f"{written(self.now.date())}, {self.now:%H:%M %Z}",
        }
        told = {"title": title, "lead": lead, "wide": wide, "about": about, "blocks": list(blocks)}
        return Sheet(title, told)

    @property
    def called(self) -> str:
        """The scope in words."""
        return "the whole network" if self.whole else self.labels.name(self.scope.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as data for the template; `name` is given where it is put among the others."""

    title: str
    told: Mapping[str, Any]


def written(day: date) -> str:
    """A day as it stands in a document, always with its year: `Dec 5, 2026`."""
    return f"{day:%b} {day.day}, {day.year}"


def days(span: Span) -> str:
    """The days of a span, with years: `Mar 15, 2021 – Jan 31, 2027`, the last day included."""
    first = span.first
    last = None if span.until is None else date.fromordinal(span.end - 1)
    if first is None:
        return "no dates recorded" if last is None else f"through {written(last)}"
    return f"since {written(first)}" if last is None else f"{written(first)} – {written(last)}"


def frame_of(by: Actor, scope: Scope, first: date, last: date, now: datetime) -> Frame | None:
    """The frame of a binder; None where the network has no such practice or site, or the actor may not ask for it. `now` in the zone of the days."""
    labels, judge, law = network_of(by)
    if scope not in dict(scopes_of(by, judge, labels, min(last, now.date()))):
        return None
    period = Span(first.toordinal(), last.toordinal() + 1)
    sites = _sites(judge, scope, period)
    practices = frozenset(
        {one.practice for one in sites} | ({scope.id} if scope.kind == "practice" else set())
    )
    if scope.kind == NETWORK:
        practices |= {one.id for one in judge.facts.all(Organization) if one.kind == "practice"}
    organizations = _organizations(judge, practices, everything=scope.kind == NETWORK)
    people = _people(judge, sites, practices, organizations, period)
    return Frame(by, labels, judge, law, scope, first, last, now, sites, practices, organizations, people)


def scopes_of(by: Actor, judge: Judge, labels: Labels, on: date) -> tuple[tuple[Scope, str], ...]:
    """What the actor may ask for a binder of, with its name: everything, or only what they own or direct on the day."""
    facts, day = judge.facts, on.toordinal()
    practices = [one for one in facts.all(Organization) if one.kind == "practice"]
    sites = list(facts.all(Site))
    found: list[tuple[Scope, str]] = []
    if by.post is not None and by.post.value in THEIRS:
        owned = {one.organization for one in facts.by(Ownership, "owner", by.person or "") if day in one.span}
        offices = [one for one in facts.by(Appointment, "person", by.person or "") if day in one.span]
        directed = {one.practice for one in offices if one.kind in DIRECTING and one.sites is None}
        places = {
            site for one in offices if one.kind in DIRECTING and one.sites is not None for site in one.sites
        }
        practices = [one for one in practices if one.id in owned | directed]
        sites = [one for one in sites if one.practice in owned | directed or one.id in places]
    else:
        found.append((Scope(NETWORK), "The whole network"))
    found += sorted(((Scope("practice", one.id), labels.name(one.id)) for one in practices), key=_by_name)
    found += sorted(((Scope("site", one.id), labels.name(one.id)) for one in sites), key=_by_name)
    return tuple(found)


def _by_name(one: tuple[Scope, str]) -> tuple[str, str]:
    return one[1].casefold(), one[0].id


def _sites(judge: Judge, scope: Scope, period: Span) -> tuple[Site, ...]:
    chosen = (
        one
        for one in judge.facts.all(Site)
        if one.span.overlaps(period)
        and (scope.kind == NETWORK or scope in (Scope("site", one.id), Scope("practice", one.practice)))
    )
    return tuple(sorted(chosen, key=lambda one: (one.name.casefold(), one.id)))


def _organizations(judge: Judge, practices: frozenset[str], *, everything: bool) -> frozenset[str]:
    """The practices, who manages them, and whoever owns any of these."""
    facts = judge.facts
    if everything:
        return frozenset(one.id for one in facts.all(Organization))
    found = set(practices) | {one.mso for one in facts.all(Msa) if one.practice in practices}
    while True:
        owners = {one.owner for one in facts.all(Ownership) if one.organization in found}
        more = {one for one in owners if facts.get(Organization, one)} - found
        if not more:
            return frozenset(found)
        found |= more


def _people(
    judge: Judge,
    sites: Iterable[Site],
    practices: frozenset[str],
    organizations: frozenset[str],
    period: Span,
) -> frozenset[str]:
    """Who was engaged there, directs there, or owns or governs, on a day of the period."""
    facts, there = judge.facts, {one.id for one in sites}

    def reaches(one: Engagement | Appointment | Agreement | Delegation) -> bool:
        return one.span.overlaps(period) and (one.sites is None or not there.isdisjoint(one.sites))

    staff = {
        one.person for one in facts.all(Engagement) if one.organization in organizations and reaches(one)
    }
    offices = [one for one in facts.all(Appointment) if one.practice in practices and reaches(one)]
    papers: list[Agreement | Delegation] = [*facts.all(Agreement), *facts.all(Delegation)]
    givers = {one.physician for one in papers if one.person in staff and reaches(one)}
    governing = {
        one.person
        for one in facts.all(Office)
        if one.organization in organizations and one.span.overlaps(period)
    }
    owners = {
        one.owner
        for one in facts.all(Ownership)
        if one.organization in organizations and one.span.overlaps(period)
    }
    named = staff | {one.person for one in offices} | givers | governing | owners
    return frozenset(one for one in named if not facts.get(Organization, one))
