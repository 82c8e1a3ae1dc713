"""One record of the workforce, or a page of them."""

from openmso.foundation.register import Room
from openmso.workforce.facts import TABLES

_ROOM = Room(TABLES)
one, page = _ROOM.one, _ROOM.page
