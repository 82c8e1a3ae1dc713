"""Tables of oversight: papers that give authority, and what was done under them."""

from openmso.oversight.models.acts import Act
from openmso.oversight.models.papers import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)

__all__ = ["Act", "Activity", "Agreement", "Appointment", "Delegation", "Protocol", "StandingOrder"]
