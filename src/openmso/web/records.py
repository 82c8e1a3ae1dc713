"""The records of every room on pages: which kinds there are, under which names, and what each room calls its codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any, Final, cast

from django.urls import NoReverseMatch, reverse

from openmso.authority.codes import ZONES
from openmso.authority.facts import oversight as papers
from openmso.authority.facts import people, structure
from openmso.compliance.queries import CLAUSE_CODES, DUTIES, RESERVED_POWERS
from openmso.compliance.queries.drafts import KINDS
from openmso.foundation.pages.records import Cabinet, Drawer
from openmso.foundation.pages.records.addresses import addresses
from openmso.foundation.pages.records.naming import Codes
from openmso.netfile.queries.words import field_words
from openmso.oversight import actions as oversight_actions
from openmso.oversight import queries as oversight_queries
from openmso.oversight.queries.named import labels_of
from openmso.structure import actions as structure_actions
from openmso.structure import queries as structure_queries
from openmso.workforce import actions as workforce_actions
from openmso.workforce import queries as workforce_queries

STRUCTURE: Final[Mapping[str, type]] = {
    "organizations": structure.Organization,
    "shares": structure.Ownership,
    "offices": structure.Office,
    "sites": structure.Site,
    "services": structure.Service,
    "registrations": structure.Registration,
    "msas": structure.Msa,
}
WORKFORCE: Final[Mapping[str, type]] = {
    "people": people.Person,
    "licenses": people.License,
    "certificates": people.Certificate,
    "experience": people.Experience,
    "exclusions": people.Exclusion,
    "screenings": people.Screening,
    "insurance": people.Insurance,
    "engagements": people.Engagement,
    "competencies": people.Competency,
}
OVERSIGHT: Final[Mapping[str, type]] = {
    "appointments": papers.Appointment,
    "agreements": papers.Agreement,
    "delegations": papers.Delegation,
    "protocols": papers.Protocol,
    "standing-orders": papers.StandingOrder,
    "activities": papers.Activity,
}
SIGNED: Final = frozenset({papers.Agreement, papers.Delegation, papers.Protocol, papers.StandingOrder})
"""What a clinician gives by an act of its own, with a proof of who they are; it is taken back by whoever may."""


def _drawers(room: str, kinds: Mapping[str, type], queries: ModuleType, actions: ModuleType) -> list[Drawer]:
    return [
        Drawer(room, plural, kind, cast("Any", queries), cast("Any", actions), by_acts=kind in SIGNED)
        for plural, kind in kinds.items()
    ]


@cache
def codes() -> Codes:
    """Names for codes of fields whose list is open, or that stand in a list the records know by code only."""
    zones = sorted({zone for several in ZONES.values() for zone in several})
    return {
        (structure.Msa, "clauses"): CLAUSE_CODES,
        (structure.Msa, "reserved_powers"): RESERVED_POWERS,
        (papers.Appointment, "duties"): DUTIES,
        (structure.Site, "zone"): {zone: zone.replace("_", " ") for zone in zones},
    }


def _document(plural: str, id: str) -> str:
    return reverse("draft", args=[plural, id]) if plural in KINDS else ""


CABINET: Final = Cabinet(
    (
        *_drawers("Structure", STRUCTURE, structure_queries, structure_actions),
        *_drawers("Workforce", WORKFORCE, workforce_queries, workforce_actions),
        *_drawers("Oversight", OVERSIGHT, oversight_queries, oversight_actions),
    ),
    labels_of,
    field_words,
    codes,
    "/oversight/",
    _document,
)
urlpatterns = addresses(CABINET)


def address_of(kind: type, id: str) -> str:
    """Where the page of a record is; nothing for a kind without pages."""
    try:
        return reverse("record", args=[CABINET.of(kind).plural, id])
    except (KeyError, NoReverseMatch):
        return ""
