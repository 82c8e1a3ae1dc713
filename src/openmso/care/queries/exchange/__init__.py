"""Reading what other systems sent: what an import would do, what was rejected, what waits and for what."""

from openmso.care.queries.exchange.looking import Change, Fated, Walk
from openmso.care.queries.exchange.standing import (
    NotMapped,
    Run,
    Unplaced,
    Waiting,
    outside_places,
    rejected,
    run,
    runs,
    sources,
    unmapped,
    waiting,
)

__all__ = [
    "Change",
    "Fated",
    "NotMapped",
    "Run",
    "Unplaced",
    "Waiting",
    "Walk",
    "outside_places",
    "rejected",
    "run",
    "runs",
    "sources",
    "unmapped",
    "waiting",
]
