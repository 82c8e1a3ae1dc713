"""Who decides in oversight: what each paper takes, from whom, for which sites.

Whoever gives authority gives it themselves: a delegation is its physician's word, an order its prescriber's. To take authority back (to end a
paper, to strike one) its giver suffices, licensed or not, and so does anybody whose license would suffice to give it: what
withholds must not wait for one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openmso.authority.facts.oversight import Activity, Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Signature, Site
from openmso.authority.papers import delegating_roles
from openmso.authority.readings import rule_track
from openmso.authority.terms import ROLES
from openmso.authority.world import World
from openmso.foundation.actor import Actor
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.structure.queries import sites_of
from openmso.workforce.queries import (
    Accepted,
    decided,
    directors,
    givers,
    page,
    physicians,
    where_they_work,
)

Paper = Agreement | Delegation | Protocol | StandingOrder


def judged(by: Actor, before: Any, after: Any) -> None:  # noqa: ANN401 - any record of the room
    """Raises what refuses a record of oversight from this actor: the wrong person, or one without a license."""
    if by.side is Side.SYSTEM:
        return
    match after or before:
        case Activity() as done:
            _itself(by, done.physician, "physician")
            sites = sites_of(by, named=[done.site]) if done.site else sites_of(by)
            decided(by, "record oversight", sites, givers, everywhere=bool(done.site))
        case Agreement() | Delegation() | Protocol() | StandingOrder() as paper:
            if takes_back(before, after):
                _takes(by, paper)
            else:
                _signs(by, paper, before.signatures if before else ())
                _gives(by, paper)


def takes_back(before: Any, after: Any) -> bool:  # noqa: ANN401 - any record of the room
    """Whether nothing happens but that a paper is struck or holds on fewer days."""
    if before is None:
        return False
    if after is None:
        return True
    shorter = before.span.start <= after.span.start and after.span.end <= before.span.end
    return bool(replace(before, span=after.span) == after and shorter)


def _gives(by: Actor, paper: Paper) -> None:
    if isinstance(paper, Delegation):
        _itself(by, paper.physician, "physician")
    if isinstance(paper, StandingOrder):
        _itself(by, paper.prescriber, "prescriber")
    what, accepted = _what(by, paper)
    if isinstance(paper, Agreement):
        # Either party may sign: the physician as one, the other as what can have an agreement.
        if by.person not in (paper.physician, paper.person):
            said = f'"{by.person}" is neither of its parties'
            raise RefusedError.at("physician", said, f"let {paper.physician} or {paper.person} sign")
        accepted = physicians if by.person == paper.physician else givers
    decided(by, what, sites_for(by, paper), accepted, everywhere=paper.sites is not None)


def _signs(by: Actor, paper: Paper, before: Sequence[Signature]) -> None:
    """Nobody signs for another, be it on paper of long ago: the other signs themselves, or the system brings it in."""
    for one in paper.signatures:
        if one not in before and one.person != by.person:
            what = f'"{one.person}" would sign, and "{by.person}" is here'
            raise RefusedError.at("signatures", what, "each signs for themselves")


def _itself(by: Actor, named: str, field: str) -> None:
    if named != by.person:
        what = f'"{named}" would decide, and "{by.person}" is here'
        raise RefusedError.at(field, what, "each decides for themselves")


def _takes(by: Actor, paper: Paper) -> None:
    own = {getattr(paper, name, None) for name in ("physician", "prescriber")}
    if by.side is Side.CLINICAL and by.person and by.person in own:
        return
    what, accepted = _what(by, paper)
    decided(by, f"withdraw what it takes to {what}", sites_for(by, paper), accepted, everywhere=False)


def _what(by: Actor, paper: Paper) -> tuple[str, Accepted]:
    match paper:
        case Delegation():
            return "delegate", _delegators(by, paper)
        case Protocol():
            return "adopt a protocol", directors
        case StandingOrder():
            return "order", givers
    return "sign an agreement", physicians


def _delegators(by: Actor, paper: Delegation) -> Accepted:
    """Who may delegate all these procedures to a person by the law of each state (`delegation.rule`, `medical_director.eligible`).

    By the roles in which the person is engaged; for somebody who is engaged in none, by any role the law has a rule for.
    """
    engaged = {one.record.role for one in page(by, Engagement, person=paper.person, limit=500).items}
    roles: Sequence[str] = sorted(engaged & ROLES) or sorted(ROLES)

    def accepted(world: World, state: str, day: int) -> frozenset[str]:
        found = [_for_one(world, state, day, procedure, roles) for procedure in sorted(paper.procedures)]
        return frozenset.intersection(*found)

    return accepted


def _for_one(world: World, state: str, day: int, procedure: str, roles: Sequence[str]) -> frozenset[str]:
    """Who may delegate a procedure to somebody of one of these roles."""
    usual = delegating_roles(world, state, day)
    rules = [rule_track(world, state, procedure, role).at(day).rule for role in roles]
    return frozenset().union(*(rule.delegators or usual if rule is not None else usual for rule in rules))


def sites_for(by: Actor, paper: Paper) -> tuple[Site, ...]:
    """The sites whose states a decision is about: those named, else those of the practice or of where the person works."""
    if paper.sites is not None:
        return sites_of(by, named=paper.sites)
    if isinstance(paper, Protocol | StandingOrder):
        return sites_of(by, practices=[paper.practice])
    return where_they_work(by, paper.person)
