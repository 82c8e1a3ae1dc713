"""The register: frozen records read from and written to the tables that keep them, whatever their kind.

A room hands out what of it is its own, with the judgments of its trade around it. Every write says who and why, is refused
in plain words where it cannot stand, and tells the second of two editors what the first one left.
"""

from openmso.authority.facts.checks import Fault
from openmso.foundation.register.clashes import broken
from openmso.foundation.register.kept import (
    Change,
    Difference,
    Kept,
    NotThereError,
    Page,
    RefusedError,
    StaleError,
    content,
    version_of,
)
from openmso.foundation.register.lookups import WHOLE, Referrer, keep_still, referrers
from openmso.foundation.register.reading import one, page, row_named, rows_named
from openmso.foundation.register.room import Room
from openmso.foundation.register.tables import named, table_of, tables, writers
from openmso.foundation.register.writing import amend, change, end, enter, strike

__all__ = [
    "WHOLE",
    "Change",
    "Difference",
    "Fault",
    "Kept",
    "NotThereError",
    "Page",
    "Referrer",
    "RefusedError",
    "Room",
    "StaleError",
    "amend",
    "broken",
    "change",
    "content",
    "end",
    "enter",
    "keep_still",
    "named",
    "one",
    "page",
    "referrers",
    "row_named",
    "rows_named",
    "strike",
    "table_of",
    "tables",
    "version_of",
    "writers",
]
