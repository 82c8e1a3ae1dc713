"""Tables of oversight: papers that give authority, what was done under them, and what went wrong or was readied for it."""

from openmso.oversight.models.acts import Act
from openmso.oversight.models.consults import Absence, Consult, ReachTest
from openmso.oversight.models.events import Event, EventAction, EventDetail, EventReport
from openmso.oversight.models.hours import TimeEntry
from openmso.oversight.models.library import ProtocolText, ReadAndSign
from openmso.oversight.models.meetings import Meeting, SiteVisit
from openmso.oversight.models.notes import OversightNote
from openmso.oversight.models.papers import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.oversight.models.readiness import DrillLog, Kit, KitCheck
from openmso.oversight.models.reviews import Capa, Draw, Review, ReviewSheet

__all__ = [
    "Absence",
    "Act",
    "Activity",
    "Agreement",
    "Appointment",
    "Capa",
    "Consult",
    "Delegation",
    "Draw",
    "DrillLog",
    "Event",
    "EventAction",
    "EventDetail",
    "EventReport",
    "Kit",
    "KitCheck",
    "Meeting",
    "OversightNote",
    "Protocol",
    "ProtocolText",
    "ReachTest",
    "ReadAndSign",
    "Review",
    "ReviewSheet",
    "SiteVisit",
    "StandingOrder",
    "TimeEntry",
]
