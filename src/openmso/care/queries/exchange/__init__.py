"""Reading what other systems sent: what an import would do, what was rejected, what waits and for what."""

from openmso.care.files.fhir.reading import Arrived, arrived, of_bytes
from openmso.care.queries.exchange.looking import Change, Fated, Walk
from openmso.care.queries.exchange.standing import (
    REJECTS,
    WAITS,
    NotMapped,
    Run,
    Unplaced,
    Waiting,
    becomes,
    outside_places,
    reject_rows,
    rejected,
    run,
    runs,
    sources,
    unmapped,
    waiting,
)
from openmso.care.rules.fhir.tally import FATES, Tally

__all__ = [
    "FATES",
    "REJECTS",
    "WAITS",
    "Arrived",
    "Change",
    "Fated",
    "NotMapped",
    "Run",
    "Tally",
    "Unplaced",
    "Waiting",
    "Walk",
    "arrived",
    "becomes",
    "of_bytes",
    "outside_places",
    "reject_rows",
    "rejected",
    "run",
    "runs",
    "sources",
    "unmapped",
    "waiting",
]
