"""Rows of the workforce as records of the cellar."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts import Record
from openmso.authority.facts import people as frozen
from openmso.foundation.frozen import records_of
from openmso.foundation.models import NetworkRecord
from openmso.workforce import models

TABLES: Final[dict[type[Record], type[NetworkRecord]]] = {
    frozen.Person: models.Person,
    frozen.License: models.License,
    frozen.Certificate: models.Certificate,
    frozen.Experience: models.Experience,
    frozen.Exclusion: models.Exclusion,
    frozen.Screening: models.Screening,
    frozen.Insurance: models.Insurance,
    frozen.Engagement: models.Engagement,
    frozen.Competency: models.Competency,
}


def records() -> list[Record]:
    """Every visible record of the workforce."""
    found: list[Record] = []
    for record, model in TABLES.items():
        found += records_of(model, record)
    return found
