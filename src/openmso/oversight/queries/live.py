"""Whether anything was written since a page was made: one question to the history, by the state the page was made of."""

from __future__ import annotations

from hashlib import sha256

from openmso.evidence.queries import Seen, news
from openmso.foundation.actor import Actor
from openmso.oversight.facts import seen_of
from openmso.oversight.facts.loading import TABLES


def state_of(by: Actor) -> str:
    """The state of the network that judgments are made of now, for `changed_since`. Ask for it before what is shown is made."""
    seen = seen_of(by)
    return f"{seen.snapshot} {_era(seen)}"


def changed_since(by: Actor, state: str) -> frozenset[str] | None:
    """The ids of records that judgments rest on and that were written since; None where that cannot be told.

    In one statement. `state` comes from `state_of`, of whichever process.
    """
    snapshot, _, era = state.partition(" ")
    found = news(by, TABLES, Seen(snapshot, ""))
    there = Seen(snapshot, found.now.era)
    if not found.sure or era != _era(found.now) or there.beyond(found.now):
        return None
    codes = found.codes.values()
    return None if None in codes else frozenset(code for listed in codes for code in listed or ())


def _era(seen: Seen) -> str:
    """An era without what it says of the server."""
    return sha256(seen.era.encode()).hexdigest()[:16]
