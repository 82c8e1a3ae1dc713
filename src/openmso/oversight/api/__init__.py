"""Oversight over HTTP: directors, agreements, delegations, protocols, orders, review, and what is done with them."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.authority.facts import oversight as facts
from openmso.foundation.api.asks import ask, consult
from openmso.foundation.api.records import offer
from openmso.foundation.api.verbs import act
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
    actions.sign_agreement,
    actions.countersign_agreement,
    actions.end_agreement,
    actions.delegate,
    actions.revoke_delegation,
    actions.adopt_protocol,
    actions.review_protocol,
    actions.issue_standing_order,
    actions.withdraw_standing_order,
    actions.record_review,
)

router = Router(tags=["oversight"], by_alias=True)
offer(router, "oversight", KINDS, queries=queries, actions=actions)
act(router, "oversight", *ACTS)
ask(router, "oversight", standing.board, of="site")
ask(router, "oversight", standing.reliance)
ask(router, "oversight", ahead.outlook)
consult(router, "oversight", standing.decision)
consult(router, "oversight", ahead.impact)
