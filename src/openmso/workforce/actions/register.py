"""The four verbs for records of the workforce.

A sign-off is a clinical decision, however it is written. What somebody holds decides what they may do, so others write it down.
"""

from __future__ import annotations

from typing import Any

from openmso.authority.facts.people import Certificate, Competency, Experience, License
from openmso.foundation.actor import Actor
from openmso.foundation.register import RefusedError, Room
from openmso.foundation.rules.sides import Side
from openmso.workforce.facts import TABLES
from openmso.workforce.queries.deciding import decided, givers, where_they_work


def judged(by: Actor, before: Any, after: Any) -> None:  # noqa: ANN401 - any record of the room
    """Raises what refuses a license, certificate or experience of one's own, or a sign-off."""
    if by.side is Side.SYSTEM:
        return
    for one in (before, after):
        if isinstance(one, License | Certificate | Experience) and one.person == by.person:
            what = "nobody keeps what they hold themselves"
            raise RefusedError.at("person", what, "let somebody else of the office write it down")
    if isinstance(after or before, Competency):
        _signed_off(by, before, after)


def _signed_off(by: Actor, before: Competency | None, after: Competency | None) -> None:
    """A sign-off is given, changed and taken by whoever can give authority where the person works; each signs for themselves.

    No law of the pack says who signs off, so it is whoever can give authority at all.
    """
    for person in {one.person for one in (before, after) if one is not None}:
        decided(by, "sign off", where_they_work(by, person), givers, everywhere=False)
    if after is None:
        return
    if (before is None or before.signed_by != after.signed_by) and after.signed_by != by.person:
        what = f'"{after.signed_by}" would sign, and "{by.person}" is here'
        raise RefusedError.at("signed_by", what, "each signs for themselves")
    if after.person == by.person:
        raise RefusedError.at("person", "nobody signs off themselves", "let somebody else sign off")


_ROOM = Room(TABLES, judged)
enter, amend, end, strike, change = _ROOM.enter, _ROOM.amend, _ROOM.end, _ROOM.strike, _ROOM.change
