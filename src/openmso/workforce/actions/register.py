"""The four verbs for records of the workforce. A sign-off is a clinical decision, however it is written."""

from __future__ import annotations

from typing import Any

from openmso.authority.facts.people import Competency
from openmso.foundation.actor import Actor
from openmso.foundation.register import RefusedError, Room
from openmso.foundation.rules.sides import Side
from openmso.workforce.facts import TABLES
from openmso.workforce.queries.deciding import decided, givers, where_they_work


def judged(by: Actor, before: Any, after: Any) -> None:  # noqa: ANN401 - any record of the room
    """Raises what refuses a sign-off: it is given, changed and taken by whoever can give authority where the person works.

    No law of the pack says who signs off, so it is whoever can give authority at all. Each signs for themselves.
    """
    kept = after or before
    if not isinstance(kept, Competency) or by.side is Side.SYSTEM:
        return
    decided(by, "sign off", where_they_work(by, kept.person), givers, everywhere=False)
    if isinstance(after, Competency) and (before is None or before.signed_by != after.signed_by):
        if after.signed_by != by.person:
            what = f'"{after.signed_by}" would sign, and "{by.person}" is here'
            raise RefusedError.at("signed_by", what, "each signs for themselves")
        if after.person == by.person:
            raise RefusedError.at("person", "nobody signs off themselves", "let somebody else sign off")


_ROOM = Room(TABLES, judged)
enter, amend, end, strike, change = _ROOM.enter, _ROOM.amend, _ROOM.end, _ROOM.strike, _ROOM.change
