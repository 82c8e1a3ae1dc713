"""Oversight over HTTP: directors, agreements, delegations, protocols, orders, review, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from ninja import Router

from openmso.authority.facts import oversight as facts
from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask, consult
from openmso.foundation.api.records import offer
from openmso.foundation.api.verbs import Act, act
from openmso.oversight import actions, queries
from openmso.oversight.api import ahead, standing

KINDS: Final[dict[str, type]] = {
    "appointments": facts.Appointment,
    "agreements": facts.Agreement,
    "delegations": facts.Delegation,
    "protocols": facts.Protocol,
    "standing-orders": facts.StandingOrder,
    "activities": facts.Activity,
}
ACTS: Final = (
    actions.appoint_director,
    actions.end_appointment,
    actions.end_agreement,
    actions.revoke_delegation,
    actions.review_protocol,
    actions.withdraw_standing_order,
    actions.record_review,
)
SIGNED: Final[Mapping[Act, str]] = {
    actions.sign_agreement: "agreement",
    actions.delegate: "delegation",
    actions.adopt_protocol: "protocol",
    actions.issue_standing_order: "order",
}
"""Acts that give a paper with the signature of who acts, and what of them is the paper."""


def purpose(by: Actor, record: Any) -> str:  # noqa: ANN401 - a record of any kind
    """For what an actor proves anew who they are who writes this down: a paper that bears their signature, as it is sent."""
    signed = any(one.person == by.person for one in getattr(record, "signatures", ()))
    return actions.purpose_as_seen(record) if signed else ""


def purpose_of_given(paper: str, given: Mapping[str, Any]) -> str:
    """For what an actor proves anew who they are who gives a paper: this one, as it is sent."""
    return actions.purpose_as_seen(given[paper])


def purpose_of_other(given: Mapping[str, Any]) -> str:
    """For what the other party of an agreement does: this one, in the version that they saw."""
    return f"sign:agreement:{given['version']}"


router = Router(tags=["oversight"], by_alias=True)
offer(router, "oversight", KINDS, queries=queries, actions=actions, signs=purpose)
act(router, "oversight", *ACTS)
for signing, paper in SIGNED.items():
    act(router, "oversight", signing, signs=partial(purpose_of_given, paper))
act(router, "oversight", actions.countersign_agreement, signs=purpose_of_other)
ask(router, "oversight", standing.board, of="site")
ask(router, "oversight", standing.reliance)
ask(router, "oversight", ahead.outlook)
consult(router, "oversight", standing.decision)
consult(router, "oversight", ahead.impact)
