"""Drafts of agreements and orders in our own words, made of what is recorded and of the law of each state; counsel reviews each before anybody signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from openmso.compliance.rules.drafts.collaborative import collaborative
from openmso.compliance.rules.drafts.delegation import delegation
from openmso.compliance.rules.drafts.director import director
from openmso.compliance.rules.drafts.msa import msa
from openmso.compliance.rules.drafts.order import order
from openmso.compliance.rules.drafts.protocol import protocol
from openmso.compliance.rules.drafts.shape import Draft, Source

__all__ = ["MAKERS", "Draft", "Source"]

MAKERS: Final[Mapping[str, Callable[[Source, Any], Draft]]] = {
    "msas": msa,
    "appointments": director,
    "delegations": delegation,
    "agreements": collaborative,
    "standing-orders": order,
    "protocols": protocol,
}
"""What makes a draft of a record, by the kind as addresses name it."""
