"""Reading: a network file into facts. (`queries.network` reads the records; it needs the database.)"""

from openmso.netfile.queries.reading import (
    BY_NAME,
    PROCEDURES,
    ZONES,
    Outcome,
    Problem,
    closest,
    read,
    read_string,
    vocabulary,
)

__all__ = [
    "BY_NAME",
    "PROCEDURES",
    "ZONES",
    "Outcome",
    "Problem",
    "closest",
    "read",
    "read_string",
    "vocabulary",
]
