"""Whoever decides signs: their name and the civil day stand on the paper from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from openmso.authority.facts.oversight import Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Signature
from openmso.foundation.actor import Actor
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.deciding import sites_for
from openmso.workforce.queries import day_at

P = TypeVar("P", Agreement, Delegation, Protocol, StandingOrder)


def signed_by(by: Actor, paper: P, for_party: str = "") -> P:
    """The paper with the actor's signature of today, the civil day at the first of its sites.

    As it is if they have signed it, or if the system writes it down, or nobody of the network acts: that is refused by whoever judges it.
    """
    if by.side is Side.SYSTEM or not by.person or any(one.person == by.person for one in paper.signatures):
        return paper
    day = today_for(by, paper)
    if day is None:
        return paper
    changed: Any = replace(paper, signatures=(*paper.signatures, Signature(by.person, day, for_party)))
    signed: P = changed
    return signed


def today_for(by: Actor, paper: P) -> date | None:
    """The civil day at the first site of a paper; None where it has none."""
    return next((day_at(site) for site in sites_for(by, paper)), None)
