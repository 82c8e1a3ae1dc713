"""Rows of the structure as records of the cellar."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts import Record
from openmso.authority.facts import structure as frozen
from openmso.foundation.frozen import records_of
from openmso.foundation.models import NetworkRecord
from openmso.structure import models

TABLES: Final[dict[type[Record], type[NetworkRecord]]] = {
    frozen.Organization: models.Organization,
    frozen.Ownership: models.Ownership,
    frozen.Office: models.Office,
    frozen.Site: models.Site,
    frozen.Service: models.Service,
    frozen.Registration: models.Registration,
    frozen.Msa: models.Msa,
}


def records() -> list[Record]:
    """Every visible record of the structure."""
    found: list[Record] = []
    for record, model in TABLES.items():
        found += records_of(model, record)
    return found
