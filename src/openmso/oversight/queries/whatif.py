"""What if somebody left, a license lapsed, a site moved? The difference, in memory: nothing is written.

Told as people ask for it: how much and whom it concerns, which services go dark, what turns at each site, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmso.authority.differences import Difference, Turn, difference, turn_of, why
from openmso.authority.facts import Facts, UnknownRecordError
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.law import FEDERAL, LawBook, Reading
from openmso.authority.reasons import Reason
from openmso.authority.shifts import AtSite, at_site
from openmso.authority.whatif import Change as Turned
from openmso.authority.whatif import Supposed, elsewhere, without
from openmso.foundation.actor import Actor
from openmso.foundation.register import RefusedError
from openmso.law.queries import Change
from openmso.oversight.facts import judge_of
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track, together

DAYS = 365
"""So many days are compared."""


@dataclass(frozen=True, slots=True)
class Because:
    """Acts that turn alike, on the same days, for the same reasons."""

    turn: Turn
    span: Span
    reasons: tuple[Reason, ...]
    changes: tuple[Turned, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it concerns."""
        return tuple(sorted({one.key.person for one in self.changes}))

    @property
    def sites(self) -> tuple[str, ...]:
        """Where."""
        return tuple(sorted({one.key.site for one in self.changes}))

    @property
    def procedures(self) -> tuple[str, ...]:
        """Which acts."""
        return tuple(sorted({one.key.procedure for one in self.changes}))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a supposed change means. `counts`: acts (a person, a procedure, a site) by what it means for them."""

    facts: Facts
    difference: Difference
    counts: dict[Turn, int]
    sites: tuple[AtSite, ...]
    people: tuple[tuple[str, int], ...]
    because: tuple[Because, ...]

    @property
    def dark(self) -> int:
        """How many services go dark."""
        return sum(len(one.dark) for one in self.sites)

    @property
    def lit(self) -> int:
        """How many services are covered that were dark."""
        return sum(len(one.lit) for one in self.sites)


def leaves(by: Actor, on: date, record: str, since: date) -> Effect:
    """What changes in the year from `on` if a record ends on a day; a person takes along all that they hold and give.

    Raises `UnknownRecordError`, and `RefusedError` for a day before `on` or beyond what is compared.
    """
    judge, _ = judge_of(by)
    if judge.facts.find(record) is None:
        raise UnknownRecordError(f"the network has no record {record!r}")
    if since < on:
        raise RefusedError.at("since", f"{since} is past", "choose the day itself or a later one")
    if since.toordinal() >= on.toordinal() + DAYS:
        raise RefusedError.at("since", f"only {DAYS} days are compared", "choose an earlier day")
    return _effect(judge, without(judge, record, since.toordinal()), on)


def moves(by: Actor, on: date, site: str, state: str) -> Effect:
    """What changes in the year from `on` if a site had always stood in another state.

    Raises `UnknownRecordError`, and `RefusedError` for a state that the law does not know or that the site is in.
    """
    judge, _ = judge_of(by)
    there = judge.facts.need(Site, site)
    if state not in states_of(judge):
        raise RefusedError.at("state", f"the law knows no state {state!r}", "two letters, as TX")
    if state == there.state:
        raise RefusedError.at("state", f"{there.name} is in {state}", "choose another state")
    return _effect(judge, elsewhere(judge, site, state), on)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What another law says of a question on the first day of the year on which it says something else; `day` is None if it never does.

    Then only sources differ, or other years.
    """

    change: Change
    day: int | None
    before: Reading
    after: Reading


def otherwise(changes: Iterable[Change], before: LawBook, after: LawBook, on: date) -> tuple[Otherwise, ...]:
    """What each difference of law means in the year from `on`."""
    window = Span(on.toordinal(), on.toordinal() + DAYS)
    return tuple(_otherwise(one, before, after, window) for one in changes)


def _otherwise(change: Change, before: LawBook, after: LawBook, window: Span) -> Otherwise:
    tracks = [book.track(change.jurisdiction, change.parameter, *change.key) for book in (before, after)]
    for span, (old, new) in Track.of(together(tracks)).pieces(window):
        if (old.known, old.value) != (new.known, new.value):
            return Otherwise(change, span.start, old, new)
    there = after.reading(change.jurisdiction, change.parameter, window.start, *change.key)
    return Otherwise(change, None, there, there)


def states_of(judge: Judge) -> frozenset[str]:
    """The states in which a site can be by the network's law."""
    return frozenset(one.jurisdiction for one in judge.law.statements) - {FEDERAL}


def directors_first(facts: Facts, on: date) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The people of the network by name: those in an office of medical direction on a day, and all others."""
    day = on.toordinal()
    offices = {one.person for one in facts.all(Appointment) if day in one.span}
    people = sorted(facts.all(Person), key=lambda one: (one.name.casefold(), one.id))
    return (
        tuple(one for one in people if one.id in offices),
        tuple(one for one in people if one.id not in offices),
    )


def _effect(before: Judge, supposed: Supposed, on: date) -> Effect:
    window = Span(on.toordinal(), on.toordinal() + DAYS)
    return effect(before, supposed.judge, difference(before, supposed.judge, window, (), supposed.keys))


def effect(before: Judge, after: Judge, found: Difference) -> Effect:
    """What a difference between two judges means, site by site, person by person, reason by reason."""
    turned = {one.key: turn_of(one) for one in reversed(found.changes)}  # of each act what turns first
    sites = sorted({one.key.site for one in found.changes})
    people = Counter(key.person for key in turned)
    return Effect(
        before.facts,
        found,
        {turn: sum(one is turn for one in turned.values()) for turn in Turn},
        tuple(at_site(before, after, one, found.window) for one in sites),
        tuple(people.most_common()),
        _because(found),
    )


def _because(found: Difference) -> tuple[Because, ...]:
    groups: dict[tuple[object, ...], list[tuple[Turned, tuple[Reason, ...]]]] = {}
    for one in found.changes:
        reasons = why(one)
        codes = tuple(
            (reason.code, reason.subjects if reason.subjects != (one.key.person,) else ())
            for reason in reasons
        )
        groups.setdefault((turn_of(one), one.span, codes), []).append((one, reasons))
    order = list(Turn)
    return tuple(
        sorted(
            (
                Because(turn_of(some[0][0]), some[0][0].span, some[0][1], tuple(one for one, _ in some))
                for some in groups.values()
            ),
            key=lambda one: (order.index(one.turn), -len(one.changes), one.span.start),
        )
    )
