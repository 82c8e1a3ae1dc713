"""The four verbs for records of the structure. Shares are added up whenever one is written: never more than the whole, no circle."""

from __future__ import annotations

from typing import Any

from openmso.authority.facts.structure import Msa, Ownership
from openmso.authority.shares import circles, excesses
from openmso.foundation.actor import Actor
from openmso.foundation.frozen import records_of
from openmso.foundation.register import RefusedError, Room, keep_still
from openmso.structure.actions.gate import against, today
from openmso.structure.facts import TABLES

SHARES = "/shares"
"""What whoever writes a share holds, so that two who each add half do not both find room. No id begins so."""


def judged(by: Actor, before: Any, after: Any) -> None:  # noqa: ANN401 - any record of the room
    """Raises `RefusedError` where shares add up to more than the whole, or owners own each other in a circle.

    And where an agreement that is yet to begin would begin with a must against it; what has begun is recorded as it is.
    """
    if isinstance(after, Msa) and before is None and _is_to_begin(after):
        faults = against(by, after)
        if faults:
            raise RefusedError(*faults)
    if isinstance(after, Ownership) and after != before:
        keep_still(by.network, [SHARES], [])
        there = records_of(TABLES[Ownership], Ownership)
        whole([one for one in there if one.id != after.id] + [after])


def _is_to_begin(msa: Msa) -> bool:
    return msa.span.first is not None and msa.span.first >= today() and bool(msa.signatures)


def whole(shares: list[Ownership]) -> None:
    """Raises `RefusedError` unless these shares can stand together."""
    for excess in excesses(shares):
        raise RefusedError.at("percent", str(excess), "end or lessen another share first, or transfer it")
    for circle in circles(shares):
        raise RefusedError.at("owner", str(circle), "let one of them be owned by people")


_ROOM = Room(TABLES, judged)
enter, amend, end, strike = _ROOM.enter, _ROOM.amend, _ROOM.end, _ROOM.strike
change = _ROOM.change
