"""The whole network as it was known at a moment: what an audit asks ("what did we know on Tuesday at 14:10?").

Whatever judgment is then made of these facts is the one that could have been made at that moment: later corrections are not
in them, and what was struck since is.
"""

from __future__ import annotations

from datetime import datetime

from openmso.authority.facts import Facts, Record
from openmso.evidence.facts import known_at, network_known_at
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import RefusedError, tables
from openmso.oversight.facts.loading import settings_of


def facts_known_at(by: Actor, moment: datetime) -> Facts:
    """The facts of the actor's network, with its name and settings, as they were known at an aware moment.

    Raises `RefusedError` for a moment before the network was founded, or without its offset.
    """
    if moment.utcoffset() is None:
        what = f"{moment.isoformat()} has no offset"
        raise RefusedError.at("known_at", what, "a moment such as 2026-11-24T14:10:00-06:00")
    with seeing(by):
        network = network_known_at(moment)
        if network is None:
            raise RefusedError.at(
                "known_at", f"there was no network at {moment.isoformat()}", "a later moment"
            )
        records: list[Record] = [one for kind in tables() for one in known_at(kind, moment)]
    name, kept = network
    return Facts.of(records, settings=settings_of(kept), name=name)
