"""Where records are shown: the words that addresses of their pages take."""

from __future__ import annotations

from openmso.authority.facts import Record


def kind_of(record: Record | type[Record]) -> str:
    """A kind as the address of a record's history names it: `standingorder`."""
    kind = record if isinstance(record, type) else type(record)
    return kind.__name__.lower()
