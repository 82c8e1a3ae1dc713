"""Rows of oversight as records of the cellar."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts import Record
from openmso.authority.facts import oversight as frozen
from openmso.foundation.frozen import records_of
from openmso.foundation.models import NetworkRecord
from openmso.oversight import models

TABLES: Final[dict[type[Record], type[NetworkRecord]]] = {
    frozen.Appointment: models.Appointment,
    frozen.Agreement: models.Agreement,
    frozen.Delegation: models.Delegation,
    frozen.Protocol: models.Protocol,
    frozen.StandingOrder: models.StandingOrder,
    frozen.Activity: models.Activity,
}


def records() -> list[Record]:
    """Every visible record of oversight."""
    found: list[Record] = []
    for record, model in TABLES.items():
        found += records_of(model, record)
    return found
