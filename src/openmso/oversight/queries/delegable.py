"""What may be delegated to a person: to whom, which procedures, and what the law of each state says of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.readings import rule_track
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS, ROLES, Leave
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.named import labels_of

DELEGATED: Final = ROLES - PHYSICIANS - PRACTITIONERS
"""Roles that act on somebody's delegation. Whoever is engaged as anything else holds a post, and a post treats nobody."""


@dataclass(frozen=True, slots=True)
class Delegable:
    """A procedure, and how each state has it for the person's role: `said` by state. `attests`: what a delegator may attest of it."""

    code: str
    label: str
    said: tuple[tuple[str, str], ...]
    attests: tuple[str, ...]

    @property
    def let(self) -> bool:
        """Whether some state in question lets it, with or without conditions."""
        return any(word in (Leave.PERMITTED, Leave.CONDITIONAL) for _, word in self.said)

    def not_in(self, states: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Of these states those that do not let it, and how they have it."""
        found = ((state, word) for state, word in self.said if state in states)
        return tuple(
            (state, word) for state, word in found if word not in (Leave.PERMITTED, Leave.CONDITIONAL)
        )


def reached_sites(by: Actor, director: str, on: date) -> tuple[Site, ...]:
    """The sites for which somebody holds an office on a day, by name."""
    judge, _ = judge_of(by)
    return tuple(_reached(judge, director, on.toordinal()))


def staff_of(by: Actor, director: str, on: date, roles: Collection[str] = DELEGATED) -> tuple[str, ...]:
    """People engaged at a site of a director in one of these roles: by default those that act on delegation."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    sites = {one.id: one for one in _reached(judge, director, day)}
    practices = {one.practice for one in sites.values()}
    found = {
        one.person
        for one in judge.facts.all(Engagement)
        if day in one.span
        and one.role in roles
        and one.person != director
        and (one.organization in practices if one.sites is None else one.sites & sites.keys())
    }
    labels = labels_of(by)
    return tuple(sorted(found, key=lambda one: labels.name(one).casefold()))


def delegable(by: Actor, person: str, states: tuple[str, ...], on: date) -> tuple[Delegable, ...]:
    """Every procedure of the law pack by name, with what these states say of the person's roles doing it."""
    judge, _ = judge_of(by)
    labels, day = labels_of(by), on.toordinal()
    engaged = {one.role for one in judge.facts.by(Engagement, "person", person) if day in one.span}
    found = [_one(judge, code, sorted(engaged), states, day) for code in judge.law.procedures]
    return tuple(sorted(found, key=lambda one: labels.procedure(one.code).casefold()))


def _reached(judge: Judge, director: str, day: int) -> list[Site]:
    offices = [one for one in judge.facts.by(Appointment, "person", director) if day in one.span]
    sites = {
        site.id: site
        for one in offices
        for site in judge.facts.by(Site, "practice", one.practice)
        if day in site.span and (one.sites is None or site.id in one.sites)
    }
    return sorted(sites.values(), key=lambda one: (one.name.casefold(), one.id))


def _one(judge: Judge, code: str, roles: list[str], states: tuple[str, ...], day: int) -> Delegable:
    said, attests = [], []
    for state in states:
        readings = [rule_track(judge.world, state, code, role).at(day) for role in roles]
        rules = [one.rule for one in readings if one.rule is not None]
        leaves = {one.leave for one in rules}
        word = "not established" if not rules else _best(leaves)
        said.append((state, word))
        attests += [reason.details["text"] for one in readings for reason in one.attests]
    label = judge.law.procedures[code].label
    return Delegable(code, label, tuple(said), tuple(dict.fromkeys(attests)))


def _best(leaves: set[Leave]) -> str:
    return next(one.value for one in (Leave.PERMITTED, Leave.CONDITIONAL, Leave.PROHIBITED) if one in leaves)
