"""Tables of oversight: papers that give authority, what was done under them, and what went wrong or was readied for it."""

from openmso.oversight.models.acts import Act
from openmso.oversight.models.events import Event, EventAction, EventDetail, EventReport
from openmso.oversight.models.notes import OversightNote
from openmso.oversight.models.papers import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)

__all__ = [
    "Act",
    "Activity",
    "Agreement",
    "Appointment",
    "Delegation",
    "Event",
    "EventAction",
    "EventDetail",
    "EventReport",
    "OversightNote",
    "Protocol",
    "StandingOrder",
]
