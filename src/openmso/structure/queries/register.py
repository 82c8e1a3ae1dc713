"""One record of the structure, or a page of them."""

from openmso.foundation.register import Room
from openmso.structure.facts import TABLES

_ROOM = Room(TABLES)
one, page = _ROOM.one, _ROOM.page
