"""Who owns, governs and manages whom on a day, on both sides of the line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Insurance
from openmso.authority.facts.structure import (
    Msa,
    Office,
    Organization,
    Ownership,
    Registration,
    Site,
)
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.oversight.queries.kept import DRAWERS
from openmso.timeline.spans import Span

PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Share:
    """An interest in an organization. `crosses`: its owner owns or governs on the other side of the line, too, or stands there."""

    ownership: Ownership
    crosses: bool


@dataclass(frozen=True, slots=True)
class Held:
    """An organization on a day, with owners (largest first), officers, the agreements it is party to, and its open sites."""

    organization: Organization
    shares: tuple[Share, ...]
    offices: tuple[Office, ...]
    agreements: tuple[Msa, ...]
    sites: tuple[Site, ...]

    @property
    def clinical(self) -> bool:
        """Whether it stands on the clinical side."""
        return self.organization.kind == PRACTICE

    @property
    def owned(self) -> Decimal:
        """Percents whose owner is recorded."""
        return sum((one.ownership.percent for one in self.shares), Decimal(0))

    @property
    def states(self) -> frozenset[str]:
        """The states of its sites, or else its own."""
        return frozenset(one.state for one in self.sites) or frozenset({self.organization.state})


@dataclass(frozen=True, slots=True)
class Managed:
    """A practice and the agreement by which a business manages it; None where none is in force."""

    practice: Held
    agreement: Msa | None


@dataclass(frozen=True, slots=True)
class Business:
    """A business with the practices it manages."""

    business: Held
    practices: tuple[Managed, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """A whole network on a day. `alone` are practices that nobody manages, `others` businesses that manage none."""

    businesses: tuple[Business, ...]
    alone: tuple[Managed, ...]
    others: tuple[Held, ...]

    @property
    def practices(self) -> tuple[Managed, ...]:
        """Every practice, in the order drawn."""
        return tuple(one for business in self.businesses for one in business.practices) + self.alone

    def within(self, state: str) -> Structure:
        """Only the practices of a state, with who manages them."""
        kept = [
            Business(one.business, tuple(each for each in one.practices if state in each.practice.states))
            for one in self.businesses
        ]
        alone = tuple(one for one in self.alone if state in one.practice.states)
        return Structure(tuple(one for one in kept if one.practices), alone, ())


@dataclass(frozen=True, slots=True)
class Papers:
    """An organization with everything on record about it, what is over included."""

    held: Held
    shares: tuple[Ownership, ...]
    offices: tuple[Office, ...]
    registrations: tuple[Registration, ...]
    insurance: tuple[Insurance, ...]
    agreements: tuple[Msa, ...]
    sites: tuple[Site, ...]


def structure(by: Actor, on: date) -> Structure:
    """Who owns, governs and manages whom on a day."""
    return DRAWERS.of(by, "structure", on, lambda judge: _structure(judge, on.toordinal()))


def organization(by: Actor, on: date, id: str) -> Papers:
    """An organization with its papers. Raises `UnknownRecordError`."""
    return DRAWERS.of(by, f"organization {id}", on, lambda judge: _papers(judge.facts, id, on.toordinal()))


def _structure(judge: Judge, day: int) -> Structure:
    facts = judge.facts
    existing = [one for one in facts.all(Organization) if day in one.span]
    held = {one.id: _held(facts, one, day) for one in sorted(existing, key=_by_name)}
    practices = [one for one in held.values() if one.clinical]
    rest = [one for one in held.values() if not one.clinical]
    managed = {one.organization.id: _managed(one, practices) for one in rest}
    somewhere = {each.practice.organization.id for found in managed.values() for each in found}
    return Structure(
        tuple(Business(one, managed[one.organization.id]) for one in rest if managed[one.organization.id]),
        tuple(Managed(one, None) for one in practices if one.organization.id not in somewhere),
        tuple(one for one in rest if not managed[one.organization.id]),
    )


def _managed(business: Held, practices: Iterable[Held]) -> tuple[Managed, ...]:
    of = {one.practice: one for one in business.agreements if one.mso == business.organization.id}
    return tuple(Managed(one, of[one.organization.id]) for one in practices if one.organization.id in of)


def _held(facts: Facts, one: Organization, day: int) -> Held:
    shares = [each for each in facts.by(Ownership, "organization", one.id) if day in each.span]
    ordered = sorted(shares, key=lambda each: (-each.percent, each.owner))
    agreements = {each.id: each for name in ("mso", "practice") for each in facts.by(Msa, name, one.id)}
    return Held(
        one,
        tuple(Share(each, _crosses(facts, each.owner, one, day)) for each in ordered),
        tuple(each for each in facts.by(Office, "organization", one.id) if day in each.span),
        tuple(each for each in agreements.values() if day in each.span),
        tuple(
            sorted((each for each in facts.by(Site, "practice", one.id) if day in each.span), key=_by_name)
        ),
    )


def _crosses(facts: Facts, owner: str, of: Organization, day: int) -> bool:
    """Whether an owner is to be found on the other side of the line."""
    clinical = of.kind == PRACTICE
    itself = facts.get(Organization, owner)
    if itself is not None:
        return (itself.kind == PRACTICE) != clinical
    others = [
        *(one.organization for one in facts.by(Ownership, "owner", owner) if day in one.span),
        *(one.organization for one in facts.by(Office, "person", owner) if day in one.span),
    ]
    found = (facts.get(Organization, one) for one in others)
    return any((one.kind == PRACTICE) != clinical for one in found if one is not None)


def _papers(facts: Facts, id: str, day: int) -> Papers:
    one = facts.need(Organization, id)
    agreements = {each.id: each for name in ("mso", "practice") for each in facts.by(Msa, name, id)}
    return Papers(
        _held(facts, one, day),
        tuple(sorted(facts.by(Ownership, "organization", id), key=lambda each: _lately(each.span))),
        tuple(sorted(facts.by(Office, "organization", id), key=lambda each: _lately(each.span))),
        tuple(sorted(facts.by(Registration, "holder", id), key=lambda each: _lately(each.span))),
        tuple(sorted(facts.by(Insurance, "subject", id), key=lambda each: _lately(each.span))),
        tuple(sorted(agreements.values(), key=lambda each: _lately(each.span))),
        tuple(sorted(facts.by(Site, "practice", id), key=_by_name)),
    )


def _by_name(one: Organization | Site) -> tuple[str, str]:
    return one.name.casefold(), one.id


def _lately(span: Span) -> tuple[int, int]:
    return -span.end, -span.start
