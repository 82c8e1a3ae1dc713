"""What is done in oversight: the four verbs for its records, and the acts of medicine and of its office."""

from openmso.oversight.actions.agreements import countersign_agreement, end_agreement, sign_agreement
from openmso.oversight.actions.delegations import delegate, revoke_delegation
from openmso.oversight.actions.offices import appoint_director, end_appointment
from openmso.oversight.actions.orders import issue_standing_order, withdraw_standing_order
from openmso.oversight.actions.protocols import adopt_protocol, review_protocol
from openmso.oversight.actions.proven import (
    cannot_end,
    cannot_give,
    cannot_sign,
    purpose_as_seen,
    sign_paper,
    with_proof,
)
from openmso.oversight.actions.register import amend, end, enter, strike
from openmso.oversight.actions.reviews import record_review

__all__ = [
    "adopt_protocol",
    "amend",
    "appoint_director",
    "cannot_end",
    "cannot_give",
    "cannot_sign",
    "countersign_agreement",
    "delegate",
    "end",
    "end_agreement",
    "end_appointment",
    "enter",
    "issue_standing_order",
    "purpose_as_seen",
    "record_review",
    "review_protocol",
    "revoke_delegation",
    "sign_agreement",
    "sign_paper",
    "strike",
    "with_proof",
    "withdraw_standing_order",
]
