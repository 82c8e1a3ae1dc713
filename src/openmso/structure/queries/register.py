"""One record of the structure, or a page of them; as they are, as they were known at a moment, and how they came to be."""

from openmso.evidence import facts as past
from openmso.foundation.register import Room
from openmso.structure.facts import TABLES

_ROOM = Room(TABLES, past=past)
one, page, known, history = _ROOM.one, _ROOM.page, _ROOM.known, _ROOM.history
