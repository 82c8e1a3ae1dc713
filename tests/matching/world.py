"""Lumen in the database, Cora who works nowhere in it, and what both do to come together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from openmso.authority.facts.people import Insurance, License, Person
from openmso.foundation.actor import Actor
from openmso.matching.actions.openings import open_need
from openmso.matching.actions.profiles import say_profile
from openmso.timeline.spans import Span
from tests.cast import LONG_AGO, LUMEN, TX
from tests.kept import clinician, network_of_the_cast
from tests.matching.need import CORA, opening, profile

WHY = "a director is needed"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
CALL = NOON + timedelta(hours=3)
RECORDS = (
    Person(CORA, "Cora Cole"),
    License("license-cora", CORA, "MD", TX, LONG_AGO),
    Insurance("insurance-lumen", LUMEN, "malpractice", Span.of(None)),
)


def lumen(*records: Any) -> UUID:
    """The network."""
    return network_of_the_cast(*RECORDS, *records)


def cora(network: UUID) -> Actor:
    """Cora at her seat."""
    return clinician(network, CORA)


def told(network: UUID, **other: Any) -> None:
    """Cora says her profile; what she expects lies within the fair range of one NP (500 to 1,250 dollars a month)."""
    said = profile(**{"pay_month": Decimal(1200), **other})
    say_profile(by=cora(network), why=WHY, profile=said, now=NOON)


def opened(by: Actor, **other: Any) -> str:
    """Lumen wants a director for Austin."""
    return open_need(by=by, why=WHY, opening=opening(ceiling=Decimal(3000), **other), now=NOON)
