"""The structure over HTTP: its records, and what is done with them."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.authority.facts import structure as facts
from openmso.foundation.api.records import offer
from openmso.foundation.api.verbs import act
from openmso.structure import actions, queries

KINDS: Final[dict[str, type]] = {
    "organizations": facts.Organization,
    "shares": facts.Ownership,
    "offices": facts.Office,
    "sites": facts.Site,
    "services": facts.Service,
    "registrations": facts.Registration,
    "msas": facts.Msa,
}
ACTS: Final = (
    actions.open_site,
    actions.close_site,
    actions.sign_msa,
    actions.amend_msa,
    actions.end_msa,
    actions.transfer_shares,
)

router = Router(tags=["structure"], by_alias=True)
offer(router, "structure", KINDS, queries=queries, actions=actions)
act(router, "structure", *ACTS)
