"""Envelopes with what compliance knows besides: which license counts on the day, of which record the document is, who may look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from openmso.authority.facts.people import License
from openmso.authority.judge import Judge
from openmso.compliance.queries.drafts import KINDS
from openmso.evidence.queries import (
    Envelope,
    KeptDocument,
    LicenseInForce,
    documents_of,
    envelope,
    envelopes,
    envelopes_of,
)
from openmso.foundation.actor import Actor
from openmso.foundation.register import NotThereError
from openmso.foundation.register.tables import table_of
from openmso.foundation.rules.purposes import DECIDING, GOVERNING
from openmso.foundation.rules.sides import AUDITOR_POSTS
from openmso.oversight.queries.papers import licensed_in

TABLE: Final = "evidence_envelope"
"""The table to whose rows sealed copies belong."""
SENT_AS: Final[Mapping[str, tuple[str, str]]] = {
    "msas": ("shared", "msa"),
    "appointments": ("shared", "x_director_agreement"),
    "agreements": ("clinical", "agreement"),
    "delegations": ("clinical", "delegation"),
    "standing-orders": ("clinical", "protocol"),
    "protocols": ("clinical", "protocol"),
}
"""Behind which wall the document of a record is kept when it goes out, and as what kind."""
LOOKING: Final = GOVERNING | DECIDING | AUDITOR_POSTS


def license_under(judge: Judge, person: str, states: Iterable[str], day: int) -> LicenseInForce | None:
    """A license of somebody that is active and in force on a day in the first of these states, if they hold one in each of them."""
    found = [_held(judge, person, state, day) for state in states]
    return None if not found or None in found else found[0]


def _held(judge: Judge, person: str, state: str, day: int) -> LicenseInForce | None:
    active = [
        one for one in judge.facts.by(License, "person", person) if one.status == "active" and day in one.span
    ]
    here = [one for one in active if one.state == state]
    if not here and state in licensed_in(judge.world, person, day):
        here = [one for one in active if one.multistate]
    return LicenseInForce(here[0].id, here[0].span) if here else None


def may_look(by: Actor, one: Envelope) -> bool:
    """Whether a page of this envelope is for the actor: who sent it or is asked in it, who governs, decides or audits."""
    return by.post in LOOKING or one.concerns(str(by.user))


def envelope_for(by: Actor, code: str) -> Envelope:
    """An envelope that the actor may look at. Raises `NotThereError`."""
    found = envelope(by, code)
    if not may_look(by, found):
        raise NotThereError(Envelope, code)
    return found


def envelopes_for(by: Actor) -> tuple[Envelope, ...]:
    """The envelopes that the actor may look at, the latest first."""
    return envelopes(by) if by.post in LOOKING else envelopes(by, user=str(by.user))


def of_record(by: Actor, kind: str, code: str) -> tuple[Envelope, ...]:
    """The envelopes of the document of a record that the actor may look at, the latest first."""
    found = envelopes_of(by, table_of(KINDS[kind])._meta.db_table, code)
    return tuple(one for one in found if may_look(by, one))


def sealed_copies(by: Actor, code: str) -> tuple[KeptDocument, ...]:
    """What was made when all had signed: the sealed document and the record of signatures."""
    return documents_of(by, TABLE, code)
