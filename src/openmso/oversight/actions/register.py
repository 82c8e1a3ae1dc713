"""The four verbs for records of oversight. Whatever medicine decides here takes a license, however it is written."""

from __future__ import annotations

from openmso.foundation.register import Room
from openmso.oversight.actions.deciding import judged
from openmso.oversight.facts import TABLES

_ROOM = Room(TABLES, judged)
enter, amend, end, strike, change = _ROOM.enter, _ROOM.amend, _ROOM.end, _ROOM.strike, _ROOM.change
